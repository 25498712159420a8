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
