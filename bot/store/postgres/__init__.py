"""The store on PostgreSQL: any number of processes on one database."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import psycopg

from bot.store.durable import DurableStore, Reader
from bot.store.engine import Row
from bot.store.postgres import schema
from bot.store.postgres.session import ALIVE, PostgresEngine, PostgresSession, instant, texts, told
from bot.store.postgres.wire import Wire, connector, say
from bot.store.thread import OwnThread
from bot.store.writer import Writer

SETTINGS = {
    "synchronous_commit": "on",  # what is acknowledged is on the disk, whatever the server's default
    "statement_timeout": "60s",
    "lock_timeout": "30s",  # longer than the next, so that a process that hangs is thrown out first
    "idle_in_transaction_session_timeout": "10s",
}


@asynccontextmanager
async def open_postgres(
    address: str, *, holder: str, readers: int = 2, settings: Mapping[str, str] = SETTINGS
) -> AsyncIterator[DurableStore]:
    """Open a database beside other processes, bring its schema up to date, and close it at the end."""
    statements = texts("queries.sql")
    connect = connector(address, settings, holder)
    async with AsyncExitStack() as stack:
        thread = OwnThread("postgres")
        stack.push_async_callback(thread.close)
        wire = await _ready(thread, partial(_prepared, connect, statements))
        session = PostgresSession(wire, PostgresEngine(wire, statements))
        stack.push_async_callback(thread.run, session.close)
        writer = Writer(thread, session)
        stack.push_async_callback(writer.close)
        looking = [await _reader(stack, partial(Wire, connect, statements)) for _ in range(readers)]
        yield DurableStore(writer, tuple(looking))


async def _reader(stack: AsyncExitStack, connect: Callable[[], Wire]) -> Reader:
    thread = OwnThread("postgres reader")
    stack.push_async_callback(thread.close)
    wire = await _ready(thread, connect)
    stack.push_async_callback(thread.run, wire.close)
    return Reader(thread, partial(instant, wire, PostgresEngine(wire, {})), told)


async def _ready(thread: OwnThread, connect: Callable[[], Wire]) -> Wire:
    try:
        return await thread.run(connect)
    except psycopg.Error as error:
        raise told(error) from error


def _prepared(connect: Callable[[], "psycopg.Connection[Row]"], statements: dict[str, str]) -> Wire:
    with connect() as connection:
        for limit in ("lock_timeout", "statement_timeout"):  # whoever changes the schema may take a while
            say(connection, "setting", limit, "0")
        schema.bring_up_to_date(connection)
    return Wire(partial(_alive, connect), statements)


def _alive(connect: Callable[[], "psycopg.Connection[Row]"]) -> "psycopg.Connection[Row]":
    """A connection that says as long as it lives that a bot runs here."""
    connection = connect()
    say(connection, "alive", ALIVE)
    return connection
