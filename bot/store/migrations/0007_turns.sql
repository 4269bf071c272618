-- What a room has coming: a week or a season that ends, a word before a close. Once taken it is never taken again.
CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES rooms (id),
    what TEXT NOT NULL,
    about TEXT NOT NULL, -- the period's key, or the round's number
    last INTEGER NOT NULL, -- the last day it is about
    due INTEGER NOT NULL,
    taken INTEGER,
    UNIQUE (room, what, about)
) STRICT;
CREATE INDEX turns_due ON turns (due) WHERE taken IS NULL;
CREATE INDEX choices_made ON member_choices (choice, value);
