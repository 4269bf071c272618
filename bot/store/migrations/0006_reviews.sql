-- Whose memory and figures a member's answers are: null: their own. Linked members all name one of them, itself too.
ALTER TABLE members ADD COLUMN person INTEGER REFERENCES members (id);
CREATE INDEX members_by_person ON members (person) WHERE person IS NOT NULL;

-- Projection: how a person stands with a card, folded over the first tries of their rounds (bot/core/recall.py).
CREATE TABLE reviews (
    person INTEGER NOT NULL REFERENCES members (id),
    card TEXT NOT NULL,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    reviewed INTEGER NOT NULL,
    due INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    reviews INTEGER NOT NULL,
    lapses INTEGER NOT NULL,
    misled INTEGER NOT NULL,
    PRIMARY KEY (person, card)
) STRICT, WITHOUT ROWID;

-- What a run draws from: '' is everything, else due, weak or new.
ALTER TABLE sessions ADD COLUMN draws TEXT NOT NULL DEFAULT '';

CREATE INDEX rounds_by_card ON rounds (card) WHERE day IS NOT NULL;
