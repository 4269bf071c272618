-- When the bot was there for a platform: what is missing between two rows was an outage.
CREATE TABLE presence (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT;
CREATE INDEX presence_by_platform ON presence (platform, until);
