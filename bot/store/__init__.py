"""The store: the ledger and its projections, durable, on a file of SQLite or a PostgreSQL server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.store.durable import DurableStore
from bot.store.sqlite import MEMORY, open_sqlite
from bot.store.upkeep import backup, check, glance, is_address, move, on_server, restore, shown

__all__ = [
    "MEMORY",
    "DurableStore",
    "backup",
    "check",
    "glance",
    "is_address",
    "move",
    "open_store",
    "restore",
    "shown",
]


@asynccontextmanager
async def open_store(database: str | Path, holder: str = "studybot") -> AsyncIterator[DurableStore]:
    """The store behind a path, `:memory:` or an address; a second process is told who the `holder` is.

    Raises Unavailable when it cannot be opened or another process holds it, BadData when it is not ours.
    """
    if is_address(database):
        opening = on_server().open_postgres(str(database), holder=holder)
    else:
        opening = open_sqlite(str(database), holder=holder)
    async with opening as store:
        yield store
