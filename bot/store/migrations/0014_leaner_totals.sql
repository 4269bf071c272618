-- An answer adds to eight boards at once. What its totals refer to is referred to by the ledger already, which
-- `db check` compares them with; and a member's boards are found by the rounds they answered, so that no index by
-- member has to be kept up with every answer.
CREATE TABLE leaner_totals (
    board INTEGER NOT NULL,
    member INTEGER NOT NULL,
    points INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    full_marks INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    PRIMARY KEY (board, member)
) STRICT, WITHOUT ROWID;

INSERT INTO leaner_totals SELECT board, member, points, answers, full_marks, hidden FROM totals;

DROP TABLE totals;

ALTER TABLE leaner_totals RENAME TO totals;

CREATE INDEX totals_ranked ON totals (board, hidden, points DESC, member);
