"""The store on one SQLite file, or in memory: one writer with group commit, readers beside it."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.errors import BadData, Problem
from bot.store import migrate
from bot.store.backup import copy, free_name
from bot.store.connection import (
    PATIENCE,
    SqliteEngine,
    ThreadConnection,
    on_own_thread,
    reading,
    told,
    writing,
)
from bot.store.lock import held
from bot.store.tx import StoreTx, StoreView
from bot.store.writer import Writer

T = TypeVar("T")

MEMORY = ":memory:"
OLDEST = (3, 37, 0)  # the first SQLite with STRICT tables


class SqliteStore:
    """What `bot.ports.Store` promises, on SQLite."""

    def __init__(self, writer: Writer, readers: tuple["Reader", ...]) -> None:
        self._writer = writer
        self._readers = readers

    async def write(self, work: Callable[[StoreTx], T]) -> T:
        result: T = await self._writer.put(work)
        return result

    async def read(self, work: Callable[[StoreView], T]) -> T:
        return await min(self._readers, key=lambda reader: reader.waiting).read(work)


class Reader:
    """A connection that gives one consistent view after the other."""

    def __init__(self, connection: ThreadConnection) -> None:
        self.waiting = 0
        self._connection = connection

    async def read(self, work: Callable[[StoreView], T]) -> T:
        self.waiting += 1
        try:
            return await self._connection.on_thread(partial(_look, work))
        finally:
            self.waiting -= 1


def _look(work: Callable[[StoreView], T], connection: sqlite3.Connection) -> T:
    try:
        connection.execute("BEGIN")
        return work(StoreView(SqliteEngine(connection)))
    except BaseException as error:  # noqa: BLE001  # whatever a work raises is its caller's
        raise told(error) from error.__cause__
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@asynccontextmanager
async def open_sqlite(
    path: str, *, holder: str, readers: int = 2, patience: timedelta = PATIENCE
) -> AsyncIterator[SqliteStore]:
    """Open a file for this process alone, bring its schema up to date, and close it at the end."""
    if sqlite3.sqlite_version_info < OLDEST:
        text = f"SQLite {sqlite3.sqlite_version} is too old: 3.37 or newer is needed"
        raise BadData([Problem(path, 1, 1, "sqlite", text)])
    async with AsyncExitStack() as stack:
        file = _file(path)
        if file:
            stack.enter_context(held(file, holder))
        connection = await _opened(partial(_prepared, path, file, patience))
        stack.push_async_callback(connection.close)
        writer = Writer(connection, await connection.on_thread(lambda raw: raw))
        stack.push_async_callback(writer.close)
        looking = [connection]
        if file:
            looking = [await _opened(partial(reading, file, patience)) for _ in range(readers)]
            for one in looking:
                stack.push_async_callback(one.close)
        yield SqliteStore(writer, tuple(map(Reader, looking)))


def _file(path: str) -> Path | None:
    return None if path == MEMORY else Path(path).resolve()  # the lock is for the file, whatever leads to it


async def _opened(connector: Callable[[], sqlite3.Connection]) -> ThreadConnection:
    try:
        return await on_own_thread(connector)
    except (sqlite3.Error, OSError) as error:
        raise told(error) from error


def _prepared(path: str, file: Path | None, patience: timedelta) -> sqlite3.Connection:
    connection = writing(path, patience)
    try:
        waiting = migrate.pending(connection, path)
        if waiting and file and migrate.applied(connection):
            copy(connection, free_name(file, f"before-{waiting[0].number:04}"))
        migrate.apply(connection, waiting, _recollect)
    except BaseException:
        connection.close()
        raise
    return connection


def _recollect(connection: sqlite3.Connection) -> None:
    """Memories anew after any migration: the law they follow may have come with it."""
    StoreTx(SqliteEngine(connection)).recollect_all()
