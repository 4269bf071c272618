"""Check, backup, restore and move where the database is a PostgreSQL server."""

import asyncio
from pathlib import Path

import psycopg
import pytest

from bot.core.records import DeliveryKind, NewDelivery
from bot.errors import BadData, Unavailable
from bot.store import backup, check, glance, move, open_store, restore, shown
from bot.store.postgres import keeping
from tests.cluster import Cluster
from tests.store.test_files import PLANTED, halves, play
from tests.store.world import ANN, NINE, ROOM, answer, posted, schedule

NO_SUCH_THING = {"points at no row of"}  # PostgreSQL itself refuses it


@pytest.fixture
def database(server: Cluster, template: str) -> str:
    return server.fresh(template)


@pytest.fixture
async def played(database: str) -> str:
    async with open_store(database) as store:
        await store.write(play)
    return database


@pytest.mark.parametrize("what", sorted(PLANTED.keys() - NO_SUCH_THING))
async def test_a_planted_difference_is_found(played: str, what: str) -> None:
    assert check(played) == []
    with psycopg.connect(played) as connection:
        connection.execute("SET session_replication_role = replica")  # no keys are checked
        connection.execute(PLANTED[what].encode())
    found = check(played)
    assert any(what in one for one in found), found


async def add(database: str | Path, request: str) -> None:
    async with open_store(database) as store:
        await store.write(lambda tx: tx.remember(request, NINE, "yes"))


async def outcome(database: str | Path, request: str) -> str | None:
    async with open_store(database) as store:
        return await store.read(lambda view: view.outcome(request))


async def test_a_backup_taken_while_a_bot_writes_can_be_put_back(played: str, tmp_path: Path) -> None:
    async with open_store(played) as store:

        async def go_on() -> None:
            for n in range(200):
                await store.write(lambda tx, n=n: tx.remember(f"r{n}", NINE, ""))  # type: ignore[misc]

        async with asyncio.TaskGroup() as group:
            group.create_task(go_on())
            await asyncio.to_thread(backup, played, tmp_path / "monday.dump")
    assert not halves(tmp_path)
    await add(played, "tuesday")
    old = await asyncio.to_thread(restore, tmp_path / "monday.dump", played)
    assert await outcome(played, "tuesday") is None
    await add(played, "wednesday")  # ids go on where they were
    assert check(played) == []
    assert old is not None
    await asyncio.to_thread(restore, old, played)
    assert await outcome(played, "tuesday") == "yes"


async def test_a_backup_makes_a_database_where_none_was(played: str, server: Cluster, tmp_path: Path) -> None:
    backup(played, tmp_path / "monday.dump")
    fresh = server.fresh()
    assert restore(tmp_path / "monday.dump", fresh) is None
    assert check(fresh) == []


async def test_a_restore_is_refused_while_a_bot_runs(played: str, tmp_path: Path) -> None:
    backup(played, tmp_path / "monday.dump")
    async with open_store(played):
        with pytest.raises(Unavailable, match="a bot is running"):
            restore(tmp_path / "monday.dump", played)
    restore(tmp_path / "monday.dump", played)


async def test_what_is_no_backup_changes_nothing(played: str, tmp_path: Path) -> None:
    backup(played, tmp_path / "monday.dump")
    whole = (tmp_path / "monday.dump").read_bytes()
    (tmp_path / "half.dump").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.dump").write_bytes(b"DROP TABLE rooms;")
    for name in ("half.dump", "text.dump", "none.dump"):
        with pytest.raises(BadData):
            restore(tmp_path / name, played)
    assert check(played) == []


def test_a_password_is_shown_nowhere(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    address = "postgresql://studybot:hunter2@127.0.0.1:9/study"
    assert shown(address) == "postgresql://127.0.0.1:9/study"
    for work in (check, glance, lambda where: backup(where, tmp_path / "x")):
        with pytest.raises(Unavailable) as told:
            work(address)
        assert "hunter2" not in str(told.value)
    assert "hunter2" not in "".join(capfd.readouterr())


async def test_a_file_moves_with_all_that_is_in_it(tmp_path: Path, server: Cluster, database: str) -> None:
    path = tmp_path / "study.db"
    async with open_store(path) as store:
        await store.write(play)
        await store.write(
            lambda tx: tx.send(NewDelivery("k", ROOM, DeliveryKind.NOTICE, NINE, facts={"é": "\t\\N\n"}))
        )
    before = path.read_bytes()
    counts = move(path, database)
    assert path.read_bytes() == before
    assert counts["attempts"] == 2 and counts["members"] == 2
    assert check(database) == []
    async with open_store(path) as ours, open_store(database) as theirs:
        for look in (
            lambda view: view.board(ROOM, "all", ANN, 9),
            lambda view: view.attempts(1, ANN),
            lambda view: view.schedules(ROOM),
            lambda view: view.tally(1),
        ):
            assert await ours.read(look) == await theirs.read(look)
        round = await theirs.write(lambda tx: posted(tx, schedule(tx), 1))
        assert (await theirs.write(lambda tx: answer(tx, round, ANN, 2))).id == 3
    assert check(database) == []


async def test_a_move_needs_an_empty_database_and_a_file_at_rest(
    tmp_path: Path, database: str, played: str, server: Cluster
) -> None:
    path = tmp_path / "study.db"
    async with open_store(path, holder="run") as store:
        await store.write(play)
        with pytest.raises(Unavailable, match="in use by run"):
            move(path, database)
    with pytest.raises(BadData, match="it has rows already"):
        move(path, played)
    with pytest.raises(BadData, match="a move goes from a file"):
        move(played, database)
    assert check(played) == []


def test_a_program_that_is_missing_is_told() -> None:
    with pytest.raises(Unavailable, match="postgresql-client"):
        keeping.found("pg_nothing")
