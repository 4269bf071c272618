-- Where several teams installed one bot: the token of each. A deployment for one team keeps its token in the environment.
CREATE TABLE installations (
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    token TEXT NOT NULL,
    installer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (platform, team)
) STRICT, WITHOUT ROWID;
