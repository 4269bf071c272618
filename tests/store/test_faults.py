"""Real faults: a killed process, a full or read-only disk, a locked file, a second process."""

import asyncio
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import Unavailable
from bot.store import check, open_store
from bot.store.connection import PATIENCE, SqliteSession, writing
from bot.store.durable import DurableStore
from bot.store.sqlite import open_sqlite
from tests.store.world import NINE

BIG = "x" * 20_000


@contextmanager
def loaded(path: Path) -> Iterator[subprocess.Popen[str]]:
    """The load of `load.py` in a process of its own, once it is ready."""
    command = [sys.executable, "-m", "tests.store.load", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


@contextmanager
def small_disk(place: Path, options: str = "size=1m") -> Iterator[None]:
    if os.geteuid() or subprocess.call(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place]):
        pytest.skip("only root can mount a small disk")
    try:
        yield
    finally:
        subprocess.check_call(["umount", "-l", place])


def remount(place: Path, options: str) -> None:
    subprocess.check_call(["mount", "-o", f"remount,{options}", place])


@contextmanager
def small_files() -> Iterator[None]:
    """No file of this process may grow past 900 kB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def fill(store: DurableStore) -> int:
    """Write until the database says no; how many writes were acknowledged."""
    for n in range(10_000):
        try:
            await store.write(lambda tx, n=n: tx.remember(f"r{n}", NINE, BIG))  # type: ignore[misc]
        except Unavailable:
            return n
    raise AssertionError("the disk never became full")


async def kept(store: DurableStore, most: int) -> list[int]:
    return await store.read(lambda view: [n for n in range(most) if view.outcome(f"r{n}")])


@pytest.mark.parametrize("answers", [1, 150, 400])
def test_a_killed_process_loses_nothing_that_was_acknowledged(tmp_path: Path, answers: int) -> None:
    path = tmp_path / "study.db"
    told: list[tuple[str, str]] = []
    for _ in range(2):
        with loaded(path) as process:
            assert process.stdout is not None
            for _ in range(answers):
                who, id = process.stdout.readline().split()
                told.append((who, id))
            os.kill(process.pid, signal.SIGKILL)
            told += [(who, id) for who, id in map(str.split, process.stdout.read().splitlines()[:-1])]
    assert check(path) == []
    with closing(sqlite3.connect(path)) as connection:
        outcomes = dict(connection.execute("SELECT request, outcome FROM requests"))
        ids = {str(id) for (id,) in connection.execute("SELECT id FROM attempts")}
    assert {who: outcomes.get(who) for who, _ in told} == dict(told)
    assert {id for _, id in told} <= ids == set(outcomes.values())


def test_a_second_process_is_refused_and_told_who_holds_the_file(tmp_path: Path) -> None:
    path = tmp_path / "study.db"

    async def second() -> None:
        async with open_store(path):
            pass

    with loaded(path) as process:
        with pytest.raises(Unavailable, match=rf"in use by load \(pid {process.pid}\)"):
            asyncio.run(second())
        assert check(path) == []
    asyncio.run(second())


async def test_the_lock_is_for_the_file_whatever_leads_to_it(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "study.db")
    async with open_store(tmp_path / "study.db", holder="run"):
        with pytest.raises(Unavailable, match="in use by run"):
            async with open_store(tmp_path / "link.db"):
                pass


async def test_a_full_disk_is_told_and_the_writer_survives(tmp_path: Path) -> None:
    with small_disk(tmp_path):
        async with open_store(tmp_path / "study.db") as store:
            written = await fill(store)
            assert written > 5
            again = [store.write(lambda tx, n=n: tx.remember(f"s{n}", NINE, BIG)) for n in range(50)]  # type: ignore[misc]
            told = await asyncio.gather(*again, return_exceptions=True)
            assert {type(one) for one in told} == {Unavailable}
            assert await kept(store, written) == list(range(written))
            remount(tmp_path, "size=8m")
            await store.write(lambda tx: tx.remember("after", NINE, BIG))
        assert check(tmp_path / "study.db") == []


async def test_a_file_that_may_not_grow_is_told_and_the_writer_survives(tmp_path: Path) -> None:
    async with open_store(tmp_path / "study.db") as store:
        with small_files():
            written = await fill(store)
        assert written > 5
        assert await kept(store, written) == list(range(written))
        await store.write(lambda tx: tx.remember("after", NINE, BIG))
    assert check(tmp_path / "study.db") == []


async def test_a_read_only_disk_is_told_at_the_start(tmp_path: Path) -> None:
    with small_disk(tmp_path):
        async with open_store(tmp_path / "study.db"):
            pass
        remount(tmp_path, "ro")
        with pytest.raises(Unavailable, match="Read-only"):
            async with open_store(tmp_path / "study.db"):
                pass


async def test_a_database_that_becomes_read_only_is_told_and_read_on(tmp_path: Path) -> None:
    async with open_store(tmp_path / "study.db") as store:
        await store.write(lambda tx: tx.remember("r0", NINE, "0"))

        def turn(on: str) -> object:
            raw = store._writer._session._raw  # type: ignore[attr-defined]  # SQLite's session
            return store._writer._thread.run(lambda: raw.execute(f"PRAGMA query_only = {on}"))

        await turn("ON")  # type: ignore[misc]
        with pytest.raises(Unavailable):
            await store.write(lambda tx: tx.remember("r1", NINE, "1"))
        assert await store.read(lambda view: view.outcome("r0")) == "0"
        await turn("OFF")  # type: ignore[misc]
        await store.write(lambda tx: tx.remember("r1", NINE, "1"))


async def test_a_file_locked_by_another_program_is_told_and_written_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "study.db"
    async with open_sqlite(str(path), holder="run", patience=timedelta(milliseconds=20)) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writes = [store.write(lambda tx, n=n: tx.remember(f"r{n}", NINE, "")) for n in range(5)]  # type: ignore[misc]
            told = await asyncio.gather(*writes, return_exceptions=True)
            assert {type(one) for one in told} == {Unavailable}
            assert await store.read(lambda view: view.outcome("r0")) is None
            other.execute("ROLLBACK")
        await store.write(lambda tx: tx.remember("r0", NINE, "told"))
        assert await store.read(lambda view: view.outcome("r0")) == "told"


async def test_a_closed_store_says_so(tmp_path: Path) -> None:
    async with open_store(tmp_path / "study.db") as store:
        pass
    with pytest.raises(Unavailable):
        await store.write(lambda tx: tx.remember("r0", NINE, ""))


async def test_what_still_waits_is_written_before_the_store_closes(tmp_path: Path) -> None:
    async with open_store(tmp_path / "study.db") as store:
        writes = [
            asyncio.ensure_future(store.write(lambda tx, n=n: tx.remember(f"r{n}", NINE, "")))  # type: ignore[misc]
            for n in range(30)
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*writes)
    async with open_store(tmp_path / "study.db") as store:
        assert await store.read(lambda view: view.outcome("r29")) == ""


@pytest.mark.parametrize("path", ["/proc/nowhere/study.db", "."])
async def test_a_path_that_cannot_be_opened_is_told(path: str) -> None:
    with pytest.raises(Unavailable):
        async with open_store(path):
            pass


async def test_an_address_where_nobody_answers_is_told() -> None:
    with pytest.raises(Unavailable, match="Connection refused"):
        async with open_store("postgresql://studybot:secret@127.0.0.1:9/study"):
            pass


def test_a_transaction_that_cannot_be_taken_back_ends_no_writer(tmp_path: Path) -> None:
    """Whoever waits is told what failed first; the transaction is taken back before the next begins."""

    def refusing(action: int, what: str | None, *more: object) -> int:
        del more
        denied = action == sqlite3.SQLITE_TRANSACTION and what == "ROLLBACK"
        return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK

    raw = writing(str(tmp_path / "study.db"), PATIENCE)
    with closing(SqliteSession(raw)) as session:
        raw.execute("CREATE TABLE a (b)")
        session.begin(1)
        raw.execute("INSERT INTO a VALUES (1)")
        raw.set_authorizer(refusing)
        session.roll_back()
        raw.set_authorizer(None)
        session.begin(1)
        assert raw.execute("SELECT count(*) FROM a").fetchone() == (0,)
        session.commit()
