-- What the projections must be, told by the ledger: read by `db check` and compared row by row.
-- Every statement gives its key columns first and is ordered by them.

-- name: kept_scores
SELECT round, member, attempt, score, points, full_marks, kept, full_at, latest FROM scores ORDER BY round, member;

-- name: told_scores
SELECT round, member, id, score, points, CASE WHEN score = 1 THEN 1 ELSE 0 END, kept, full_at, latest FROM (
    SELECT a.round AS round, a.member AS member, a.id AS id, g.score AS score, g.points AS points,
           row_number() OVER (PARTITION BY a.round, a.member ORDER BY g.points DESC, g.score DESC, a.id) AS place,
           min(CASE WHEN a.kind <> 'shown' THEN a.arrived END) OVER (PARTITION BY a.round, a.member) AS kept,
           min(CASE WHEN g.score = 1 THEN a.arrived END) OVER (PARTITION BY a.round, a.member) AS full_at,
           max(a.arrived) OVER (PARTITION BY a.round, a.member) AS latest
    FROM attempts a
    JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = a.id), a.id)
    WHERE a.supersedes IS NULL
) p WHERE place = 1 ORDER BY round, member;

-- name: kept_totals
SELECT board, member, points, answers, full_marks, hidden FROM totals ORDER BY board, member;

-- name: told_totals
SELECT c.board, s.member, sum(s.points), sum(CASE WHEN s.kept IS NULL THEN 0 ELSE 1 END), sum(s.full_marks),
       CASE WHEN m.gone + m.private + (
           SELECT count(*) FROM departures d JOIN boards b ON b.room = d.room WHERE b.id = c.board AND d.member = s.member
       ) > 0 THEN 1 ELSE 0 END
FROM scores s JOIN counts_for c ON c.round = s.round JOIN members m ON m.id = s.member
WHERE s.kept IS NOT NULL OR s.points <> 0
GROUP BY c.board, s.member, m.gone, m.private
ORDER BY c.board, s.member;

-- name: counted
SELECT r.id, r.day, r.card, b.period,
       (SELECT 1 FROM boards o WHERE o.id = c.board AND o.room = r.room),
       (SELECT count(*) FROM scores s WHERE s.round = r.id)
FROM rounds r LEFT JOIN counts_for c ON c.round = r.id LEFT JOIN boards b ON b.id = c.board
WHERE r.day IS NOT NULL OR c.round IS NOT NULL
ORDER BY r.id, b.period;

-- name: kept_posted
SELECT id, posted FROM rounds WHERE posted IS NOT NULL ORDER BY id;

-- name: told_posted
SELECT round, min(at) FROM posts WHERE kind = 'question' AND round IS NOT NULL GROUP BY round ORDER BY round;

-- name: kept_numbers
SELECT id, number FROM rounds WHERE day IS NOT NULL ORDER BY id;

-- name: told_numbers
SELECT id, row_number() OVER (PARTITION BY room ORDER BY id) FROM rounds WHERE day IS NOT NULL ORDER BY id;

-- name: kept_opened
SELECT schedule, day, round FROM slots WHERE state = 'opened' ORDER BY schedule, day;

-- name: told_opened
SELECT schedule, day, id FROM rounds WHERE day IS NOT NULL ORDER BY schedule, day, id;

-- name: kept_sent
SELECT id, round FROM outbox WHERE state = 'sent' ORDER BY id;

-- name: told_sent
SELECT delivery, round FROM posts ORDER BY delivery;

-- name: strange_regrades
SELECT g.id FROM attempts g JOIN attempts a ON a.id = g.supersedes
WHERE a.supersedes IS NOT NULL OR a.round <> g.round OR a.member <> g.member ORDER BY g.id;

-- name: kept_streaks
SELECT room, member, through, length, freezes, best, last_kept FROM streaks ORDER BY room, member;

-- name: told_days
SELECT r.day, r.closes,
       (SELECT count(*) FROM attempts a
        WHERE a.member = $2 AND a.round = r.id AND a.kind <> 'shown' AND a.arrived < r.closes),
       (SELECT v.void FROM voids v WHERE v.round = r.id ORDER BY v.id DESC LIMIT 1)
FROM rounds r
WHERE r.room = $1 AND r.day IS NOT NULL AND r.day <= $3 AND r.posted IS NOT NULL
ORDER BY r.day;

-- name: kept_reviews
SELECT person, card, stability, difficulty, reviewed, due, rating, reviews, lapses, misled FROM reviews
ORDER BY person, card;

-- name: told_tries
SELECT f.person, f.card, f.arrived, f.kind, g.score, f.confidence, f.hints FROM (
    SELECT a.id AS id, coalesce(m.person, m.id) AS person, r.card AS card, a.arrived AS arrived, a.kind AS kind,
           a.confidence AS confidence, a.hints AS hints,
           row_number() OVER (PARTITION BY coalesce(m.person, m.id), a.round ORDER BY a.arrived, a.id) AS place
    FROM attempts a JOIN members m ON m.id = a.member JOIN rounds r ON r.id = a.round
    WHERE a.supersedes IS NULL
) f
JOIN attempts g ON g.id = coalesce((SELECT max(n.id) FROM attempts n WHERE n.supersedes = f.id), f.id)
WHERE f.place = 1
ORDER BY f.person, f.card, f.arrived, f.id;

-- name: kept_versions
SELECT id, version FROM rounds WHERE id IN (SELECT round FROM reversions) ORDER BY id;

-- name: told_versions
SELECT round, after FROM reversions WHERE id IN (SELECT max(id) FROM reversions GROUP BY round) ORDER BY round;
