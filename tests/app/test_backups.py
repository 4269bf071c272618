"""A copy a day, verified, the last few kept, and a failure of it ends nothing."""

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.clock import VirtualClock
from bot.app.backups import KEPT, LOOK, back_up, dailies, keep_backups
from bot.store import check, open_store
from tests.store.world import NINE

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 3, tzinfo=UTC)


async def test_each_day_has_its_copy_and_old_ones_go(tmp_path: Path) -> None:
    path = tmp_path / "study.db"
    async with open_store(path) as store:
        for n in range(KEPT + 3):
            await store.write(lambda tx, n=n: tx.remember(f"r{n}", NINE, str(n)))  # type: ignore[misc]
            day = (MONDAY + n * DAY).date()
            assert back_up(path, day) is not None
            assert back_up(path, day) is None
    copies = dailies(path)
    assert len(copies) == KEPT
    assert copies[0].name == "study.db.daily-2026-03-11"
    assert all(check(copy) == [] for copy in copies)
    async with open_store(copies[-1]) as old:  # the newest that day is in it, the next is not
        seen = await old.read(lambda view: [view.outcome(f"r{n}") for n in (3, 4)])
    assert seen == ["3", None]


async def test_a_copy_that_cannot_be_made_is_logged_and_tried_again(tmp_path: Path) -> None:
    clock = VirtualClock(MONDAY)
    path = tmp_path / "study.db"
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(keep_backups(str(path), clock))
        await looked(clock)
        assert dailies(path) == []  # there is no database yet
        async with open_store(path) as store:
            await store.write(lambda tx: tx.remember("r", NINE, ""))
            clock.move(clock.now() + LOOK)
            await looked(clock)
        keeping.cancel()
    assert [check(copy) for copy in dailies(path)] == [[]]


async def looked(clock: VirtualClock) -> None:
    """Until it sleeps to its next look; a thread is waited for meanwhile."""
    async with asyncio.timeout(20):
        for _ in iter(lambda: bool(clock._sleepers), True):
            await asyncio.sleep(0)


async def test_a_database_that_cannot_be_verified_is_told_and_ends_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A reference that SQLite itself cannot follow, in a table of somebody else's."""
    path, clock = tmp_path / "study.db", VirtualClock(MONDAY)
    async with open_store(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("CREATE TABLE theirs (it REFERENCES rooms (channel))")
        raw.execute("INSERT INTO theirs VALUES ('C1')")
    await one_look(path, clock)
    assert "backup_failed" in caplog.text
    assert dailies(path) == []
    assert [name for name in os.scandir(tmp_path) if name.name.endswith(".part")] == []


async def test_a_copy_that_has_no_room_is_told_and_leaves_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, clock = tmp_path / "study.db", VirtualClock(MONDAY)
    async with open_store(path):
        pass
    (tmp_path / f"{dailies_name(path)}.part").mkdir()
    await one_look(path, clock)
    assert "backup_failed" in caplog.text
    assert dailies(path) == []


async def one_look(path: Path, clock: VirtualClock) -> None:
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(keep_backups(str(path), clock))
        await looked(clock)
        keeping.cancel()


def dailies_name(path: Path) -> str:
    return f"{path.name}.daily-{MONDAY.date().isoformat()}"
