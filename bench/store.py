"""Durable answers a second through the store beside raw sqlite3 doing the same, and boards by size."""

import argparse
import asyncio
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.board import boards
from bot.core.boards import daily_keys
from bot.core.model import (
    Attempt,
    AttemptKind,
    Evidence,
    Grade,
    Member,
    Missed,
    Room,
    Schedule,
    Slot,
    Team,
    Verdict,
)
from bot.core.records import NewAttempt, NewRound
from bot.store import check, open_store
from bot.store.connection import PATIENCE, SqliteEngine, writing
from bot.store.engine import Row
from bot.store.tx import StoreTx

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEAM = Team("discord", "1029384756")
ROOMS, MEMBERS = 20, 200
GRADE = Grade(
    2 / 3,
    Verdict.PARTIAL,
    hit=(Evidence(0, "Flip", "flips"), Evidence(2, "Jitter", "jitters the images")),
    missed=(Missed(1, "Rescale"),),
)
TEXT = "it flips the images and also jitters them"
Answer = tuple[str, NewAttempt]


def room(n: int) -> Room:
    return Room(TEAM, f"room-{n}")


def member(n: int) -> Member:
    return Member(TEAM, f"80351110224678{n:04}")


def furnish(tx: StoreTx, days: int) -> list[int]:
    """Rooms with a question a day, and people who are known."""
    tx.keep_version("v" * 64, "{}")
    for n in range(MEMBERS):
        tx.meet(member(n), f"Member {n}")
    rounds = []
    for n in range(ROOMS):
        schedule = tx.add_schedule(Schedule(0, room(n), NOON.time(), "UTC"))
        for day in range(days):
            at = NOON + timedelta(days=day)
            slot = Slot(schedule.id, at.date(), at)
            opened = tx.open_round(
                NewRound(schedule.room, "v" * 64, f"sagemaker/od-{n}", at, at + timedelta(days=1), slot)
            )
            assert opened
            rounds.append(opened.id)
    return rounds


def answers(rounds: Sequence[int], days: int) -> Iterator[Answer]:
    """Each member of each room answers each day once."""
    for place, round in enumerate(rounds):
        n, day = divmod(place, days)
        at = NOON + timedelta(days=day)
        keys = daily_keys(at.date(), "sagemaker", "images")
        for who in range(MEMBERS):
            arrived = at + timedelta(seconds=who)
            new = NewAttempt(
                round, room(n), member(who), arrived, AttemptKind.ANSWER, GRADE, 7, TEXT, boards=keys
            )
            yield f"{round:08}{who:012}", new


def work(tx: StoreTx, answer: Answer) -> Attempt | None:
    """What an answer does in the store: seen before? record it, remember it."""
    id, new = answer
    if tx.sit(id, new.round, new.member).outcome is not None:
        return None
    attempt = tx.record(new)
    tx.remember(id, new.arrived, str(attempt.id))
    return attempt


class Recorder(SqliteEngine):
    """Runs the statements and keeps them, so that the raw run does exactly the same."""

    __slots__ = ("kept", "texts")

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.texts = self._sql
        self.kept: list[tuple[str, tuple[object, ...]]] = []

    def rows(self, name: str, *args: object) -> list[Row]:
        self.kept.append((self.texts[name], args))
        return super().rows(name, *args)

    def one(self, name: str, *args: object) -> Row | None:
        self.kept.append((self.texts[name], args))
        return super().one(name, *args)

    def do(self, name: str, *args: object) -> None:
        self.kept.append((self.texts[name], args))
        super().do(name, *args)

    def run(self, name: str, *args: object) -> int:
        self.kept.append((self.texts[name], args))
        return super().run(name, *args)

    def add(self, name: str, *args: object) -> int:
        self.kept.append((self.texts[name], args))
        return super().add(name, *args)


Statements = list[tuple[str, tuple[object, ...]]]
Script = list[Statements]
Work = Callable[[StoreTx], object]


async def record(folder: Path, days: int) -> tuple[list[Answer], Script]:
    """The answers, and for each the statements that it makes."""
    path = folder / "recorded.db"
    async with open_store(path) as store:
        rounds = await store.write(partial(furnish, days=days))
    todo = list(answers(rounds, days))
    script: Script = []
    with closing(writing(str(path), PATIENCE)) as connection:
        recorder = Recorder(connection)
        tx = StoreTx(recorder)
        connection.execute("BEGIN")
        for answer in todo:
            work(tx, answer)
            script.append(recorder.kept)
            recorder.kept = []
        connection.execute("ROLLBACK")
    return todo, script


def raw(path: Path, script: Script, together: int) -> float:
    """Seconds for the statements alone, so many answers a transaction, no asyncio."""
    with closing(writing(str(path), PATIENCE)) as connection:
        execute = connection.cursor().execute
        began = time.perf_counter()
        for start in range(0, len(script), together):
            execute("BEGIN IMMEDIATE")
            for answer in script[start : start + together]:
                for sql, args in answer:
                    execute(sql, args).fetchone()
            execute("COMMIT")
        return time.perf_counter() - began


def replay(tx: StoreTx, statements: Statements) -> None:
    """The statements of an answer and nothing else: what the writer alone costs."""
    execute = tx._db._execute  # type: ignore[attr-defined]  # noqa: SLF001  # SQLite's engine
    for sql, args in statements:
        execute(sql, args).fetchone()


async def waiting(path: Path, works: Iterable[Work], clients: int) -> float:
    """Seconds for the works through the store, each client waiting for its own before the next."""
    async with open_store(path) as store:
        left = iter(works)

        async def client() -> None:
            for one in left:
                await store.write(one)

        began = time.perf_counter()
        async with asyncio.TaskGroup() as clients_of:
            for _ in range(clients):
                clients_of.create_task(client())
        return time.perf_counter() - began


async def prepared(folder: Path, days: int) -> Path:
    path = folder / f"{time.perf_counter_ns()}.db"
    async with open_store(path) as store:
        await store.write(partial(furnish, days=days))
    return path


async def throughput(folder: Path, days: int, repeat: int) -> None:
    todo, script = await record(folder, days)
    alone = min(len(todo), 1500)
    works = [partial(work, answer=answer) for answer in todo]
    bare = [partial(replay, statements=statements) for statements in script]
    print(
        f"{len(todo):,} answers of {len(script[-1])} statements, synchronous = FULL, {os.cpu_count()} cores"
    )
    figures: dict[str, list[float]] = {}

    def keep(name: str, value: float) -> float:
        figures.setdefault(name, []).append(value)
        return value

    for _ in range(repeat):
        limit = keep("limit", len(todo) / raw(await prepared(folder, days), script, 512))
        for clients in (512, 64):
            for what, jobs in (("store", works), ("bare", bare)):
                path = await prepared(folder, days)
                rate = keep(f"{what} {clients}", len(todo) / await waiting(path, jobs, clients))
                keep(f"{what} {clients} share", rate / limit)
                assert not check(path)
        one = keep("one", raw(await prepared(folder, days), script[:alone], 1) / alone)
        lone = keep("lone", await waiting(await prepared(folder, days), works[:alone], 1) / alone)
        keep("times", lone / one)
    show({name: statistics.median(values) for name, values in figures.items()})


def show(middle: dict[str, float]) -> None:
    print(f"limit: sqlite3, 512 answers a transaction      {middle['limit']:>8,.0f} answers/s")
    for clients, goal in ((512, "0.85"), (64, "0.55")):
        for what, told in (("store", "write(record …)"), ("bare", "write(statements)")):
            rate, share = middle[f"{what} {clients}"], middle[f"{what} {clients} share"]
            print(
                f"{told:<18} {clients:>3} waiting                 {rate:>8,.0f} answers/s, "
                f"{share:.2f} of the limit (goal {goal})"
            )
    print(
        f"one alone: raw transaction {middle['one'] * 1e6:,.0f} us, through the store "
        f"{middle['lone'] * 1e6:,.0f} us, {middle['times']:.2f} times (goal 1.4)"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--days", type=int, default=5, help="questions a room; 4,000 answers each")
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    arguments.add_argument("--folder", help="where the files are made; the disk there is what is measured")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        asyncio.run(throughput(Path(folder), asked.days, asked.repeat))
        asyncio.run(boards(Path(folder), asked.sizes))


if __name__ == "__main__":
    main()
