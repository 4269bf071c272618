-- Decks that a team brought in by chat: drafts until one of its reviewers approves them. Judged rows stay.
CREATE TABLE team_decks (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    deck TEXT NOT NULL,
    content TEXT NOT NULL, -- JSON, see bot/core/deck.py
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'rejected', 'replaced')),
    brought_by INTEGER NOT NULL REFERENCES members (id),
    brought INTEGER NOT NULL,
    judged_by INTEGER REFERENCES members (id),
    judged INTEGER
) STRICT;
CREATE UNIQUE INDEX team_decks_drafts ON team_decks (platform, team, deck) WHERE state = 'draft';
CREATE UNIQUE INDEX team_decks_approved ON team_decks (platform, team, deck) WHERE state = 'approved';
