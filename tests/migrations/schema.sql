CREATE TABLE answers (
    attempt INTEGER PRIMARY KEY REFERENCES attempts (id),
    text TEXT NOT NULL,
    evidence TEXT NOT NULL -- JSON, see bot/store/evidence.py
) STRICT;

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

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds (id),
    member INTEGER NOT NULL REFERENCES members (id),
    arrived INTEGER NOT NULL,
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL,
    score REAL NOT NULL,
    points INTEGER NOT NULL,
    confidence TEXT NOT NULL,
    hints INTEGER NOT NULL,
    hits INTEGER NOT NULL,
    misses INTEGER NOT NULL,
    contras INTEGER NOT NULL,
    supersedes INTEGER REFERENCES attempts (id)
) STRICT;

CREATE TABLE boards (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES rooms (id),
    period TEXT NOT NULL,
    UNIQUE (room, period)
) STRICT;

CREATE TABLE code_tries (
    id INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id),
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE codes (
    digest TEXT PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id), -- who asked for it
    room INTEGER REFERENCES rooms (id), -- null: it links accounts
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE counts_for (
    round INTEGER NOT NULL REFERENCES rounds (id),
    board INTEGER NOT NULL REFERENCES boards (id),
    PRIMARY KEY (round, board)
) STRICT, WITHOUT ROWID;

CREATE TABLE departures (
    room INTEGER NOT NULL REFERENCES rooms (id),
    member INTEGER NOT NULL REFERENCES members (id),
    PRIMARY KEY (room, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE hints (
    round INTEGER NOT NULL REFERENCES rounds (id),
    member INTEGER NOT NULL REFERENCES members (id),
    point INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (round, member, point)
) STRICT, WITHOUT ROWID;

CREATE TABLE identities (
    member INTEGER PRIMARY KEY REFERENCES members (id),
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '', belongs TEXT NOT NULL DEFAULT '', locale TEXT NOT NULL DEFAULT '',
    UNIQUE (platform, team, account)
) STRICT;

CREATE TABLE installations (
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    token TEXT NOT NULL,
    installer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (platform, team)
) STRICT, WITHOUT ROWID;

CREATE TABLE member_choices (
    member INTEGER NOT NULL REFERENCES members (id),
    choice TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (member, choice)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    gone INTEGER NOT NULL DEFAULT 0,
    private INTEGER NOT NULL DEFAULT 0
, person INTEGER REFERENCES members (id), seen INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id),
    say TEXT NOT NULL,
    facts TEXT NOT NULL, -- JSON
    at INTEGER NOT NULL,
    told_by TEXT
) STRICT;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL,
    room INTEGER REFERENCES rooms (id),
    member INTEGER REFERENCES members (id),
    kind TEXT NOT NULL,
    round INTEGER REFERENCES rounds (id),
    facts TEXT NOT NULL,
    since INTEGER NOT NULL,
    ready INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    uncertain INTEGER NOT NULL DEFAULT 0,
    holder TEXT,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dropped')),
    why TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE pleas (
    appeal INTEGER PRIMARY KEY REFERENCES appeals (id),
    text TEXT NOT NULL
) STRICT;

CREATE TABLE posts (
    delivery INTEGER PRIMARY KEY REFERENCES outbox (id),
    round INTEGER REFERENCES rounds (id),
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    reference TEXT -- null: nothing that could be edited stands there
) STRICT;

CREATE TABLE presence (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT;

CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    request TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL
) STRICT;

CREATE TABLE reversions (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds (id),
    before TEXT NOT NULL REFERENCES versions (hash),
    after TEXT NOT NULL REFERENCES versions (hash),
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE reviewers (
    member INTEGER PRIMARY KEY REFERENCES members (id),
    named_by INTEGER NOT NULL REFERENCES members (id),
    at INTEGER NOT NULL
) STRICT;

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

CREATE TABLE room_choices (
    room INTEGER NOT NULL REFERENCES rooms (id),
    choice TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (room, choice)
) STRICT, WITHOUT ROWID;

CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    channel TEXT NOT NULL,
    thread TEXT NOT NULL, joined INTEGER REFERENCES rooms (id),
    UNIQUE (platform, team, channel, thread)
) STRICT;

CREATE TABLE rounds (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES rooms (id),
    version TEXT NOT NULL REFERENCES versions (hash),
    card TEXT NOT NULL,
    number INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    closes INTEGER,
    schedule INTEGER REFERENCES schedules (id),
    day INTEGER,
    member INTEGER REFERENCES members (id),
    session INTEGER REFERENCES sessions (id),
    late INTEGER NOT NULL,
    posted INTEGER,
    closed INTEGER
) STRICT;

CREATE TABLE rulings (
    id INTEGER PRIMARY KEY,
    appeal INTEGER NOT NULL REFERENCES appeals (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('alternative', 'once', 'rejected', 'withdrawn')),
    wording INTEGER REFERENCES wordings (id),
    judged_by INTEGER NOT NULL REFERENCES members (id),
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE schedules (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES rooms (id),
    time_of_day INTEGER NOT NULL, -- seconds after local midnight
    zone TEXT NOT NULL,
    weekdays INTEGER NOT NULL, -- bit 0 = Monday
    decks TEXT NOT NULL, -- JSON list
    closes_after INTEGER, -- milliseconds; null: when the next one opens
    late_for INTEGER NOT NULL, -- milliseconds: how late a missed slot may still be posted
    starts INTEGER NOT NULL,
    holidays TEXT NOT NULL, -- JSON list of day numbers
    paused INTEGER NOT NULL,
    pauses_until INTEGER,
    owner INTEGER REFERENCES members (id),
    whole_day INTEGER NOT NULL,
    next_day INTEGER,
    next_due INTEGER
) STRICT;

CREATE TABLE scores (
    round INTEGER NOT NULL REFERENCES rounds (id),
    member INTEGER NOT NULL REFERENCES members (id),
    attempt INTEGER NOT NULL,
    score REAL NOT NULL,
    points INTEGER NOT NULL,
    full_marks INTEGER NOT NULL,
    kept INTEGER, -- the first arrival that counts as an answer; null: the member only looked
    full_at INTEGER, -- the first arrival with full marks
    latest INTEGER NOT NULL,
    PRIMARY KEY (round, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id),
    room INTEGER NOT NULL REFERENCES rooms (id),
    scope TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    done INTEGER NOT NULL,
    correct INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    ended INTEGER
, draws TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE slots (
    schedule INTEGER NOT NULL REFERENCES schedules (id),
    day INTEGER NOT NULL,
    due INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('opened', 'skipped')),
    why TEXT NOT NULL DEFAULT '',
    round INTEGER REFERENCES rounds (id),
    PRIMARY KEY (schedule, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE squad_members (
    member INTEGER PRIMARY KEY REFERENCES members (id),
    squad INTEGER NOT NULL REFERENCES squads (id),
    by_hand INTEGER NOT NULL
) STRICT;

CREATE TABLE squads (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    name TEXT NOT NULL,
    grp TEXT NOT NULL,
    UNIQUE (platform, team, name)
) STRICT;

CREATE TABLE streaks (
    room INTEGER NOT NULL REFERENCES rooms (id),
    member INTEGER NOT NULL REFERENCES members (id),
    through INTEGER NOT NULL,
    length INTEGER NOT NULL,
    freezes INTEGER NOT NULL,
    best INTEGER NOT NULL,
    last_kept INTEGER,
    PRIMARY KEY (room, member)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE "totals" (
    board INTEGER NOT NULL,
    member INTEGER NOT NULL,
    points INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    full_marks INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    PRIMARY KEY (board, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES rooms (id),
    what TEXT NOT NULL,
    about TEXT NOT NULL, -- the period's key, or the round's number
    last INTEGER NOT NULL, -- the last day it is about
    due INTEGER NOT NULL,
    taken INTEGER,
    UNIQUE (room, what, about)
) STRICT;

CREATE TABLE versions (
    hash TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;

CREATE TABLE voids (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL REFERENCES rounds (id),
    at INTEGER NOT NULL,
    void INTEGER NOT NULL,
    why TEXT NOT NULL
) STRICT;

CREATE TABLE wordings (
    id INTEGER PRIMARY KEY,
    appeal INTEGER NOT NULL REFERENCES appeals (id),
    words TEXT NOT NULL,
    named_by INTEGER REFERENCES members (id),
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX appeals_by_card ON appeals (platform, team, card);

CREATE INDEX attempts_by_member ON attempts (member, round);

CREATE INDEX attempts_superseding ON attempts (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX choices_made ON member_choices (choice, value);

CREATE INDEX code_tries_by_member ON code_tries (member, at);

CREATE INDEX members_by_person ON members (person) WHERE person IS NOT NULL;

CREATE INDEX members_seen ON members (seen) WHERE gone = 0;

CREATE INDEX notes_by_member ON notes (member);

CREATE INDEX outbox_over ON outbox (since, id)
    WHERE state <> 'waiting' AND round IS NOT NULL AND kind IN ('refresh', 'amended', 'nudge');

CREATE INDEX outbox_ready ON outbox (ready) WHERE state = 'waiting';

CREATE INDEX outbox_waiting ON outbox (platform, ready) WHERE state = 'waiting';

CREATE INDEX posts_by_round ON posts (round) WHERE round IS NOT NULL;

CREATE INDEX presence_by_platform ON presence (platform, until);

CREATE INDEX requests_by_time ON requests (at);

CREATE INDEX reversions_by_round ON reversions (round);

CREATE INDEX rooms_joined ON rooms (joined) WHERE joined IS NOT NULL;

CREATE INDEX rounds_by_card ON rounds (card) WHERE day IS NOT NULL;

CREATE INDEX rounds_by_day ON rounds (room, day) WHERE day IS NOT NULL;

CREATE UNIQUE INDEX rounds_by_number ON rounds (room, number) WHERE day IS NOT NULL;

CREATE INDEX rounds_by_session ON rounds (session) WHERE session IS NOT NULL;

CREATE INDEX rounds_closing ON rounds (closes) WHERE day IS NOT NULL AND closed IS NULL;

CREATE INDEX rounds_of_card ON rounds (card);

CREATE INDEX rounds_of_room_and_card ON rounds (room, card);

CREATE INDEX rounds_open ON rounds (room, closed, number) WHERE day IS NOT NULL;

CREATE INDEX rounds_practised ON rounds (member, card) WHERE day IS NULL;

CREATE INDEX rulings_by_appeal ON rulings (appeal);

CREATE INDEX schedules_by_room ON schedules (room);

CREATE INDEX schedules_due ON schedules (next_due)
    WHERE next_due IS NOT NULL AND (paused = 0 OR next_day >= pauses_until);

CREATE UNIQUE INDEX sessions_running ON sessions (member, room) WHERE ended IS NULL;

CREATE INDEX squad_members_by_squad ON squad_members (squad);

CREATE UNIQUE INDEX team_decks_approved ON team_decks (platform, team, deck) WHERE state = 'approved';

CREATE UNIQUE INDEX team_decks_drafts ON team_decks (platform, team, deck) WHERE state = 'draft';

CREATE INDEX totals_ranked ON totals (board, hidden, points DESC, member);

CREATE INDEX turns_due ON turns (due) WHERE taken IS NULL;

CREATE INDEX voids_by_round ON voids (round);

CREATE INDEX wordings_by_appeal ON wordings (appeal);

