"""SQLite connections as this store wants them, and how their failures are told."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from bot.errors import Unavailable
from bot.store.engine import Row
from bot.store.named import translated

T = TypeVar("T")

CHECKPOINT = 8000  # pages of log before they go into the file: 1.6 times the sustained rate of the default
CACHE = 32_000  # KiB a connection
PATIENCE = timedelta(seconds=5)  # how long a lock of another program is waited for
NOT_NOW = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOTADB,
})  # fmt: skip


class ThreadConnection(aiosqlite.Connection):
    """A connection whose thread runs whole functions: no transaction ever spans an await."""

    async def on_thread(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run the function on the connection's thread. A caller that is cancelled does not stop it."""
        return cast(T, await self._execute(function, self._conn))  # type: ignore[no-untyped-call]

    def join(self) -> None:
        """Wait until the thread, told to stop before, has ended."""
        self._thread.join()

    def hand_over(self, function: Callable[[], None]) -> None:
        """Queue a function that tells its own end; nobody waits for it here."""
        self._tx.put_nowait((None, function))


class SqliteEngine:
    """Named statements on one cursor, so that no statement is open beside another."""

    __slots__ = ("_execute", "_sql")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute: Callable[..., sqlite3.Cursor] = connection.cursor().execute
        self._sql = translated("queries.sql")

    def rows(self, name: str, *args: object) -> list[Row]:
        return self._execute(self._sql[name], args).fetchall()

    def one(self, name: str, *args: object) -> Row | None:
        row: Row | None = self._execute(self._sql[name], args).fetchone()
        return row

    def run(self, name: str, *args: object) -> int:
        return self._execute(self._sql[name], args).rowcount

    def add(self, name: str, *args: object) -> int:
        return self._execute(self._sql[name], args).lastrowid or 0


def writing(path: str, patience: timedelta) -> sqlite3.Connection:
    """The one connection that writes and checkpoints."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    connection.execute(f"PRAGMA busy_timeout = {patience // timedelta(milliseconds=1)}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
    connection.execute("PRAGMA journal_size_limit = 67108864")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def reading(path: Path, patience: timedelta) -> sqlite3.Connection:
    """A connection that can neither write nor checkpoint, good beside the one that does."""
    uri = path.absolute().as_uri() + "?mode=ro"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
    )
    connection.execute(f"PRAGMA busy_timeout = {patience // timedelta(milliseconds=1)}")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


async def on_own_thread(connector: Callable[[], sqlite3.Connection]) -> ThreadConnection:
    """Open a connection on a thread of its own."""
    connection = ThreadConnection(connector, iter_chunk_size=64)
    try:
        await connection
    except BaseException:
        await asyncio.to_thread(connection.join)  # the thread still tells its end to this loop
        raise
    return connection


def told(error: BaseException) -> BaseException:
    """What a caller is told: a database that cannot be used now is Unavailable, all else is what it was."""
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in NOT_NOW:
        unavailable = Unavailable(f"the database cannot be used now: {error}")
        unavailable.__cause__ = error
        return unavailable
    if isinstance(error, StopIteration | asyncio.CancelledError):  # a future cannot carry these
        fault = RuntimeError(f"work raised {type(error).__name__}")
        fault.__cause__ = error
        return fault
    return error
