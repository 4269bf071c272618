"""Copies a SQLite file into an empty PostgreSQL database, and proves that nothing is missing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from graphlib import TopologicalSorter
from pathlib import Path

import psycopg
from psycopg import sql

from bot.errors import BadData, Problem, Unavailable
from bot.store.backup import opened
from bot.store.check import check, compared
from bot.store.connection import told
from bot.store.engine import Row
from bot.store.lock import held
from bot.store.postgres import schema
from bot.store.postgres.keeping import ask, connected

HOLDER = "studybot db move"


def move(path: str | Path, address: str) -> dict[str, int]:
    """Copy all of it in one transaction; the rows of each table. The file is only read, and stays as it is.

    Refused while a bot writes the file, where the file's own check finds a difference, and into a database
    that has anything in it.
    """
    file = Path(path).resolve()
    with held(file, HOLDER), closing(opened(file)) as source, connected(address, HOLDER) as target:
        if found := check(file):
            raise _bad(str(file), f"it is not sound, so it is not moved: {found[0]}")
        schema.bring_up_to_date(target)
        try:
            source.execute("BEGIN")
            with target.transaction():
                return _copied(source, target)
        except sqlite3.Error as error:
            raise told(error) from error


def _copied(source: sqlite3.Connection, target: "psycopg.Connection[Row]") -> dict[str, int]:
    where = schema.place(target)
    names = tables(source)
    if full := [name for name in names if schema.count(target, name)]:
        raise _bad(where, f"it has rows already (in {', '.join(full)}): a move needs an empty database")
    counts = {name: _copy(source, target, name) for name in names}
    for name in schema.identities(target):
        target.execute(schema.filled("go_on", sql.Literal(name), [name]))
    arrived = {name: schema.count(target, name) for name in names}
    if arrived != counts:
        raise Unavailable(f"not every row arrived: {arrived} of {counts}")
    if found := compared(partial(ask, target)):
        raise _bad(where, f"what arrived is not what the ledger says: {found[0]}")
    return counts


def tables(source: sqlite3.Connection) -> list[str]:
    """Every table but the list of migrations, those that others point at first."""
    rows = source.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = sorted({name for (name,) in rows} - {"migrations"})
    points = {name: {parent for parent in _parents(source, name) if parent != name} for name in names}
    return list(TopologicalSorter(points).static_order())


def _parents(source: sqlite3.Connection, table: str) -> Iterator[str]:
    return (row[2] for row in source.execute(f'PRAGMA foreign_key_list("{table}")'))


def _copy(source: sqlite3.Connection, target: "psycopg.Connection[Row]", table: str) -> int:
    """One table; how many rows it has."""
    columns = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")')]
    everything = schema.filled("everything", columns, [table]).as_string(target)
    count = 0
    with target.cursor() as cursor, cursor.copy(schema.filled("take_in", [table], columns)) as copy:
        for row in source.execute(everything):
            copy.write_row(row)
            count += 1
    return count


def _bad(where: str, text: str) -> BadData:
    return BadData([Problem(where, 1, 1, "database", text)])
