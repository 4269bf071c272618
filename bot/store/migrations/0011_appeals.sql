-- Whom a team named to look at appeals and drafts.
CREATE TABLE reviewers (
    member INTEGER PRIMARY KEY REFERENCES members (id),
    named_by INTEGER NOT NULL REFERENCES members (id),
    at INTEGER NOT NULL
) STRICT;

-- "I was right": an answer that its author wants looked at. Rows are added, never changed.
CREATE TABLE appeals (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    card TEXT NOT NULL,
    attempt INTEGER NOT NULL REFERENCES attempts (id), -- the answer's first row
    point INTEGER NOT NULL, -- -1: the answer as a whole
    label TEXT NOT NULL, -- the point as people see it, by which it is found in other versions of the card
    digest TEXT NOT NULL, -- of the answer's words: those who typed alike are known by it
    at INTEGER NOT NULL,
    UNIQUE (attempt, point)
) STRICT;
CREATE INDEX appeals_by_card ON appeals (platform, team, card);

-- Why someone thinks so, in their words: deleted when they ask to be forgotten.
CREATE TABLE pleas (
    appeal INTEGER PRIMARY KEY REFERENCES appeals (id),
    text TEXT NOT NULL
) STRICT;

-- Words that an appeal would be accepted with: the bot's own proposal (named_by is null), then reviewers' ones.
CREATE TABLE wordings (
    id INTEGER PRIMARY KEY,
    appeal INTEGER NOT NULL REFERENCES appeals (id),
    words TEXT NOT NULL,
    named_by INTEGER REFERENCES members (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX wordings_by_appeal ON wordings (appeal);

-- Rows are added; the latest of an appeal is what stands.
CREATE TABLE rulings (
    id INTEGER PRIMARY KEY,
    appeal INTEGER NOT NULL REFERENCES appeals (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('alternative', 'once', 'rejected', 'withdrawn')),
    wording INTEGER REFERENCES wordings (id),
    judged_by INTEGER NOT NULL REFERENCES members (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX rulings_by_appeal ON rulings (appeal);

-- What somebody is told with the next reply to a request of theirs; told_by is that request.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id),
    say TEXT NOT NULL,
    facts TEXT NOT NULL, -- JSON
    at INTEGER NOT NULL,
    told_by TEXT
) STRICT;
CREATE INDEX notes_by_member ON notes (member);

-- A round that was graded anew by another version of its card. Rows are added; rounds.version is the latest of them.
CREATE TABLE reversions (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds (id),
    before TEXT NOT NULL REFERENCES versions (hash),
    after TEXT NOT NULL REFERENCES versions (hash),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX reversions_by_round ON reversions (round);
CREATE INDEX rounds_of_card ON rounds (card);
