-- Short-lived codes by which somebody shows that two accounts are theirs, or an admin that two rooms are one board's.
-- What is kept of a code is its digest.
CREATE TABLE codes (
    digest TEXT PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id), -- who asked for it
    room INTEGER REFERENCES rooms (id), -- null: it links accounts
    expires INTEGER NOT NULL
) STRICT;

-- Codes that were typed, right or wrong, so that nobody can try them out.
CREATE TABLE code_tries (
    id INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX code_tries_by_member ON code_tries (member, at);

-- Rooms that share a board, across teams and platforms: all name one of them, itself too. Null: on its own.
ALTER TABLE rooms ADD COLUMN joined INTEGER REFERENCES rooms (id);
CREATE INDEX rooms_joined ON rooms (joined) WHERE joined IS NOT NULL;
