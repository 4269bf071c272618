-- Every statement of the store by name. Portable: $1, $2, … are translated for SQLite once, when this file is read.
-- Columns stand in the order in which the modules beside this file unpack them. An insert that is asked for the id of
-- its row leaves RETURNING to the engine: SQLite knows the id without.

-- ==================== people

-- name: room_id
SELECT id FROM rooms WHERE platform = $1 AND team = $2 AND channel = $3 AND thread = $4;

-- name: add_room
INSERT INTO rooms (platform, team, channel, thread) VALUES ($1, $2, $3, $4);

-- name: identity
SELECT i.member, i.name, i.belongs, m.gone, i.locale FROM identities i JOIN members m ON m.id = i.member
WHERE i.platform = $1 AND i.team = $2 AND i.account = $3;

-- name: add_member
INSERT INTO members (gone, private) VALUES (0, 0);

-- name: add_identity
INSERT INTO identities (member, platform, team, account, name, locale) VALUES ($1, $2, $3, $4, $5, $6);

-- name: rename
UPDATE identities SET name = $2 WHERE member = $1;

-- name: set_locale
UPDATE identities SET locale = $2 WHERE member = $1;

-- name: called
SELECT platform, team, account FROM identities
WHERE platform = $1 AND team = $2 AND (lower(name) = $3 OR lower(account) = $3 OR name = $4 OR account = $4)
ORDER BY account;

-- name: unseen
SELECT i.platform, i.team, i.account FROM members m JOIN identities i ON i.member = m.id
WHERE m.gone = 0 AND m.seen < $2 AND i.platform = $1
  AND EXISTS (SELECT 1 FROM attempts a JOIN counts_for c ON c.round = a.round
              JOIN totals t ON t.board = c.board AND t.member = a.member WHERE a.member = m.id)
  AND coalesce((SELECT a.arrived FROM attempts a WHERE a.member = m.id ORDER BY a.round DESC LIMIT 1), 0) < $2
ORDER BY m.seen, m.id
LIMIT $3;

-- name: is_unseen
SELECT 1 FROM members m
WHERE m.id = $1 AND m.gone = 0 AND m.seen < $2
  AND coalesce((SELECT a.arrived FROM attempts a WHERE a.member = m.id ORDER BY a.round DESC LIMIT 1), 0) < $2;

-- name: see
UPDATE members SET seen = $2 WHERE id = $1;

-- name: regroup
UPDATE identities SET belongs = $2 WHERE member = $1;

-- name: set_gone
UPDATE members SET gone = $2 WHERE id = $1 AND gone <> $2;

-- name: set_private
UPDATE members SET private = $2 WHERE id = $1 AND private <> $2;

-- name: hide_totals
UPDATE totals SET hidden = (
    SELECT CASE WHEN m.gone + m.private + (
        SELECT count(*) FROM departures d JOIN boards b ON b.room = d.room
        WHERE b.id = totals.board AND d.member = m.id
    ) > 0 THEN 1 ELSE 0 END
    FROM members m WHERE m.id = $1
)
WHERE member = $1 AND board IN (SELECT c.board FROM attempts a JOIN counts_for c ON c.round = a.round WHERE a.member = $1);

-- name: leave_room
INSERT INTO departures (room, member) VALUES ($1, $2) ON CONFLICT (room, member) DO NOTHING;

-- name: return_to_room
DELETE FROM departures WHERE room = $1 AND member = $2;

-- name: is_hidden_everywhere
SELECT gone + private FROM members WHERE id = $1;

-- ==================== choices

-- name: choice_of_member
SELECT value FROM member_choices WHERE member = $1 AND choice = $2;

-- name: choices_of_room
SELECT choice, value FROM room_choices WHERE room = $1 AND value <> '';

-- name: choices_of_member
SELECT choice, value FROM member_choices WHERE member = $1 AND value <> '';

-- name: choose_of_room
INSERT INTO room_choices (room, choice, value) VALUES ($1, $2, $3)
ON CONFLICT (room, choice) DO UPDATE SET value = excluded.value;

-- name: choose_of_member
INSERT INTO member_choices (member, choice, value) VALUES ($1, $2, $3)
ON CONFLICT (member, choice) DO UPDATE SET value = excluded.value;

-- ==================== requests

-- name: outcome
SELECT outcome FROM requests WHERE request = $1;

-- name: remember
INSERT INTO requests (request, at, outcome) VALUES ($1, $2, $3);

-- name: prune_requests
DELETE FROM requests WHERE id IN (SELECT id FROM requests WHERE at < $1 ORDER BY at LIMIT $2);

-- ==================== schedules

-- name: schedule
SELECT s.id, r.platform, r.team, r.channel, r.thread, s.time_of_day, s.zone, s.weekdays, s.decks, s.closes_after,
       s.late_for, s.starts, s.holidays, s.paused, s.pauses_until, i.platform, i.team, i.account, s.whole_day
FROM schedules s JOIN rooms r ON r.id = s.room LEFT JOIN identities i ON i.member = s.owner
WHERE s.id = $1;

-- name: schedules
SELECT s.id, r.platform, r.team, r.channel, r.thread, s.time_of_day, s.zone, s.weekdays, s.decks, s.closes_after,
       s.late_for, s.starts, s.holidays, s.paused, s.pauses_until, i.platform, i.team, i.account, s.whole_day
FROM schedules s JOIN rooms r ON r.id = s.room LEFT JOIN identities i ON i.member = s.owner
WHERE s.room = $1
ORDER BY s.id;

-- name: due
SELECT s.id, r.platform, r.team, r.channel, r.thread, s.time_of_day, s.zone, s.weekdays, s.decks, s.closes_after,
       s.late_for, s.starts, s.holidays, s.paused, s.pauses_until, i.platform, i.team, i.account, s.whole_day,
       s.next_day, s.next_due
FROM schedules s JOIN rooms r ON r.id = s.room LEFT JOIN identities i ON i.member = s.owner
WHERE s.next_due IS NOT NULL AND (s.paused = 0 OR s.next_day >= s.pauses_until) AND s.next_due <= $1
ORDER BY s.next_due, s.id
LIMIT $2;

-- name: asked_rooms
SELECT r.platform, r.team, r.channel, r.thread
FROM schedules s JOIN rooms r ON r.id = s.room
ORDER BY s.id;

-- name: next_planned
SELECT min(n.at) FROM (
    SELECT min(next_due) AS at FROM schedules
    WHERE next_due IS NOT NULL AND (paused = 0 OR next_day >= pauses_until)
    UNION ALL
    SELECT min(closes) AS at FROM rounds WHERE day IS NOT NULL AND closed IS NULL
    UNION ALL
    SELECT min(due) AS at FROM turns WHERE taken IS NULL
) n;

-- name: next_ready
SELECT min(ready) FROM outbox WHERE state = 'waiting';

-- name: next_ready_on
SELECT min(ready) FROM outbox WHERE state = 'waiting' AND platform = $1;

-- name: waiting
-- Not what is meant for later, nor what is on its way for the first time.
SELECT platform, count(*), min(since) FROM outbox
WHERE state = 'waiting' AND (ready <= $1 OR tries > 1 OR tries = 1 AND holder IS NULL)
GROUP BY platform ORDER BY platform;

-- name: add_schedule
INSERT INTO schedules (room, time_of_day, zone, weekdays, decks, closes_after, late_for, starts, holidays, paused,
                       pauses_until, owner, whole_day)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: change_schedule
UPDATE schedules
SET room = $2, time_of_day = $3, zone = $4, weekdays = $5, decks = $6, closes_after = $7, late_for = $8, starts = $9,
    holidays = $10, paused = $11, pauses_until = $12, owner = $13, whole_day = $14
WHERE id = $1;

-- name: plan
UPDATE schedules SET next_day = $2, next_due = $3 WHERE id = $1;

-- name: slots
SELECT s.schedule, s.day, s.due,
       CASE WHEN r.posted IS NOT NULL AND r.late = 1 THEN 'late' WHEN r.posted IS NOT NULL THEN 'posted'
            WHEN r.closed IS NOT NULL THEN 'undelivered' ELSE s.state END, s.why,
       coalesce((SELECT CASE WHEN v.void = 1 THEN v.why ELSE '' END FROM voids v WHERE v.round = s.round
                 ORDER BY v.id DESC LIMIT 1), '')
FROM slots s LEFT JOIN rounds r ON r.id = s.round
WHERE s.schedule = $1 ORDER BY s.day DESC LIMIT $2;

-- name: slot
SELECT schedule, day, due FROM slots WHERE schedule = $1 AND day = $2;

-- name: planned
SELECT next_day, next_due FROM schedules WHERE id = $1 AND next_due IS NOT NULL;

-- name: planned_after
SELECT id FROM schedules WHERE next_due > $1 ORDER BY next_due DESC LIMIT $2;

-- name: slot_state
SELECT state FROM slots WHERE schedule = $1 AND day = $2;

-- name: settle_slot
INSERT INTO slots (schedule, day, due, state, why, round) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (schedule, day) DO NOTHING;

-- ==================== rounds

-- name: keep_version
INSERT INTO versions (hash, content) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING;

-- name: version
SELECT content FROM versions WHERE hash = $1;

-- name: next_number
SELECT coalesce(max(number), 0) + 1 FROM rounds WHERE room = $1 AND day IS NOT NULL;

-- name: add_round
INSERT INTO rounds (room, version, card, number, opened, closes, schedule, day, member, session, late)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: round
SELECT r.id, p.platform, p.team, p.channel, p.thread, r.version, r.card, r.number, r.opened, r.closes, r.schedule, r.day,
       i.platform, i.team, i.account, r.session, r.posted, r.late
FROM rounds r JOIN rooms p ON p.id = r.room LEFT JOIN identities i ON i.member = r.member
WHERE r.id = $1;

-- name: rooms_set_up
SELECT p.platform, p.team, p.channel, p.thread
FROM rooms p WHERE p.platform = $1 AND p.team = $2 AND EXISTS (SELECT 1 FROM schedules s WHERE s.room = p.id)
ORDER BY p.id;

-- name: rooms_of
SELECT p.platform, p.team, p.channel, p.thread, MAX(a.id) AS latest
FROM attempts a JOIN rounds r ON r.id = a.round JOIN rooms p ON p.id = r.room
WHERE a.member = $1 AND r.day IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.room = p.id AND d.member = a.member)
GROUP BY p.id, p.platform, p.team, p.channel, p.thread
ORDER BY latest DESC LIMIT $2;

-- name: last_answered
SELECT a.round FROM attempts a JOIN rounds r ON r.id = a.round
WHERE a.member = $1 AND a.supersedes IS NULL AND r.day IS NOT NULL
ORDER BY a.id DESC LIMIT 1;

-- name: open_cards
SELECT DISTINCT r.card
FROM rooms p JOIN rounds r ON r.room = p.id
WHERE p.platform = $1 AND p.team = $2 AND r.day IS NOT NULL AND r.closed IS NULL AND r.posted IS NOT NULL
  AND (r.closes IS NULL OR r.closes > $3);

-- name: at_hand
SELECT DISTINCT r.card
FROM sessions s JOIN rooms p ON p.id = s.room JOIN rounds r ON r.session = s.id
WHERE s.ended IS NULL AND p.platform = $1 AND p.team = $2 AND r.opened >= $3
  AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.member = s.member AND a.round = r.id);

-- name: open_rounds
SELECT r.id, p.platform, p.team, p.channel, p.thread, r.version, r.card, r.number, r.opened, r.closes, r.schedule, r.day,
       i.platform, i.team, i.account, r.session, r.posted, r.late
FROM rounds r JOIN rooms p ON p.id = r.room LEFT JOIN identities i ON i.member = r.member
WHERE r.room = $1 AND r.day IS NOT NULL AND r.closed IS NULL AND r.posted IS NOT NULL
  AND (r.closes IS NULL OR r.closes > $2)
ORDER BY r.number DESC;

-- name: closing
SELECT r.id, p.platform, p.team, p.channel, p.thread, r.version, r.card, r.number, r.opened, r.closes, r.schedule, r.day,
       i.platform, i.team, i.account, r.session, r.posted, r.late
FROM rounds r JOIN rooms p ON p.id = r.room LEFT JOIN identities i ON i.member = r.member
WHERE r.day IS NOT NULL AND r.closed IS NULL AND r.closes <= $1
ORDER BY r.closes, r.id
LIMIT $2;

-- name: session_rounds
SELECT r.id, p.platform, p.team, p.channel, p.thread, r.version, r.card, r.number, r.opened, r.closes, r.schedule, r.day,
       i.platform, i.team, i.account, r.session, r.posted, r.late
FROM rounds r JOIN rooms p ON p.id = r.room LEFT JOIN identities i ON i.member = r.member
WHERE r.session = $1
ORDER BY r.id;

-- name: move_close
UPDATE rounds SET closes = $2, late = $3 WHERE id = $1;

-- name: close
UPDATE rounds SET closed = $2 WHERE id = $1 AND closed IS NULL;

-- name: posted
-- One that was known to be out only after its close is closed once more, now with an answer to reveal.
UPDATE rounds SET posted = $2, closed = NULL WHERE id = $1 AND posted IS NULL;

-- name: drawn
SELECT card, max(day) FROM rounds
WHERE room = $1 AND day IS NOT NULL AND (posted IS NOT NULL OR closed IS NULL)
GROUP BY card;

-- name: reference
SELECT p.platform, p.team, p.channel, p.thread, o.reference
FROM posts o JOIN rounds r ON r.id = o.round JOIN rooms p ON p.id = r.room
WHERE o.round = $1 AND o.kind = 'question' AND o.reference IS NOT NULL;

-- name: reveals
SELECT p.platform, p.team, p.channel, p.thread, i.platform, i.team, i.account, s.reference
FROM posts s JOIN outbox o ON o.id = s.delivery
LEFT JOIN rooms p ON p.id = o.room LEFT JOIN identities i ON i.member = o.member
WHERE s.round = $1 AND s.kind = 'reveal' AND s.reference IS NOT NULL AND (o.member IS NULL OR i.member IS NOT NULL)
ORDER BY s.delivery;

-- name: add_void
INSERT INTO voids (round, at, void, why) VALUES ($1, $2, $3, $4);

-- name: void_of
SELECT void, why FROM voids WHERE round = $1 ORDER BY id DESC LIMIT 1;

-- name: numbered
SELECT id FROM rounds WHERE room = $1 AND number = $2 AND day IS NOT NULL;

-- name: missing_texts
SELECT w.text
FROM scores s JOIN answers w ON w.attempt = s.attempt
WHERE s.round = $1 AND s.kept IS NOT NULL AND s.score < 1 AND w.text <> ''
ORDER BY s.attempt
LIMIT $2;

-- name: round_place
SELECT room, day FROM rounds WHERE id = $1;

-- ==================== attempts

-- name: seat
SELECT (SELECT q.outcome FROM requests q WHERE q.request = $5),
       EXISTS (SELECT 1 FROM hints h WHERE h.round = r.id AND h.member = i.member),
       EXISTS (SELECT 1 FROM notes n WHERE n.member = i.member),
       i.member, i.name, i.belongs, m.gone, i.locale,
       m.private + (SELECT count(*) FROM departures d WHERE d.room = r.room AND d.member = i.member), m.person,
       r.room, r.day, EXISTS (SELECT 1 FROM counts_for c WHERE c.round = r.id), r.card,
       s.attempt, s.score, s.points, s.full_marks, s.kept, s.full_at, s.latest,
       k.through, k.length, k.freezes, k.best, k.last_kept,
       v.stability, v.difficulty, v.reviewed, v.due, v.rating, v.reviews, v.lapses, v.misled
FROM rounds r
LEFT JOIN identities i ON i.platform = $2 AND i.team = $3 AND i.account = $4
LEFT JOIN members m ON m.id = i.member
LEFT JOIN scores s ON s.round = r.id AND s.member = i.member
LEFT JOIN streaks k ON k.room = r.room AND k.member = i.member
LEFT JOIN reviews v ON v.person = i.member AND v.card = r.card
WHERE r.id = $1;

-- name: board_id
SELECT id FROM boards WHERE room = $1 AND period = $2;

-- name: add_board
INSERT INTO boards (room, period) VALUES ($1, $2) ON CONFLICT (room, period) DO NOTHING;

-- name: count_for
INSERT INTO counts_for (round, board) VALUES ($1, $2) ON CONFLICT (round, board) DO NOTHING;

-- name: add_attempt
INSERT INTO attempts (round, member, arrived, kind, confidence, hints, verdict, score, hits, misses, contras, points,
                      supersedes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: add_answer
INSERT INTO answers (attempt, text, evidence) VALUES ($1, $2, $3);

-- name: keep_score
INSERT INTO scores (round, member, attempt, score, points, full_marks, kept, full_at, latest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (round, member) DO UPDATE
SET attempt = excluded.attempt, score = excluded.score, points = excluded.points, full_marks = excluded.full_marks,
    kept = excluded.kept, full_at = excluded.full_at, latest = excluded.latest;

-- name: add_totals
INSERT INTO totals (board, member, points, answers, full_marks, hidden)
SELECT c.board, $2, $3, $4, $5, $6 FROM counts_for c WHERE c.round = $1
ON CONFLICT (board, member) DO UPDATE
SET points = totals.points + excluded.points, answers = totals.answers + excluded.answers,
    full_marks = totals.full_marks + excluded.full_marks;

-- name: attempts
SELECT a.id, a.arrived, a.kind, a.confidence, a.hints, coalesce(w.text, ''), g.verdict, g.score, g.points,
       g.hits, g.misses, g.contras, e.evidence
FROM attempts a
JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = a.id), a.id)
LEFT JOIN answers w ON w.attempt = a.id
LEFT JOIN answers e ON e.attempt = g.id
WHERE a.member = $1 AND a.round = $2 AND a.supersedes IS NULL
ORDER BY a.arrived, a.id;

-- name: attempt
SELECT a.round, a.member, a.arrived, a.kind, a.confidence, a.hints, coalesce(a.supersedes, a.id)
FROM attempts a WHERE a.id = $1;

-- name: typed
SELECT r.card, w.text, g.verdict, a.member
FROM attempts a
JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = a.id), a.id)
JOIN rounds r ON r.id = a.round
JOIN answers w ON w.attempt = a.id
WHERE a.supersedes IS NULL AND a.kind = 'answer' AND g.verdict <> 'correct' AND w.text <> ''
ORDER BY r.card, a.id;

-- name: graded
SELECT a.id, a.arrived, a.kind, g.score, g.points
FROM attempts a
JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = a.id), a.id)
WHERE a.member = $1 AND a.round = $2 AND a.supersedes IS NULL
ORDER BY a.id;

-- name: score
SELECT s.attempt, s.score, s.points, s.full_marks, s.kept, s.full_at, s.latest,
       m.gone + m.private + (SELECT count(*) FROM departures d WHERE d.room = r.room AND d.member = m.id)
FROM scores s JOIN members m ON m.id = s.member JOIN rounds r ON r.id = s.round
WHERE s.round = $1 AND s.member = $2;

-- name: hints
SELECT point, taken FROM hints WHERE round = $1 AND member = $2 ORDER BY taken, point;

-- name: take_hint
INSERT INTO hints (round, member, point, taken) VALUES ($1, $2, $3, $4) ON CONFLICT (round, member, point) DO NOTHING;

-- name: tally
SELECT g.hits, g.hits | g.misses | g.contras, count(*), sum(s.full_marks)
FROM scores s
JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = s.attempt), s.attempt)
WHERE s.round = $1 AND s.kept IS NOT NULL
GROUP BY 1, 2;

-- name: first_full
SELECT i.platform, i.team, i.account, s.full_at
FROM scores s JOIN members m ON m.id = s.member JOIN identities i ON i.member = s.member
WHERE s.round = $1 AND s.full_at IS NOT NULL AND m.gone = 0 AND m.private = 0
ORDER BY s.full_at, s.attempt
LIMIT 1;

-- name: first_in
SELECT s.round
FROM attempts a JOIN scores s ON s.round = a.round AND s.member = a.member JOIN rounds r ON r.id = s.round
WHERE a.member = $1 AND s.full_at IS NOT NULL AND r.day IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM scores e JOIN members m ON m.id = e.member JOIN identities i ON i.member = e.member
    WHERE e.round = s.round AND e.member <> s.member AND e.full_at IS NOT NULL AND m.gone = 0 AND m.private = 0
      AND (e.full_at < s.full_at OR e.full_at = s.full_at AND e.attempt < s.attempt)
)
GROUP BY s.round
ORDER BY s.round;

-- ==================== streaks and boards

-- name: streak
SELECT through, length, freezes, best, last_kept FROM streaks WHERE room = $1 AND member = $2;

-- name: keep_streak
INSERT INTO streaks (room, member, through, length, freezes, best, last_kept) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (room, member) DO UPDATE
SET through = excluded.through, length = excluded.length, freezes = excluded.freezes, best = excluded.best,
    last_kept = excluded.last_kept;

-- name: drop_streak
DELETE FROM streaks WHERE room = $1 AND member = $2;

-- name: drop_streaks
DELETE FROM streaks WHERE room = $1 AND through >= $2;

-- name: posted_days
SELECT r.day, r.closes,
       CASE WHEN s.kept IS NOT NULL AND (r.closes IS NULL OR s.kept < r.closes) THEN 1 ELSE 0 END,
       coalesce((SELECT v.void FROM voids v WHERE v.round = r.id ORDER BY v.id DESC LIMIT 1), 0)
FROM rounds r LEFT JOIN scores s ON s.round = r.id AND s.member = $2
WHERE r.room = $1 AND r.day IS NOT NULL AND r.day > $3 AND r.posted IS NOT NULL
ORDER BY r.day, r.id;

-- name: streaks_of
SELECT i.account, k.length, k.freezes, k.best, k.last_kept
FROM identities i JOIN streaks k ON k.member = i.member
WHERE i.platform = $1 AND i.team = $2 AND k.room = $3
  AND i.account IN ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: days_of
SELECT i.account, r.day, r.closes,
       CASE WHEN s.kept IS NOT NULL AND (r.closes IS NULL OR s.kept < r.closes) THEN 1 ELSE 0 END,
       coalesce((SELECT v.void FROM voids v WHERE v.round = r.id ORDER BY v.id DESC LIMIT 1), 0)
FROM identities i
LEFT JOIN streaks k ON k.member = i.member AND k.room = $3
JOIN rounds r ON r.room = $3 AND r.day IS NOT NULL AND r.day > coalesce(k.through, 0) AND r.posted IS NOT NULL
LEFT JOIN scores s ON s.round = r.id AND s.member = i.member
WHERE i.platform = $1 AND i.team = $2
  AND i.account IN ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ORDER BY i.account, r.day, r.id;

-- name: board_top
SELECT rank() OVER (ORDER BY t.points DESC), i.platform, i.team, i.account, i.name, t.points, t.answers
FROM (
    SELECT member, points, answers FROM totals
    WHERE board = $1 AND hidden = 0
    ORDER BY points DESC, member
    LIMIT $2
) t JOIN identities i ON i.member = t.member
ORDER BY t.points DESC, t.member;

-- name: board_own
SELECT 1 + (SELECT count(*) FROM totals o WHERE o.board = $1 AND o.hidden = 0 AND o.points > t.points),
       t.points, t.answers
FROM totals t
WHERE t.board = $1 AND t.member = $2 AND t.hidden = 0;

-- name: board_rest
SELECT count(*) FROM totals WHERE board = $1 AND hidden = 0 AND points <= $2;

-- name: board_size
SELECT count(*) FROM totals WHERE board = $1 AND hidden = 0;

-- name: team_board
SELECT n.line, n.place, i.platform, i.team, i.account, i.name, n.points, n.answers, n.members
FROM (
    SELECT s.member AS member, s.points AS points, s.answers AS answers,
           rank() OVER (ORDER BY s.points DESC) AS place,
           row_number() OVER (ORDER BY s.points DESC, s.member) AS line,
           count(*) OVER () AS members
    FROM (
        SELECT t.member AS member, CAST(sum(t.points) AS BIGINT) AS points, CAST(sum(t.answers) AS BIGINT) AS answers
        FROM rooms r JOIN boards b ON b.room = r.id JOIN totals t ON t.board = b.id
        WHERE r.platform = $1 AND r.team = $2 AND b.period = $3 AND t.hidden = 0
        GROUP BY t.member
    ) s
) n JOIN identities i ON i.member = n.member
WHERE n.line <= $5 OR n.member = $4
ORDER BY n.line;

-- name: improvement
SELECT n.line, n.place, i.platform, i.team, i.account, i.name, n.points, n.answers, n.members
FROM (
    SELECT s.member AS member, s.points AS points, s.answers AS answers,
           rank() OVER (ORDER BY s.points DESC) AS place,
           row_number() OVER (ORDER BY s.points DESC, s.member) AS line,
           count(*) OVER () AS members
    FROM (
        SELECT t.member AS member, 100 * t.points / t.answers - 100 * p.points / p.answers AS points, t.answers AS answers
        FROM totals t JOIN totals p ON p.member = t.member
        WHERE t.board = $1 AND p.board = $2 AND t.hidden = 0 AND t.answers >= $3 AND p.answers >= $3
    ) s
) n JOIN identities i ON i.member = n.member
WHERE n.line <= $5 OR n.member = $4
ORDER BY n.line;

-- name: participation
SELECT n.line, n.place, i.platform, i.team, i.account, i.name, n.points, n.answers, n.members
FROM (
    SELECT s.member AS member, s.points AS points, s.answers AS answers,
           rank() OVER (ORDER BY s.points DESC) AS place,
           row_number() OVER (ORDER BY s.points DESC, s.member) AS line,
           count(*) OVER () AS members
    FROM (
        SELECT t.member AS member, t.answers AS points, t.answers AS answers
        FROM totals t
        WHERE t.board = $1 AND t.hidden = 0 AND t.answers > 0
    ) s
) n JOIN identities i ON i.member = n.member
WHERE n.line <= $3 OR n.member = $2
ORDER BY n.line;

-- name: squads
SELECT s.name, s.grp, (SELECT count(*) FROM squad_members q JOIN members m ON m.id = q.member
                       WHERE q.squad = s.id AND m.gone = 0)
FROM squads s WHERE s.platform = $1 AND s.team = $2 ORDER BY s.name;

-- name: squad_id
SELECT id FROM squads WHERE platform = $1 AND team = $2 AND name = $3;

-- name: squad_board
SELECT rank() OVER (ORDER BY n.each DESC), n.name, n.each, n.active, n.own
FROM (
    SELECT s.name AS name, 100 * CAST(sum(t.points) AS BIGINT) / count(*) AS each, count(*) AS active,
           max(CASE WHEN q.member = $4 THEN 1 ELSE 0 END) AS own
    FROM squads s JOIN squad_members q ON q.squad = s.id JOIN totals t ON t.board = $1 AND t.member = q.member
    WHERE s.platform = $2 AND s.team = $3 AND t.hidden = 0 AND t.answers > 0
    GROUP BY s.id, s.name
) n
ORDER BY n.each DESC, n.name;

-- name: add_squad
INSERT INTO squads (platform, team, name, grp) VALUES ($1, $2, $3, $4);

-- name: fill_squads
INSERT INTO squad_members (member, squad, by_hand)
SELECT i.member, min(s.id), 0
FROM squads s JOIN identities i ON i.platform = s.platform AND i.team = s.team
WHERE s.platform = $1 AND s.team = $2 AND s.grp <> '' AND replace(i.belongs, '|' || s.grp || '|', '') <> i.belongs
GROUP BY i.member
ON CONFLICT (member) DO NOTHING;

-- name: join_group_squad
INSERT INTO squad_members (member, squad, by_hand)
SELECT i.member, min(s.id), 0
FROM identities i JOIN squads s ON s.platform = i.platform AND s.team = i.team
WHERE i.member = $1 AND s.grp <> '' AND replace(i.belongs, '|' || s.grp || '|', '') <> i.belongs
GROUP BY i.member
ON CONFLICT (member) DO NOTHING;

-- name: leave_group_squad
DELETE FROM squad_members WHERE member = $1 AND by_hand = 0;

-- name: empty_squad
DELETE FROM squad_members WHERE squad = $1;

-- name: drop_squad
DELETE FROM squads WHERE id = $1;

-- name: put_in_squad
INSERT INTO squad_members (member, squad, by_hand) VALUES ($1, $2, 1)
ON CONFLICT (member) DO UPDATE SET squad = excluded.squad, by_hand = 1;

-- name: take_from_squad
DELETE FROM squad_members WHERE member = $1;

-- name: asked
SELECT count(*) FROM rounds r
WHERE r.room = $1 AND r.day BETWEEN $2 AND $3 AND r.posted IS NOT NULL
  AND (r.day <= $5 AND NOT EXISTS (SELECT 1 FROM counts_for c WHERE c.round = r.id)
       OR EXISTS (SELECT 1 FROM counts_for c JOIN boards b ON b.id = c.board WHERE c.round = r.id AND b.period = $4));

-- name: board_keys
SELECT period FROM boards WHERE room = $1 ORDER BY period;

-- name: questions
SELECT r.day, r.number, r.card, count(s.member), coalesce(sum(s.full_marks), 0), coalesce(avg(s.score), 0),
       CASE WHEN r.closed IS NULL THEN 0 ELSE 1 END
FROM rounds r LEFT JOIN scores s ON s.round = r.id AND s.kept IS NOT NULL
WHERE r.room = $1 AND r.day >= $2 AND r.posted IS NOT NULL
GROUP BY r.id, r.day, r.number, r.card, r.closed
ORDER BY r.day, r.id;

-- ==================== memory: linked members are one person, and of a round only the first try is a review

-- name: person
SELECT coalesce(m.person, m.id) FROM identities i JOIN members m ON m.id = i.member
WHERE i.platform = $1 AND i.team = $2 AND i.account = $3;

-- name: selves
SELECT id FROM members WHERE (id = $1 OR person = $1) AND coalesce(person, id) = $1 ORDER BY id;

-- name: set_person
UPDATE members SET person = $2 WHERE id = $1;

-- name: whose
SELECT coalesce(m.person, m.id), r.card FROM members m JOIN rounds r ON r.id = $1 WHERE m.id = $2;

-- name: review
SELECT stability, difficulty, reviewed, due, rating, reviews, lapses, misled FROM reviews WHERE person = $1 AND card = $2;

-- name: reviews
SELECT card, stability, difficulty, reviewed, due, rating, reviews, lapses, misled FROM reviews
WHERE person = $1 ORDER BY card;

-- name: keep_review
INSERT INTO reviews (person, card, stability, difficulty, reviewed, due, rating, reviews, lapses, misled)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (person, card) DO UPDATE
SET stability = excluded.stability, difficulty = excluded.difficulty, reviewed = excluded.reviewed, due = excluded.due,
    rating = excluded.rating, reviews = excluded.reviews, lapses = excluded.lapses, misled = excluded.misled;

-- name: drop_reviews
DELETE FROM reviews WHERE person = $1 AND ($2 = '' OR card = $2);

-- name: drop_all_reviews
DELETE FROM reviews;

-- name: persons
SELECT DISTINCT coalesce(m.person, m.id) FROM members m
WHERE EXISTS (SELECT 1 FROM attempts a WHERE a.member = m.id) ORDER BY 1;

-- name: tries_of
SELECT f.person, f.card, f.arrived, f.kind, g.score, f.confidence, f.hints FROM (
    SELECT a.id AS id, coalesce(m.person, m.id) AS person, r.card AS card, a.arrived AS arrived, a.kind AS kind,
           a.confidence AS confidence, a.hints AS hints,
           row_number() OVER (PARTITION BY a.round ORDER BY a.arrived, a.id) AS place
    FROM members m JOIN attempts a ON a.member = m.id JOIN rounds r ON r.id = a.round
    WHERE (m.id = $1 OR m.person = $1) AND coalesce(m.person, m.id) = $1 AND a.supersedes IS NULL
      AND ($2 = '' OR r.card = $2)
) f
JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = f.id), f.id)
WHERE f.place = 1
ORDER BY f.card, f.arrived, f.id;

-- name: tries
SELECT f.card, f.day, f.arrived, g.score, f.confidence, f.best, f.full_marks, f.kept FROM (
    SELECT a.id AS id, r.card AS card, r.day AS day, a.arrived AS arrived, a.confidence AS confidence,
           s.score AS best, s.full_marks AS full_marks, CASE WHEN s.kept IS NULL THEN 0 ELSE 1 END AS kept,
           row_number() OVER (PARTITION BY a.round ORDER BY a.arrived, a.id) AS place
    FROM members m JOIN attempts a ON a.member = m.id JOIN rounds r ON r.id = a.round
    JOIN scores s ON s.round = a.round AND s.member = a.member
    WHERE (m.id = $1 OR m.person = $1) AND coalesce(m.person, m.id) = $1 AND a.supersedes IS NULL
) f
JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = f.id), f.id)
WHERE f.place = 1
ORDER BY f.arrived, f.id;

-- ==================== how cards fare

-- name: crowd
SELECT coalesce(m.person, m.id), count(*), sum(s.score)
FROM rounds r JOIN scores s ON s.round = r.id JOIN members m ON m.id = s.member
WHERE r.room = $1 AND r.day IS NOT NULL AND r.opened >= $2 AND s.kept IS NOT NULL AND m.gone = 0
  AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.room = r.room AND d.member = m.id)
GROUP BY coalesce(m.person, m.id)
ORDER BY max(s.latest) DESC, 1
LIMIT $3;

-- name: known
SELECT person, stability, difficulty, reviewed, due, rating, reviews, lapses, misled FROM reviews
WHERE card = $1 AND person IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: past
SELECT count(*), coalesce(sum(s.score), 0)
FROM rooms p CROSS JOIN rounds r CROSS JOIN scores s
WHERE p.platform = $1 AND p.team = $2 AND r.room = p.id AND r.card = $3 AND coalesce(r.day, 0) > 0
  AND s.round = r.id AND s.kept IS NOT NULL;

-- name: fares
SELECT r.card, max(r.id), count(s.member), coalesce(sum(s.full_marks), 0), coalesce(sum(s.score), 0),
       (SELECT count(*) FROM appeals a WHERE a.platform = $1 AND a.team = $2 AND a.card = r.card)
FROM rooms p JOIN rounds r ON r.room = p.id LEFT JOIN scores s ON s.round = r.id AND s.kept IS NOT NULL
WHERE p.platform = $1 AND p.team = $2 AND r.day IS NOT NULL AND r.posted IS NOT NULL AND r.closed IS NOT NULL
GROUP BY r.card
ORDER BY r.card;

-- ==================== practice

-- name: practised_since
SELECT 1 FROM rounds r JOIN scores s ON s.round = r.id AND s.member = r.member
WHERE r.member = $1 AND r.card = $2 AND r.day IS NULL AND s.latest >= $3
LIMIT 1;

-- name: session
SELECT id, scope, draws, wanted, done, correct, opened, ended FROM sessions
WHERE member = $1 AND room = $2 AND ended IS NULL;

-- name: run
SELECT i.platform, i.team, i.account, p.platform, p.team, p.channel, p.thread,
       s.scope, s.draws, s.wanted, s.done, s.correct, s.opened, s.ended
FROM sessions s JOIN rooms p ON p.id = s.room JOIN identities i ON i.member = s.member
WHERE s.id = $1;

-- name: end_sessions
UPDATE sessions SET ended = $3 WHERE member = $1 AND room = $2 AND ended IS NULL;

-- name: open_session
INSERT INTO sessions (member, room, scope, draws, wanted, done, correct, opened, ended)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: step_session
UPDATE sessions SET done = $2, correct = $3, ended = $4 WHERE id = $1;

-- ==================== installations

-- name: installation
SELECT token FROM installations WHERE platform = $1 AND team = $2;

-- name: install
INSERT INTO installations (platform, team, token, installer, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (platform, team) DO UPDATE SET token = $3, installer = $4, at = $5;

-- name: uninstall
DELETE FROM installations WHERE platform = $1 AND team = $2 AND at <= $3;

-- ==================== outbox

-- name: send
INSERT INTO outbox (key, platform, room, member, kind, round, facts, since, ready)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
ON CONFLICT (key) DO NOTHING;

-- name: claim
UPDATE outbox
SET uncertain = CASE WHEN holder IS NULL THEN uncertain ELSE 1 END, tries = tries + 1, holder = $1, ready = $3
WHERE id IN (
    SELECT id FROM outbox WHERE state = 'waiting' AND platform = $4 AND ready <= $2 ORDER BY ready, id LIMIT $5
)
RETURNING id;

-- name: claimed
SELECT o.id, o.key, p.platform, p.team, p.channel, p.thread, i.platform, i.team, i.account, o.kind, o.since, o.round,
       o.facts, o.tries, o.uncertain
FROM outbox o LEFT JOIN rooms p ON p.id = o.room LEFT JOIN identities i ON i.member = o.member
WHERE o.id = $1;

-- name: confirm
UPDATE outbox SET state = 'sent', holder = NULL WHERE id = $1 AND state <> 'sent' RETURNING round, kind;

-- name: add_post
INSERT INTO posts (delivery, round, kind, at, reference) VALUES ($1, $2, $3, $4, $5);

-- name: postpone
UPDATE outbox SET holder = NULL, ready = $2, uncertain = CASE WHEN $3 = 1 THEN 1 ELSE uncertain END
WHERE id = $1 AND state = 'waiting' AND ($4 = 0 OR tries = $4);

-- name: drop
UPDATE outbox SET state = 'dropped', holder = NULL, why = $2 WHERE id = $1 AND state = 'waiting';

-- name: prune_posts
DELETE FROM posts WHERE delivery IN (
    SELECT id FROM outbox
    WHERE state <> 'waiting' AND round IS NOT NULL AND kind IN ('refresh', 'amended', 'nudge') AND since < $1
    ORDER BY since, id LIMIT $2
);

-- name: prune_outbox
-- Redrawings and reminders alone: their keys tell a time, so that they are never asked for again, and nothing is
-- edited by them. What stands on a platform is kept, and so is every key that may be used once for ever.
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox
    WHERE state <> 'waiting' AND round IS NOT NULL AND kind IN ('refresh', 'amended', 'nudge') AND since < $1
    ORDER BY since, id LIMIT $2
);

-- name: team_decks
SELECT id, deck, content FROM team_decks WHERE platform = $1 AND team = $2 AND state = $3 ORDER BY id;

-- name: team_deck_ids
SELECT id FROM team_decks WHERE platform = $1 AND team = $2 AND state = 'approved' ORDER BY id;

-- name: add_draft
INSERT INTO team_decks (platform, team, deck, content, brought_by, brought) VALUES ($1, $2, $3, $4, $5, $6);

-- name: change_draft
UPDATE team_decks SET content = $4, brought_by = $5, brought = $6
WHERE platform = $1 AND team = $2 AND deck = $3 AND state = 'draft';

-- name: replace_approved
UPDATE team_decks SET state = 'replaced'
WHERE state = 'approved' AND EXISTS (
    SELECT 1 FROM team_decks d
    WHERE d.id = $1 AND d.platform = team_decks.platform AND d.team = team_decks.team AND d.deck = team_decks.deck
);

-- name: judge_draft
UPDATE team_decks SET state = $2, judged_by = $3, judged = $4
WHERE id = $1 AND state = 'draft' AND platform = $5 AND team = $6;

-- name: extend_presence
UPDATE presence SET until = CASE WHEN until < $3 THEN $3 ELSE until END
WHERE platform = $1 AND until >= $2 AND since <= $3;

-- name: add_presence
INSERT INTO presence (platform, since, until) VALUES ($1, $2, $3);

-- name: presence
SELECT since, until FROM presence WHERE platform = $1 AND until >= $2 AND since <= $3 ORDER BY since;

-- name: unskip
DELETE FROM slots WHERE schedule = $1 AND day > $2 AND state = 'skipped';

-- ==================== appeals

-- name: reviewers
SELECT i.platform, i.team, i.account
FROM reviewers a JOIN identities i ON i.member = a.member
WHERE i.platform = $1 AND i.team = $2
ORDER BY i.name, i.account;

-- name: drop_reviewers
DELETE FROM reviewers WHERE member IN (SELECT member FROM identities WHERE platform = $1 AND team = $2);

-- name: add_reviewer
INSERT INTO reviewers (member, named_by, at) VALUES ($1, $2, $3) ON CONFLICT (member) DO NOTHING;

-- name: appeal
SELECT a.id, a.platform, a.team, a.card, a.attempt, a.point, a.label, a.digest, a.at, coalesce(p.text, ''),
       (SELECT r.verdict FROM rulings r WHERE r.appeal = a.id ORDER BY r.id DESC LIMIT 1)
FROM appeals a LEFT JOIN pleas p ON p.appeal = a.id
WHERE a.id = $1;

-- name: appeal_over
SELECT a.id, a.platform, a.team, a.card, a.attempt, a.point, a.label, a.digest, a.at, coalesce(p.text, ''),
       (SELECT r.verdict FROM rulings r WHERE r.appeal = a.id ORDER BY r.id DESC LIMIT 1)
FROM appeals a LEFT JOIN pleas p ON p.appeal = a.id
WHERE a.attempt = $1 AND a.point = $2;

-- name: appeals_of
SELECT a.id, a.platform, a.team, a.card, a.attempt, a.point, a.label, a.digest, a.at, coalesce(p.text, ''),
       (SELECT r.verdict FROM rulings r WHERE r.appeal = a.id ORDER BY r.id DESC LIMIT 1)
FROM appeals a LEFT JOIN pleas p ON p.appeal = a.id
WHERE a.attempt = $1
ORDER BY a.id;

-- name: appeals_unruled
SELECT a.id, a.platform, a.team, a.card, a.attempt, a.point, a.label, a.digest, a.at, coalesce(p.text, ''),
       (SELECT r.verdict FROM rulings r WHERE r.appeal = a.id ORDER BY r.id DESC LIMIT 1)
FROM appeals a LEFT JOIN pleas p ON p.appeal = a.id
WHERE a.platform = $1 AND a.team = $2 AND coalesce(
    (SELECT r.verdict FROM rulings r WHERE r.appeal = a.id ORDER BY r.id DESC LIMIT 1), 'withdrawn') = 'withdrawn'
ORDER BY a.id
LIMIT $3;

-- name: appeals_ruled
SELECT a.id, a.platform, a.team, a.card, a.attempt, a.point, a.label, a.digest, a.at, coalesce(p.text, ''),
       (SELECT r.verdict FROM rulings r WHERE r.appeal = a.id ORDER BY r.id DESC LIMIT 1)
FROM appeals a LEFT JOIN pleas p ON p.appeal = a.id
JOIN rulings l ON l.id = (SELECT max(n.id) FROM rulings n WHERE n.appeal = a.id)
WHERE a.platform = $1 AND a.team = $2 AND l.verdict <> 'withdrawn'
ORDER BY l.id DESC
LIMIT $3;

-- name: add_appeal
INSERT INTO appeals (platform, team, card, attempt, point, label, digest, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: move_appeal
UPDATE appeals SET point = $2, label = $3 WHERE id = $1;

-- name: add_plea
INSERT INTO pleas (appeal, text) VALUES ($1, $2);

-- name: add_wording
INSERT INTO wordings (appeal, words, named_by, at) VALUES ($1, $2, $3, $4);

-- name: wording
SELECT id, appeal, words FROM wordings WHERE id = $1;

-- name: proposed
SELECT id, appeal, words FROM wordings WHERE appeal = $1 ORDER BY id DESC LIMIT 1;

-- name: add_ruling
INSERT INTO rulings (appeal, verdict, wording, judged_by, at) VALUES ($1, $2, $3, $4, $5);

-- name: rulings
SELECT r.id, r.verdict, a.attempt, a.point, a.label, a.digest, coalesce(w.words, '')
FROM appeals a JOIN rulings r ON r.appeal = a.id LEFT JOIN wordings w ON w.id = r.wording
WHERE a.platform = $1 AND a.team = $2 AND a.card = $3
  AND r.id = (SELECT max(n.id) FROM rulings n WHERE n.appeal = a.id) AND r.verdict <> 'withdrawn'
ORDER BY r.id;

-- name: judged
SELECT a.card, a.point, a.label, r.verdict, coalesce(w.words, ''), coalesce(t.text, '')
FROM appeals a
JOIN rulings r ON r.id = (SELECT max(n.id) FROM rulings n WHERE n.appeal = a.id)
LEFT JOIN wordings w ON w.id = r.wording
LEFT JOIN answers t ON t.attempt = a.attempt
WHERE r.verdict <> 'withdrawn'
ORDER BY a.card, r.id;

-- name: rounds_of
SELECT id FROM rounds WHERE card = $1 ORDER BY id;

-- name: handed_in
SELECT r.id, p.platform, p.team, p.channel, p.thread, r.version, r.card, r.number, r.opened, r.closes, r.schedule, r.day,
       o.platform, o.team, o.account, r.session, r.posted, r.late,
       i.platform, i.team, i.account,
       a.id, a.arrived, a.kind, a.confidence, a.hints, coalesce(w.text, ''), g.verdict, g.score, g.points,
       g.hits, g.misses, g.contras, e.evidence
FROM attempts a
JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = a.id), a.id)
JOIN rounds r ON r.id = a.round
JOIN rooms p ON p.id = r.room
JOIN identities i ON i.member = a.member
LEFT JOIN identities o ON o.member = r.member
LEFT JOIN answers w ON w.attempt = a.id
LEFT JOIN answers e ON e.attempt = g.id
WHERE a.id BETWEEN $1 AND $2 AND a.supersedes IS NULL
  AND ($3 = '' OR r.card = $3) AND ($4 = '' OR (p.platform = $4 AND p.team = $5))
ORDER BY a.id;

-- name: add_note
INSERT INTO notes (member, say, facts, at) VALUES ($1, $2, $3, $4);

-- name: notes
SELECT id, say, facts FROM notes WHERE member = $1 AND (told_by IS NULL OR told_by = $2) ORDER BY id;

-- name: drop_notes
DELETE FROM notes WHERE member = $1 AND told_by IS NOT NULL AND told_by <> $2;

-- name: tell_notes
UPDATE notes SET told_by = $2 WHERE member = $1 AND told_by IS NULL;

-- name: add_reversion
INSERT INTO reversions (round, before, after, at)
SELECT id, version, $2, $3 FROM rounds WHERE id = $1 AND version <> $2;

-- name: set_version
UPDATE rounds SET version = $2 WHERE id = $1;

-- ==================== privacy

-- name: is_private
SELECT private FROM members WHERE id = $1;

-- name: kept_accounts
SELECT i.platform, i.team, i.account, i.name, i.belongs, i.locale, m.private
FROM identities i JOIN members m ON m.id = i.member WHERE i.member = $1;

-- name: kept_choices
SELECT choice, value FROM member_choices WHERE member = $1 ORDER BY choice;

-- name: kept_answers
SELECT a.arrived, p.channel, r.day, r.card, a.kind, coalesce(w.text, ''), coalesce(w.evidence, ''), a.confidence,
       a.verdict, a.score, a.points, a.hints,
       (SELECT count(*) FROM attempts n WHERE n.supersedes = a.id)
FROM attempts a JOIN rounds r ON r.id = a.round JOIN rooms p ON p.id = r.room LEFT JOIN answers w ON w.attempt = a.id
WHERE a.member = $1 AND a.supersedes IS NULL
ORDER BY a.id;

-- name: kept_hints
SELECT h.taken, r.card, h.point FROM hints h JOIN rounds r ON r.id = h.round WHERE h.member = $1 ORDER BY h.taken, h.point;

-- name: kept_practice
SELECT s.opened, s.ended, p.channel, s.scope, s.wanted, s.done, s.correct
FROM sessions s JOIN rooms p ON p.id = s.room WHERE s.member = $1 ORDER BY s.id;

-- name: kept_memory
SELECT v.card, v.stability, v.difficulty, v.reviewed, v.due, v.reviews, v.lapses
FROM members m JOIN reviews v ON v.person = coalesce(m.person, m.id) WHERE m.id = $1 ORDER BY v.card;

-- name: kept_links
SELECT i.platform, i.team, i.name
FROM members m JOIN members o ON o.person = m.person AND o.id <> m.id JOIN identities i ON i.member = o.id
WHERE m.id = $1 ORDER BY o.id;

-- name: kept_boards
SELECT p.channel, b.period, t.points, t.answers, t.full_marks
FROM totals t JOIN boards b ON b.id = t.board JOIN rooms p ON p.id = b.room
WHERE t.member = $1 AND t.board IN (SELECT c.board FROM attempts a JOIN counts_for c ON c.round = a.round WHERE a.member = $1)
ORDER BY b.room, b.period;

-- name: kept_streaks
SELECT p.channel, k.through, k.length, k.freezes, k.best, k.last_kept
FROM streaks k JOIN rooms p ON p.id = k.room WHERE k.member = $1 ORDER BY k.room;

-- name: kept_squads
SELECT s.name, q.by_hand FROM squad_members q JOIN squads s ON s.id = q.squad WHERE q.member = $1;

-- name: kept_departures
SELECT p.channel FROM departures d JOIN rooms p ON p.id = d.room WHERE d.member = $1 ORDER BY p.id;

-- name: kept_admin_of
SELECT p.channel
FROM identities i JOIN rooms p ON p.platform = i.platform AND p.team = i.team
JOIN room_choices c ON c.room = p.id AND c.choice = 'admins'
WHERE i.member = $1 AND replace(' ' || c.value || ' ', ' ' || i.account || ' ', '') <> ' ' || c.value || ' '
ORDER BY p.id;

-- name: kept_schedules
SELECT p.channel, s.time_of_day, s.zone FROM schedules s JOIN rooms p ON p.id = s.room WHERE s.owner = $1 ORDER BY s.id;

-- name: kept_decks
SELECT brought, deck, state FROM team_decks WHERE brought_by = $1 ORDER BY id;

-- name: kept_appeals
SELECT a.at, a.card, a.label, coalesce(p.text, ''),
       coalesce((SELECT r.verdict FROM rulings r WHERE r.appeal = a.id ORDER BY r.id DESC LIMIT 1), '')
FROM appeals a JOIN attempts t ON t.id = a.attempt LEFT JOIN pleas p ON p.appeal = a.id
WHERE t.member = $1 ORDER BY a.id;

-- name: kept_notes
SELECT at, say, facts FROM notes WHERE member = $1 ORDER BY id;

-- name: kept_reviewing
SELECT at FROM reviewers WHERE member = $1;

-- name: kept_messages
SELECT since, kind, state, facts FROM outbox WHERE member = $1 ORDER BY id;

-- name: erase_answers
DELETE FROM answers WHERE attempt IN (SELECT id FROM attempts WHERE member = $1);

-- name: erase_scopes
UPDATE sessions SET scope = '', ended = coalesce(ended, opened) WHERE member = $1;

-- name: erase_choices
DELETE FROM member_choices WHERE member = $1;

-- name: erase_squads
DELETE FROM squad_members WHERE member = $1;

-- name: erase_waiting
UPDATE outbox SET state = 'dropped', holder = NULL, why = 'forgotten' WHERE member = $1 AND state = 'waiting';

-- name: erase_facts
UPDATE outbox SET facts = '{}' WHERE member = $1;

-- name: erase_references
UPDATE posts SET reference = NULL WHERE delivery IN (SELECT id FROM outbox WHERE member = $1);

-- name: erase_owner
UPDATE schedules SET owner = NULL WHERE owner = $1;

-- name: erase_named
UPDATE room_choices
SET value = trim(replace(' ' || value || ' ', (SELECT ' ' || i.account || ' ' FROM identities i WHERE i.member = $1), ' '))
WHERE choice = 'admins' AND room IN (
    SELECT p.id FROM identities i JOIN rooms p ON p.platform = i.platform AND p.team = i.team WHERE i.member = $1
);

-- name: erase_installer
UPDATE installations SET installer = ''
WHERE EXISTS (
    SELECT 1 FROM identities i
    WHERE i.member = $1 AND i.platform = installations.platform AND i.team = installations.team
      AND i.account = installations.installer
);

-- name: erase_codes
DELETE FROM codes WHERE member = $1;

-- name: erase_tries
DELETE FROM code_tries WHERE member = $1;

-- name: erase_drafts
UPDATE team_decks SET state = CASE WHEN state = 'draft' THEN 'rejected' ELSE state END, deck = '', content = '{}'
WHERE brought_by = $1 AND state <> 'approved';

-- name: erase_pleas
DELETE FROM pleas
WHERE appeal IN (SELECT a.id FROM appeals a JOIN attempts t ON t.id = a.attempt WHERE t.member = $1);

-- name: erase_wordings
UPDATE wordings SET words = ''
WHERE (named_by = $1 OR appeal IN (SELECT a.id FROM appeals a JOIN attempts t ON t.id = a.attempt WHERE t.member = $1))
  AND NOT EXISTS (
    SELECT 1 FROM rulings r WHERE r.wording = wordings.id AND r.verdict = 'alternative'
      AND r.id = (SELECT max(n.id) FROM rulings n WHERE n.appeal = r.appeal)
);

-- name: erase_notes
DELETE FROM notes WHERE member = $1;

-- name: erase_reviewer
DELETE FROM reviewers WHERE member = $1;

-- name: erase_identity
DELETE FROM identities WHERE member = $1;

-- ==================== turns

-- name: turns
SELECT t.id, r.platform, r.team, r.channel, r.thread, t.what, t.about, t.last, t.due
FROM turns t JOIN rooms r ON r.id = t.room
WHERE t.taken IS NULL AND t.due <= $1
ORDER BY t.due, t.id
LIMIT $2;

-- name: turn
SELECT t.id, r.platform, r.team, r.channel, r.thread, t.what, t.about, t.last, t.due
FROM turns t JOIN rooms r ON r.id = t.room
WHERE t.id = $1;

-- name: turns_over
SELECT t.id, r.platform, r.team, r.channel, r.thread, t.what, t.about, t.last, t.due
FROM totals s JOIN boards b ON b.id = s.board
JOIN turns t ON t.room = b.room AND t.about = b.period AND t.what IN ('week', 'season')
JOIN rooms r ON r.id = t.room
WHERE s.member = $1 AND t.taken IS NOT NULL
ORDER BY t.due DESC, t.id;

-- name: posted_as
SELECT p.platform, p.team, p.channel, p.thread, s.reference
FROM outbox o JOIN posts s ON s.delivery = o.id JOIN rooms p ON p.id = o.room
WHERE o.key = $1 AND s.reference IS NOT NULL;

-- name: add_turn
INSERT INTO turns (room, what, about, last, due) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (room, what, about) DO UPDATE SET last = excluded.last, due = excluded.due, taken = NULL
WHERE turns.last <> excluded.last;

-- name: take_turn
UPDATE turns SET taken = $2 WHERE id = $1 AND taken IS NULL;

-- name: put_off_turn
UPDATE turns SET due = $2 WHERE id = $1;

-- name: cut_turns
UPDATE turns SET last = $4, due = $5
WHERE room = $1 AND what = $2 AND about <> $3 AND taken IS NULL AND last > $4;

-- name: who_chose
SELECT i.platform, i.team, i.account
FROM boards b CROSS JOIN totals t CROSS JOIN member_choices c CROSS JOIN members m CROSS JOIN identities i
WHERE b.room = $5 AND b.period = 'all' AND t.board = b.id
  AND c.member = t.member AND c.choice = $1 AND c.value = $2
  AND m.id = c.member AND m.gone = 0 AND i.member = c.member AND i.platform = $3 AND i.team = $4
ORDER BY i.account;

-- ==================== links

-- name: drop_codes
DELETE FROM codes WHERE (member = $1 AND coalesce(room, 0) = $2) OR expires <= $3;

-- name: add_code
INSERT INTO codes (digest, member, room, expires) VALUES ($1, $2, $3, $4);

-- name: code
SELECT i.platform, i.team, i.account, r.platform, r.team, r.channel, r.thread
FROM codes c JOIN identities i ON i.member = c.member LEFT JOIN rooms r ON r.id = c.room
WHERE c.digest = $1 AND c.expires > $2;

-- name: use_code
DELETE FROM codes WHERE digest = $1;

-- name: prune_tries
DELETE FROM code_tries WHERE at < $1;

-- name: add_try
INSERT INTO code_tries (member, at) VALUES ($1, $2);

-- name: tries_since
SELECT count(*) FROM code_tries WHERE member = $1 AND at >= $2;

-- name: accounts
SELECT i.platform, i.team, i.account, i.name
FROM members m JOIN identities i ON i.member = m.id
WHERE coalesce(m.person, m.id) = $1 AND (m.id = $1 OR m.person = $1) ORDER BY m.id;

-- name: joined_rooms
SELECT platform, team, channel, thread FROM rooms
WHERE (id = $1 OR joined = $1) AND coalesce(joined, id) = $1 ORDER BY id;

-- name: joined_under
SELECT coalesce(joined, id) FROM rooms WHERE id = $1;

-- name: set_joined
UPDATE rooms SET joined = $2 WHERE id = $1;

-- name: joined_ids
SELECT id FROM rooms WHERE (id = $1 OR joined = $1) AND coalesce(joined, id) = $1 ORDER BY id;

-- name: joined_board
SELECT n.line, n.place, i.platform, i.team, i.account, i.name, n.points, n.answers, n.members
FROM (
    SELECT s.person AS person, s.points AS points, s.answers AS answers,
           rank() OVER (ORDER BY s.points DESC) AS place,
           row_number() OVER (ORDER BY s.points DESC, s.person) AS line,
           count(*) OVER () AS members,
           (SELECT min(o.id) FROM members o
            WHERE coalesce(o.person, o.id) = s.person AND (o.id = s.person OR o.person = s.person) AND o.gone = 0) AS shown
    FROM (
        SELECT b.person AS person, CAST(sum(b.points) AS BIGINT) AS points, CAST(sum(b.kept) AS BIGINT) AS answers
        FROM (
            SELECT coalesce(m.person, m.id) AS person, max(s.points) AS points,
                   max(CASE WHEN s.kept IS NULL THEN 0 ELSE 1 END) AS kept
            FROM (
                SELECT r.id AS round, r.room AS room, r.card AS card, r.day AS day,
                       row_number() OVER (PARTITION BY r.room, r.card ORDER BY r.number) AS nth
                FROM rooms p JOIN rounds r ON r.room = p.id
                WHERE (p.id = $1 OR p.joined = $1) AND r.day IS NOT NULL
            ) a
            JOIN scores s ON s.round = a.round
            JOIN members m ON m.id = s.member
            WHERE a.day BETWEEN $2 AND $3 AND m.gone = 0
              AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.room = a.room AND d.member = m.id)
              AND NOT EXISTS (SELECT 1 FROM members h WHERE h.private = 1
                              AND (h.id = m.id OR h.person = m.person))
            GROUP BY coalesce(m.person, m.id), a.card, a.nth
        ) b
        WHERE b.kept = 1 OR b.points <> 0
        GROUP BY b.person
    ) s
) n JOIN identities i ON i.member = n.shown
WHERE n.line <= $5 OR n.person = $4
ORDER BY n.line;
