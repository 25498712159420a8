-- The register of correspondence. Events are only ever added; a letter's state follows from them.
CREATE TABLE IF NOT EXISTS letter (
  id TEXT PRIMARY KEY,            -- DEU-2018-07-11
  ally TEXT NOT NULL, as_of TEXT NOT NULL, pledge TEXT NOT NULL,
  tone TEXT NOT NULL, language TEXT NOT NULL,
  reference TEXT NOT NULL, recipient TEXT NOT NULL, email TEXT NOT NULL,
  settings TEXT NOT NULL,         -- JSON: how it was composed and is sent
  content TEXT NOT NULL,          -- JSON: the document
  sha256 TEXT NOT NULL            -- of the content
);
CREATE TABLE IF NOT EXISTS event (
  number INTEGER PRIMARY KEY,
  letter TEXT NOT NULL REFERENCES letter (id),
  what TEXT NOT NULL CHECK (what IN
    ('composed', 'edited', 'approved', 'withdrawn', 'sending', 'sent', 'answered', 'settled')),
  at TEXT NOT NULL, who TEXT NOT NULL, sha256 TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS promise (
  number INTEGER PRIMARY KEY,
  letter TEXT NOT NULL REFERENCES letter (id),
  text TEXT NOT NULL, due TEXT,
  status TEXT NOT NULL CHECK (status IN ('found', 'confirmed', 'kept', 'broken', 'withdrawn')),
  source TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER IF NOT EXISTS events_are_kept BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
-- Bytes that a run wrote or is about to write; a file that holds others was edited by somebody.
CREATE TABLE IF NOT EXISTS written (
  file TEXT NOT NULL,             -- seen from the register's folder where it lies below it
  sha256 TEXT NOT NULL,
  letter TEXT NOT NULL,
  PRIMARY KEY (file, sha256)
);
-- What was approved, as it is sent; the event of the approval names its checksum.
CREATE TABLE IF NOT EXISTS sealed (
  letter TEXT PRIMARY KEY REFERENCES letter (id),
  content TEXT NOT NULL,          -- checksum of the document
  sender TEXT NOT NULL, "to" TEXT NOT NULL,
  copies TEXT NOT NULL,           -- mail addresses, one a line
  subject TEXT NOT NULL, language TEXT NOT NULL,
  text TEXT NOT NULL, page TEXT NOT NULL, pdf BLOB NOT NULL
);
-- Every wording that was ever kept, by the checksum that events name.
CREATE TABLE IF NOT EXISTS wording (sha256 TEXT PRIMARY KEY, content TEXT NOT NULL);
INSERT OR IGNORE INTO wording SELECT sha256, content FROM letter;
