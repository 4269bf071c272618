"""SQLite connections as this store wants them, and how their failures are told."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from bot.errors import Unavailable
from bot.store.engine import Row
from bot.store.named import translated

T = TypeVar("T")

CHECKPOINT = 8000  # pages of log before they go into the file: 1.6 times the sustained rate of the default
CACHE = 16_000  # KiB of the one that writes; what it lacks the system still has in memory
PATIENCE = timedelta(seconds=5)  # how long a lock of another program is waited for
NOT_NOW = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOTADB,
})  # fmt: skip


# At debug it names every function with its arguments, and these are people's answers.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)


class SqliteThread(aiosqlite.Connection):
    """A `WorkThread` that opens its connection itself, and closes it at its end."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection, for functions that run on this thread."""
        return self._conn

    def hand_over(self, function: Callable[[], None]) -> None:
        self._tx.put_nowait((None, function))

    async def run(self, function: Callable[[], T]) -> T:
        return cast(T, await self._execute(function))  # type: ignore[no-untyped-call]

    def join(self) -> None:
        """Wait until the thread, told to stop before, has ended."""
        self._thread.join()


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

    def do(self, name: str, *args: object) -> None:
        self._execute(self._sql[name], args)

    def run(self, name: str, *args: object) -> int:
        return self._execute(self._sql[name], args).rowcount

    def add(self, name: str, *args: object) -> int:
        return self._execute(self._sql[name], args).lastrowid or 0


class SqliteSession:
    """What `bot.store.engine.Session` promises. The file's lock keeps other processes from writing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = SqliteEngine(connection)
        self._raw = connection
        self._run = connection.cursor().execute

    @property
    def written(self) -> int:
        return self._raw.total_changes

    @property
    def lost(self) -> bool:
        return not self._raw.in_transaction  # a full disk may take the whole transaction with it

    def begin(self, works: int) -> None:
        del works
        if self._raw.in_transaction:  # one that could not be taken back before
            self._run("ROLLBACK")
        self._run("BEGIN IMMEDIATE")

    def settle(self) -> None:
        """Every statement was told at once."""

    def commit(self) -> None:
        self._run("COMMIT")

    def roll_back(self) -> None:
        if self._raw.in_transaction:
            with suppress(sqlite3.Error):  # whoever waits must be told what went wrong first
                self._run("ROLLBACK")

    def mark(self) -> None:
        self._run("SAVEPOINT work")

    def go_back(self) -> None:
        self._run("ROLLBACK TO work")
        self._run("RELEASE work")

    def keep(self) -> None:
        self._run("RELEASE work")

    def told(self, error: BaseException) -> BaseException:
        return told(error)

    def again(self, error: BaseException) -> bool:
        del error
        return False

    def close(self) -> None:
        self._raw.close()


@contextmanager
def instant(connection: sqlite3.Connection, engine: SqliteEngine) -> Iterator[SqliteEngine]:
    """The database as it is at one instant; nothing of it is written."""
    try:
        connection.execute("BEGIN")
        yield engine
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


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


def told(error: BaseException) -> BaseException:
    """What a caller is told: a database that cannot be used now is Unavailable, all else is what it was."""
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in NOT_NOW:
        unavailable = Unavailable(f"the database cannot be used now: {error}")
        unavailable.__cause__ = error
        return unavailable
    return carried(error)


def carried(error: BaseException) -> BaseException:
    """The error as a future can carry it."""
    if isinstance(error, StopIteration | asyncio.CancelledError):
        fault = RuntimeError(f"work raised {type(error).__name__}")
        fault.__cause__ = error
        return fault
    return error
