-- What is read from and written to Anki's collections, by name. The layout is Anki's, old (11) and new.

-- name: tables
SELECT name, type FROM sqlite_master

-- name: notes
SELECT mid, flds, tags FROM notes ORDER BY id LIMIT ?

-- name: new_fields
SELECT ntid, name FROM fields ORDER BY ntid, ord

-- name: new_kinds
SELECT id, name FROM notetypes

-- name: old_kinds
SELECT models FROM col

-- name: fullest_deck
SELECT did FROM cards GROUP BY did ORDER BY count(*) DESC LIMIT 1

-- name: new_deck
SELECT name FROM decks WHERE id = ?

-- name: old_decks
SELECT decks FROM col

-- name: layout
CREATE TABLE col (
  id integer PRIMARY KEY, crt integer, mod integer, scm integer, ver integer, dty integer, usn integer, ls integer,
  conf text, models text, decks text, dconf text, tags text
);
CREATE TABLE notes (
  id integer PRIMARY KEY, guid text, mid integer, mod integer, usn integer, tags text, flds text, sfld integer,
  csum integer, flags integer, data text
);
CREATE TABLE cards (
  id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer, usn integer, type integer,
  queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer, left integer,
  odue integer, odid integer, flags integer, data text
);
CREATE TABLE revlog (
  id integer PRIMARY KEY, cid integer, usn integer, ease integer, ivl integer, lastIvl integer, factor integer,
  time integer, type integer
);
CREATE TABLE graves (usn integer, oid integer, type integer);
CREATE INDEX ix_notes_csum ON notes (csum);
CREATE INDEX ix_cards_nid ON cards (nid);

-- name: add_collection
INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)

-- name: add_note
INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')

-- name: add_card
INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')
