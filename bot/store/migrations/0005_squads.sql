-- Ranked by points alone: the narrower index is walked faster, and an answer writes less.
DROP INDEX totals_ranked;
CREATE INDEX totals_ranked ON totals (board, hidden, points DESC, member);

-- The roles or user groups that the platform last said somebody has: each between two bars, in order.
ALTER TABLE identities ADD COLUMN belongs TEXT NOT NULL DEFAULT '';

-- Named groups of members that compete. "grp": the role or user group whose people are in it; '': put in by hand.
CREATE TABLE squads (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    name TEXT NOT NULL,
    grp TEXT NOT NULL,
    UNIQUE (platform, team, name)
) STRICT;

CREATE TABLE squad_members (
    member INTEGER PRIMARY KEY REFERENCES members (id),
    squad INTEGER NOT NULL REFERENCES squads (id),
    by_hand INTEGER NOT NULL
) STRICT;
CREATE INDEX squad_members_by_squad ON squad_members (squad);

-- Whether somebody practised a card today.
CREATE INDEX rounds_practised ON rounds (member, card) WHERE day IS NULL;
