"""Brings a database to the schema of this code: numbered scripts, forward only, each with its hash kept."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from bot.errors import BadData, Problem
from bot.store.named import statements

APPLICATION = 0x53545544  # "STUD" in the file's header: this is a studybot database
LEDGER = """CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT"""


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    script: str = field(repr=False)

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.script.encode()).hexdigest()


@cache
def shipped() -> tuple[Migration, ...]:
    """The migrations that came with this code, in order."""
    scripts = [f for f in files(__package__).joinpath("migrations").iterdir() if f.name.endswith(".sql")]
    scripts.sort(key=lambda script: script.name)
    found = tuple(Migration(int(f.name[:4]), f.name, f.read_text("utf-8")) for f in scripts)
    if [m.number for m in found] != list(range(1, len(found) + 1)):
        raise ValueError("migrations are numbered 0001, 0002, … without gaps")
    return found


def applied(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Number -> (name, hash) of what was applied to this database; empty for a new file."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "migrations" not in tables:
        return {}
    return {number: (name, hash) for number, name, hash in connection.execute("SELECT * FROM migrations")}


def pending(
    connection: sqlite3.Connection, path: str, known: Sequence[Migration] | None = None
) -> tuple[Migration, ...]:
    """What must still be applied. Raises BadData when this code must not touch the database."""
    known = shipped() if known is None else known
    done = applied(connection)
    problem = _foreign(connection, done) or refusal(done, known)
    if problem:
        raise BadData([Problem(path, 1, 1, "database", problem)])
    return tuple(known[len(done) :])


def _foreign(connection: sqlite3.Connection, done: dict[int, tuple[str, str]]) -> str | None:
    if done or not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return None
    return "this file is a database of another program; name another path in STUDYBOT_DATABASE"


def refusal(done: dict[int, tuple[str, str]], known: Sequence[Migration]) -> str | None:
    """Why a database with these migrations is none for this code; None: it is."""
    if len(done) > len(known):
        newest = max(done)
        return (
            f"this database is of a newer studybot (migration {newest}; this one knows {len(known)}):"
            " update studybot, or restore an older backup"
        )
    changed = [m.name for m in known[: len(done)] if done.get(m.number, ("", ""))[1] != m.hash]
    if changed:
        return f"{changed[0]} is not what this database was made with: install an unchanged studybot"
    return None


def apply(
    connection: sqlite3.Connection,
    migrations: Sequence[Migration],
    finish: Callable[[sqlite3.Connection], None] = lambda _: None,
) -> None:
    """Each in a transaction of its own: one that fails leaves the database as it was before it.

    `finish` belongs to the last one: it works out what SQL alone cannot.
    """
    if not migrations:
        return
    if not applied(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(LEDGER)
    for migration in migrations:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(migration.script):
                connection.execute(statement)
            row = (migration.number, migration.name, migration.hash)
            connection.execute("INSERT INTO migrations (number, name, hash) VALUES (?, ?, ?)", row)
            if migration is migrations[-1]:
                finish(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
