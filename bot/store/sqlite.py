"""The store on one SQLite file, or in memory."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.errors import BadData, Problem
from bot.store import migrate
from bot.store.backup import copy, free_name
from bot.store.connection import (
    PATIENCE,
    SqliteEngine,
    SqliteSession,
    SqliteThread,
    instant,
    reading,
    told,
    writing,
)
from bot.store.durable import DurableStore, Reader
from bot.store.lock import held
from bot.store.tx import StoreTx
from bot.store.writer import Writer

MEMORY = ":memory:"
OLDEST = (3, 37, 0)  # the first SQLite with STRICT tables


@asynccontextmanager
async def open_sqlite(
    path: str, *, holder: str, readers: int = 2, patience: timedelta = PATIENCE
) -> AsyncIterator[DurableStore]:
    """Open a file for this process alone, bring its schema up to date, and close it at the end."""
    if sqlite3.sqlite_version_info < OLDEST:
        text = f"SQLite {sqlite3.sqlite_version} is too old: 3.37 or newer is needed"
        raise BadData([Problem(path, 1, 1, "sqlite", text)])
    async with AsyncExitStack() as stack:
        file = _file(path)
        if file:
            stack.enter_context(held(file, holder))
        thread = await _opened(stack, partial(_prepared, path, file, patience))
        writer = Writer(thread, SqliteSession(thread.raw))
        stack.push_async_callback(writer.close)
        looking = [thread]
        if file:
            looking = [await _opened(stack, partial(reading, file, patience)) for _ in range(readers)]
        yield DurableStore(writer, tuple(map(_reader, looking)))


def _file(path: str) -> Path | None:
    return None if path == MEMORY else Path(path).resolve()  # the lock is for the file, whatever leads to it


async def _opened(stack: AsyncExitStack, connector: Callable[[], sqlite3.Connection]) -> SqliteThread:
    """A connection on a thread of its own, closed with the stack."""
    thread = SqliteThread(connector)
    try:
        await thread
    except BaseException as error:
        await asyncio.to_thread(thread.join)  # it still tells its end to this loop
        if isinstance(error, sqlite3.Error | OSError):
            raise told(error) from error
        raise
    stack.push_async_callback(thread.close)
    return thread


def _reader(thread: SqliteThread) -> Reader:
    return Reader(thread, partial(instant, thread.raw, SqliteEngine(thread.raw)), told)


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
