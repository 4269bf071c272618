-- When it was last asked whether a member is still in their team.
ALTER TABLE members ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
CREATE INDEX members_seen ON members (seen) WHERE gone = 0;
