"""The store: the ledger and its projections, durable, on one database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.errors import Unavailable
from bot.store.backup import backup, restore
from bot.store.check import check
from bot.store.sqlite import MEMORY, SqliteStore, open_sqlite

__all__ = ["MEMORY", "SqliteStore", "backup", "check", "open_store", "restore"]


@asynccontextmanager
async def open_store(database: str | Path, holder: str = "studybot") -> AsyncIterator[SqliteStore]:
    """The store behind a path, `:memory:` or an address; a second process is told who the `holder` is.

    Raises Unavailable when it cannot be opened or another process holds it, BadData when it is not ours.
    """
    if str(database).startswith(("postgres://", "postgresql://")):
        raise Unavailable("PostgreSQL is not supported yet: give STUDYBOT_DATABASE the path of a file")
    async with open_sqlite(str(database), holder=holder) as store:
        yield store
