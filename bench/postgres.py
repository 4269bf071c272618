"""Durable answers a second on a PostgreSQL of one's own, beside one transaction an answer doing the same."""

import argparse
import asyncio
import os
import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial

import psycopg

from bench.store import Answer, Script, answers, furnish, work
from bot.store import check, open_store
from bot.store.engine import Row
from bot.store.postgres import SETTINGS
from bot.store.postgres.session import PostgresEngine, PostgresSession, texts
from bot.store.postgres.wire import Wire, connector
from bot.store.tx import StoreTx
from tests.cluster import Cluster, cluster


class Recorder(PostgresEngine):
    """Runs the statements and keeps them, so that the raw run does exactly the same."""

    __slots__ = ("kept",)

    def __init__(self, wire: Wire) -> None:
        super().__init__(wire, texts("queries.sql"))
        self.kept: list[tuple[str, tuple[object, ...]]] = []

    def rows(self, name: str, *args: object) -> list[Row]:
        self._keep(name, args)
        return super().rows(name, *args)

    def one(self, name: str, *args: object) -> Row | None:
        self._keep(name, args)
        return super().one(name, *args)

    def do(self, name: str, *args: object) -> None:
        self._keep(name, args)
        super().do(name, *args)

    def run(self, name: str, *args: object) -> int:
        self._keep(name, args)
        return super().run(name, *args)

    def add(self, name: str, *args: object) -> int:
        id = super().add(name, *args)
        self._keep(f"{name} with id", (*args, id))
        return id

    def _keep(self, name: str, args: tuple[object, ...]) -> None:
        if not name.startswith("@"):
            self.kept.append((self._texts[name], args))


def record(address: str, todo: Sequence[Answer]) -> Script:
    """For each answer the statements that it makes, written down in a transaction that is taken back."""
    with closing(Wire(connector(address, SETTINGS, "bench"), texts("queries.sql"))) as wire:
        recorder = Recorder(wire)
        session = PostgresSession(wire, recorder)
        tx = StoreTx(recorder)
        session.begin(64)
        script: Script = []
        for answer in todo:
            work(tx, answer)
            script.append(recorder.kept)
            recorder.kept = []
        session.roll_back()
    return script


def one_by_one(address: str, script: Script) -> float:
    """Seconds for the statements alone, one transaction an answer, each statement waited for."""
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = psycopg.RawCursor(connection)
        began = time.perf_counter()
        for answer in script:
            cursor.execute("BEGIN")
            for sql, args in answer:
                cursor.execute(sql.encode(), args)
            cursor.execute("COMMIT")
        return time.perf_counter() - began


async def waiting(address: str, todo: Sequence[Answer], clients: int) -> float:
    """Seconds through the store, each client waiting for its own answer before the next."""
    async with open_store(address) as store:
        left = iter(todo)

        async def client() -> None:
            for answer in left:
                await store.write(partial(work, answer=answer))

        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(clients):
                group.create_task(client())
        return time.perf_counter() - began


async def prepared(server: Cluster) -> tuple[str, list[int]]:
    address = server.fresh()
    async with open_store(address) as store:
        return address, await store.write(partial(furnish, days=1))


async def measure(server: Cluster, repeat: int, few: int) -> None:
    ones, many, times = [], [], []
    for _ in range(repeat):
        address, rounds = await prepared(server)
        todo = list(answers(rounds, 1))
        script = await asyncio.to_thread(record, address, todo[:few])
        address, _ = await prepared(server)  # where ids are given from the first one on, as in the recording
        ones.append(few / await asyncio.to_thread(one_by_one, address, script))
        address, _ = await prepared(server)
        many.append(len(todo) / await waiting(address, todo, 64))
        assert not check(address)
        times.append(many[-1] / ones[-1])
    print(f"{len(todo):,} answers of {len(script[-1])} statements, fsync = on, {os.cpu_count()} cores")
    print(f"one transaction an answer, psycopg's cursors   {statistics.median(ones):>7,.0f} answers/s")
    print(
        f"through the store, 64 waiting                  {statistics.median(many):>7,.0f} answers/s, "
        f"{statistics.median(times):.1f} times (goal 5)"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--few", type=int, default=500, help="answers in transactions of their own")
    asked = arguments.parse_args()
    try:
        with cluster(("fsync=on",)) as server:
            asyncio.run(measure(server, asked.repeat, asked.few))
    except LookupError as missing:
        print(f"not measured: {missing}")


if __name__ == "__main__":
    main()
