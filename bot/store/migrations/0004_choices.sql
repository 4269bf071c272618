-- The small settings of rooms and members: see bot/core/choices.py for the words.
CREATE TABLE room_choices (
    room INTEGER NOT NULL REFERENCES rooms (id),
    choice TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (room, choice)
) STRICT, WITHOUT ROWID;

CREATE TABLE member_choices (
    member INTEGER NOT NULL REFERENCES members (id),
    choice TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (member, choice)
) STRICT, WITHOUT ROWID;
