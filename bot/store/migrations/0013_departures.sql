-- Who left a room and is still in its team, as when somebody leaves a channel: they stand on none of its boards.
CREATE TABLE departures (
    room INTEGER NOT NULL REFERENCES rooms (id),
    member INTEGER NOT NULL REFERENCES members (id),
    PRIMARY KEY (room, member)
) STRICT, WITHOUT ROWID;
