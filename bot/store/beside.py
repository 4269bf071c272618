"""The rows of a statement, read beside a running bot from whichever database, and never written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.errors import BadData, Problem
from bot.store import migrate
from bot.store.backup import opened
from bot.store.connection import told
from bot.store.engine import Row
from bot.store.named import translated
from bot.store.upkeep import is_address, on_server


def rows(database: str | Path, name: str, holder: str) -> Iterator[Row]:
    """One by one. Raises BadData where there is no ledger that this code reads, else Unavailable."""
    if is_address(database):
        yield from on_server(".keeping").rows(str(database), name, holder)
        return
    file = Path(database)
    with closing(opened(file)) as connection:
        if migrate.pending(connection, str(file)) or not migrate.applied(connection):
            problem = Problem(str(file), 1, 1, "database", "its schema is behind; run `db migrate` first")
            raise BadData([problem])
        try:
            yield from connection.execute(translated("queries.sql")[name])
        except sqlite3.DatabaseError as error:
            raise told(error) from error
