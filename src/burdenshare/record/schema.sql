CREATE TABLE edition (
    id TEXT PRIMARY KEY, publisher TEXT NOT NULL, title TEXT NOT NULL, published TEXT NOT NULL,
    definition TEXT NOT NULL, price_base INTEGER, origin TEXT NOT NULL, complete TEXT NOT NULL,
    licence TEXT NOT NULL, citation TEXT NOT NULL, url TEXT NOT NULL, retrieved TEXT NOT NULL,
    sources TEXT NOT NULL, notes TEXT NOT NULL, stated_counts TEXT NOT NULL, remarks TEXT NOT NULL
) STRICT;
CREATE TABLE observation (
    edition TEXT NOT NULL REFERENCES edition (id), ally TEXT NOT NULL, year INTEGER NOT NULL,
    indicator TEXT NOT NULL, value TEXT, raw TEXT NOT NULL, decimals INTEGER,
    status TEXT NOT NULL, origin TEXT NOT NULL, missing TEXT NOT NULL, flag TEXT NOT NULL,
    currency TEXT NOT NULL, sheet TEXT NOT NULL, cell TEXT NOT NULL, line INTEGER,
    url TEXT NOT NULL, notes TEXT NOT NULL, doubt TEXT NOT NULL
) STRICT;
CREATE INDEX by_series ON observation (ally, indicator, year);
CREATE INDEX by_edition ON observation (edition);
CREATE TABLE seal (edition TEXT PRIMARY KEY REFERENCES edition (id), sha256 TEXT NOT NULL) STRICT;
