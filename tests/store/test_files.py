"""Check, backup and restore."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.streak import START
from bot.errors import BadData, Unavailable
from bot.ports import Tx
from bot.store import backup, check, open_store, restore
from tests.store.world import ANN, BEN, MONDAY, NINE, ROOM, answer, posted, schedule

PLANTED = {
    "scores": "UPDATE scores SET points = points + 1 WHERE member = 1",
    "scores: kept nothing": "DELETE FROM scores WHERE member = 1",
    "totals": "UPDATE totals SET points = points + 1 WHERE member = 2",
    "totals: kept (99": "INSERT INTO totals SELECT 99, member, 0, 0, 0, 0 FROM totals LIMIT 1",
    "totals: kept (1, 1": "UPDATE totals SET hidden = 1 WHERE member = 1 AND board = 1",
    "posted": "UPDATE rounds SET posted = posted + 1",
    "numbers": "UPDATE rounds SET number = 7",
    "opened": "DELETE FROM slots",
    "sent": "UPDATE outbox SET state = 'dropped'",
    "streaks": "UPDATE streaks SET length = 9",
    "attempts": "INSERT INTO attempts SELECT 77, round, 2, arrived, kind, verdict, score, points, confidence,"
    " hints, hits, misses, contras, 1 FROM attempts WHERE id = 1",
    "points at no row of": "DELETE FROM members WHERE id = 1",
}


def play(tx: Tx) -> None:
    round = posted(tx, schedule(tx))
    answer(tx, round, ANN, 1)
    answer(tx, round, BEN, 3)
    tx.keep_streak(ROOM, BEN, START, MONDAY.replace(day=1))


async def played(path: Path) -> Path:
    async with open_store(path) as store:
        await store.write(play)
    return path


def outcome(path: Path, request: str) -> str | None:
    async def look() -> str | None:
        async with open_store(path) as store:
            return await store.read(lambda view: view.outcome(request))

    return asyncio.run(look())


@pytest.mark.parametrize("what", PLANTED)
async def test_a_planted_difference_is_found(tmp_path: Path, what: str) -> None:
    path = await played(tmp_path / "study.db")
    assert check(path) == []
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(PLANTED[what])
    found = check(path)
    assert any(what in one for one in found), found


async def test_many_differences_are_cut_short(tmp_path: Path) -> None:
    path = await played(tmp_path / "study.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO members (id) VALUES (?)", [(n,) for n in range(100, 300)])
        connection.executemany(
            "INSERT INTO totals VALUES (1, ?, 1, 1, 0, 0)", [(n,) for n in range(100, 300)]
        )
    assert len(check(path)) == 51


def test_damaged_pages_are_found(tmp_path: Path) -> None:
    path = asyncio.run(played(tmp_path / "study.db"))
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'attempts_by_member'"
        ).fetchone()[0]
    pages = bytearray(path.read_bytes())
    pages[4096 * root - 20 : 4096 * root] = b"\xff" * 20
    path.write_bytes(pages)
    assert check(path)


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look at" * 30, b""])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "study.db"
    path.write_bytes(content)
    with pytest.raises(BadData):
        restore(path, tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()
    with pytest.raises(BadData):
        check(tmp_path / "missing.db")


async def test_a_backup_is_taken_while_a_bot_writes(tmp_path: Path) -> None:
    async with open_store(tmp_path / "study.db") as store:
        await store.write(play)

        async def go_on() -> None:
            for n in range(200):
                await store.write(lambda tx, n=n: tx.remember(f"r{n}", NINE, ""))  # type: ignore[misc]

        async with asyncio.TaskGroup() as group:
            group.create_task(go_on())
            for n in range(5):
                await asyncio.to_thread(backup, tmp_path / "study.db", tmp_path / f"backup-{n}.db")
    for n in range(5):
        assert check(tmp_path / f"backup-{n}.db") == []
    assert not halves(tmp_path)


def halves(folder: Path) -> list[Path]:
    return list(folder.glob("*.part"))


async def test_a_backup_never_overwrites_its_database(tmp_path: Path) -> None:
    path = await played(tmp_path / "study.db")
    with pytest.raises(BadData):
        backup(path, path)


def test_a_restore_keeps_the_old_file_beside(tmp_path: Path) -> None:
    path = asyncio.run(played(tmp_path / "study.db"))
    backup(path, tmp_path / "monday.db")
    asyncio.run(add(path, "tuesday"))
    old = restore(tmp_path / "monday.db", path)
    assert outcome(path, "tuesday") is None
    assert old is not None and outcome(old, "tuesday") == "yes"
    assert check(path) == check(old) == []


async def add(path: Path, request: str) -> None:
    async with open_store(path) as store:
        await store.write(lambda tx: tx.remember(request, NINE, "yes"))


def test_a_restore_where_nothing_was_is_a_new_database(tmp_path: Path) -> None:
    path = asyncio.run(played(tmp_path / "study.db"))
    backup(path, tmp_path / "monday.db")
    assert restore(tmp_path / "monday.db", tmp_path / "new.db") is None
    assert check(tmp_path / "new.db") == []


def test_a_damaged_database_can_be_replaced(tmp_path: Path) -> None:
    path = asyncio.run(played(tmp_path / "study.db"))
    backup(path, tmp_path / "monday.db")
    path.write_bytes(b"rubbish" * 1000)
    restore(tmp_path / "monday.db", path)
    assert check(path) == []


async def test_a_restore_is_refused_while_a_bot_runs(tmp_path: Path) -> None:
    path = await played(tmp_path / "bot.db")
    backup(path, tmp_path / "monday.db")
    async with open_store(path, holder="run"):
        with pytest.raises(Unavailable, match="in use by run"):
            restore(tmp_path / "monday.db", path)
