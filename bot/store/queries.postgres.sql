-- What PostgreSQL needs said in another way than queries.sql says it.

-- name: claim
UPDATE outbox
SET uncertain = CASE WHEN holder IS NULL THEN uncertain ELSE 1 END, tries = tries + 1, holder = $1, ready = $3
WHERE id IN (
    SELECT id FROM outbox WHERE state = 'waiting' AND platform = $4 AND ready <= $2 ORDER BY ready, id LIMIT $5
    FOR UPDATE SKIP LOCKED
)
RETURNING id;
