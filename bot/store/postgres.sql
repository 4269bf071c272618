-- What is said to PostgreSQL alone: transactions, turns, and the database as a whole. {} stands for names.

-- name: begin
BEGIN ISOLATION LEVEL READ COMMITTED;

-- name: look
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

-- name: commit
COMMIT;

-- name: rollback
ROLLBACK;

-- name: mark
SAVEPOINT work;

-- name: back
ROLLBACK TO work;

-- name: keep
RELEASE work;

-- name: turn
SELECT pg_advisory_xact_lock($1::int, 'migrations'::regclass::oid::int);

-- name: alive
SELECT pg_advisory_lock_shared($1::int, 'migrations'::regclass::oid::int);

-- name: alone
SELECT pg_try_advisory_lock($1::int, 'migrations'::regclass::oid::int);

-- name: ids
SELECT nextval(pg_get_serial_sequence($1, 'id')) FROM generate_series(1, $2);

-- ==================== the schema

-- name: setting
SELECT set_config($1, $2, false);

-- name: lock_schema
SELECT pg_advisory_lock($1);

-- name: unlock_schema
SELECT pg_advisory_unlock($1);

-- name: has_ledger
SELECT to_regclass('migrations') IS NOT NULL;

-- name: applied
SELECT number, name, hash FROM migrations;

-- name: add_migration
INSERT INTO migrations (number, name, hash) VALUES ($1, $2, $3);

-- name: schema
SELECT current_schema();

-- name: tables
SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename;

-- name: identities
SELECT table_name FROM information_schema.columns
WHERE table_schema = current_schema() AND column_name = 'id' AND is_identity = 'YES'
ORDER BY table_name;

-- ==================== whole tables

-- name: count
SELECT count(*) FROM {};

-- name: drop_tables
DROP TABLE {} CASCADE;

-- name: everything
SELECT {} FROM {} ORDER BY 1;

-- name: take_in
COPY {} ({}) FROM STDIN;

-- name: go_on
SELECT setval(pg_get_serial_sequence({}, 'id'), coalesce(max(id), 0) + 1, false) FROM {};
