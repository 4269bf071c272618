"""What only PostgreSQL has: several processes on one database, and a server that comes and goes."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, closing
from functools import partial

import psycopg
import pytest

from bot.core.model import Member, Room, Slot
from bot.core.records import DeliveryKind as Kind
from bot.core.records import NewDelivery, NewRound
from bot.errors import BadData, Unavailable
from bot.ports import Tx
from bot.store import check, migrate, open_store
from bot.store.durable import DurableStore
from bot.store.migrate import Migration
from bot.store.postgres import open_postgres, schema
from bot.store.postgres.session import WRITING
from tests.cluster import Cluster, cluster
from tests.store.world import ANN, DAY, HOUR, NINE, ROOM, TEAM, answer, posted, slot
from tests.store.world import schedule as add_schedule

MANY = 40
TURN = "SELECT pg_advisory_xact_lock(%s, 'migrations'::regclass::oid::int)"
NEXT = len(migrate.shipped()) + 1


@pytest.fixture
def database(server: Cluster, template: str) -> str:
    return server.fresh(template)


@pytest.fixture
async def replicas(database: str) -> AsyncIterator[list[DurableStore]]:
    """Three processes' worth of stores on one database."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(open_store(database, f"replica {n}")) for n in range(3)]


async def all_at_once(replicas: list[DurableStore], work: Callable[[Tx], object]) -> list[object]:
    """The same work by every replica, many times over, all waiting together."""
    return await asyncio.gather(*(store.write(work) for _ in range(MANY) for store in replicas))


async def test_a_member_whom_all_meet_at_once_is_one(replicas: list[DurableStore], database: str) -> None:
    def meet(tx: Tx) -> None:
        for n in range(5):
            tx.meet(Member(TEAM, f"new-{n}"), "New")

    await all_at_once(replicas, meet)
    assert count(database, "members") == count(database, "identities") == 5


async def test_a_request_that_reaches_all_at_once_is_answered_once(
    replicas: list[DurableStore], database: str
) -> None:
    round = await replicas[0].write(lambda tx: posted(tx, add_schedule(tx)))

    def hand_in(tx: Tx, request: str) -> str:
        if known := tx.outcome(request):
            return known
        attempt = answer(tx, round, ANN, 1)
        tx.remember(request, NINE, str(attempt.id))
        return str(attempt.id)

    for request in ("r1", "r2", "r3"):
        told = await all_at_once(replicas, partial(hand_in, request=request))
        assert len(set(told)) == 1
    assert count(database, "attempts") == 3
    assert check(database) == []


async def test_a_slot_that_is_due_everywhere_opens_one_round(
    replicas: list[DurableStore], database: str
) -> None:
    kept = await replicas[0].write(add_schedule)

    def open_it(tx: Tx, due: Slot) -> int | None:
        tx.keep_version("v1", "{}")
        opened = tx.open_round(NewRound(ROOM, "v1", "sagemaker/od", NINE, NINE + DAY, due))
        if opened:
            tx.send(NewDelivery(f"slot:{due.day}", ROOM, Kind.QUESTION, NINE, opened.id))
        return opened.id if opened else None

    for days in range(4):
        told = await all_at_once(replicas, partial(open_it, due=slot(kept, days)))
        assert len([id for id in told if id is not None]) == 1
    assert count(database, "rounds") == count(database, "outbox") == 4
    assert check(database) == []


async def test_a_delivery_is_claimed_by_one_of_them(replicas: list[DurableStore]) -> None:
    rooms = [Room(TEAM, f"c{n}") for n in range(60)]

    def fill(tx: Tx) -> None:
        for n, room in enumerate(rooms):
            tx.send(NewDelivery(f"k{n}", room, Kind.NOTICE, NINE))

    await replicas[0].write(fill)
    claims = [
        store.write(lambda tx, by=str(n): tx.claim(by, NINE, NINE + HOUR, 7, {TEAM.platform}))  # type: ignore[misc]
        for n, store in enumerate(replicas * 5)
    ]
    claimed = [delivery.id for told in await asyncio.gather(*claims) for delivery in told]
    assert len(claimed) == len(set(claimed)) == 60


async def test_each_sees_what_any_of_them_was_told_to_be_written(replicas: list[DurableStore]) -> None:
    for n in range(30):
        await replicas[n % 3].write(lambda tx, n=n: tx.remember(f"r{n}", NINE, str(n)))  # type: ignore[misc]
        for store in replicas:
            assert await store.read(lambda view, n=n: view.outcome(f"r{n}")) == str(n)  # type: ignore[misc]


async def test_one_that_hangs_in_a_transaction_is_thrown_out(server: Cluster, template: str) -> None:
    """As a process that was stopped, or a machine that fell silent, would hang: the others wait and go on."""
    database = server.fresh(template)
    with closing(psycopg.connect(database, autocommit=True)) as hanging:
        hanging.execute("SET idle_in_transaction_session_timeout = '400ms'")
        async with open_store(database) as store:
            hanging.execute("BEGIN")
            hanging.execute(TURN, (WRITING,))
            await store.write(lambda tx: tx.remember("r0", NINE, "0"))
            assert await store.read(lambda view: view.outcome("r0")) == "0"


async def test_a_turn_that_never_comes_is_told(server: Cluster, template: str) -> None:
    database = server.fresh(template)
    with psycopg.connect(database, autocommit=True) as hanging:
        async with open_postgres(database, holder="b", settings={"lock_timeout": "100ms"}) as store:
            hanging.execute("BEGIN")
            hanging.execute(TURN, (WRITING,))
            with pytest.raises(Unavailable, match="lock timeout"):
                await store.write(lambda tx: tx.remember("r0", NINE, "0"))
            hanging.execute("COMMIT")
            await store.write(lambda tx: tx.remember("r0", NINE, "0"))


async def test_a_server_that_dies_loses_nothing_that_was_acknowledged(server: Cluster) -> None:
    """Killed as by a power cut, under load; the store goes on by itself once the server is back."""
    with cluster(("fsync=on",)) as mortal:
        database = mortal.fresh()
        acknowledged: list[str] = []
        async with open_store(database) as store:

            async def client(name: int) -> None:
                for n in range(10_000):
                    await store.write(partial(remember, request=f"{name}-{n}"))
                    acknowledged.append(f"{name}-{n}")
                    if len(acknowledged) == 500:
                        enough.set()

            enough = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                clients = [group.create_task(until_away(client(n))) for n in range(16)]
                await enough.wait()
                await asyncio.to_thread(mortal.stop)
            assert all(task.result() for task in clients)
            for work in (lambda view: view.outcome("x"), lambda view: view.name(ANN)):
                with pytest.raises(Unavailable):
                    await store.read(work)
            await asyncio.to_thread(mortal.start)
            await store.write(lambda tx: tx.remember("after", NINE, "after"))
            kept = await store.read(lambda view: [id for id in acknowledged if view.outcome(id)])
            assert kept == acknowledged
            assert await store.read(lambda view: view.outcome("after")) == "after"


def remember(tx: Tx, request: str) -> None:
    tx.remember(request, NINE, request)


async def until_away(client: Awaitable[None]) -> bool:
    try:
        await client
    except Unavailable:
        return True
    return False


def count(database: str, table: str) -> int:
    with psycopg.connect(database) as connection:
        return schema.count(connection, table)


# --- the schema ---

EXTRA = Migration(NEXT, "9999_more.sql", "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;")
WRONG = Migration(
    NEXT,
    "9999_wrong.sql",
    "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO nowhere VALUES (1);",
)


async def test_both_databases_have_the_same_tables_and_columns(database: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
        migrate.apply(ours, migrate.pending(ours, ":memory:"))
        names = [n for (n,) in ours.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        there = {(n, row[1]) for n in names for row in ours.execute(f"PRAGMA table_info({n})")}
        indexes = {
            n for (n,) in ours.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql > ''")
        }
    with psycopg.connect(database) as theirs:
        here = set(
            theirs.execute(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            )
        )
        found = {n for (n,) in theirs.execute("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")}
    assert here == there
    assert {name for name in indexes if not name.startswith("sqlite_")} <= found


async def test_processes_that_start_at_once_make_one_schema(server: Cluster) -> None:
    database = server.fresh()
    async with AsyncExitStack() as stack:
        opening = [stack.enter_async_context(open_store(database, f"replica {n}")) for n in range(4)]
        await asyncio.gather(*opening)
    assert count(database, "migrations") == len(migrate.shipped())


async def test_a_migration_that_fails_changes_nothing(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = migrate.shipped()
    monkeypatch.setattr(migrate, "shipped", lambda: (*shipped, WRONG))
    with pytest.raises(psycopg.errors.UndefinedTable):
        async with open_store(database):
            pass
    monkeypatch.undo()
    with psycopg.connect(database) as connection:
        assert "more" not in schema.tables(connection)
    assert check(database) == []


async def test_a_newer_database_is_refused(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = migrate.shipped()
    monkeypatch.setattr(migrate, "shipped", lambda: (*shipped, EXTRA))
    async with open_store(database):
        pass
    monkeypatch.undo()
    with pytest.raises(BadData, match="is of a newer studybot"):
        async with open_store(database):
            pass


async def test_another_programs_database_is_left_alone(server: Cluster) -> None:
    database = server.fresh()
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE songs (id INTEGER)")
    with pytest.raises(BadData, match="another program"):
        async with open_store(database):
            pass


async def test_a_database_that_cannot_hold_every_text_is_refused(server: Cluster) -> None:
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE narrow TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'")
    with pytest.raises(BadData, match="make one with UTF8"):
        async with open_store(server.address("narrow")):
            pass


async def test_what_is_larger_than_the_line_to_the_server_holds_gets_through(database: str) -> None:
    """A deck may have a megabyte; nothing comes back before all of it is there."""
    async with open_store(database) as store, asyncio.timeout(20):
        large = "x" * 16_000_000
        await store.write(lambda tx: tx.keep_version("large", large))
        assert await store.read(lambda view: view.version("large")) == large
