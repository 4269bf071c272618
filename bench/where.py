"""Where the microseconds of an answer go: the whole use case on one thread, part by part.

`bench.answers` has a loop and a thread beside it; what it takes more than this is their handing over.
"""

import argparse
import asyncio
import os
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bench.answers import CLIENTS, furnished, submissions
from bot.app.collector import settled
from bot.core.grade import grade
from bot.core.model import Grade
from bot.core.rubric import Compiled
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import Said, Submission
from bot.store.connection import PATIENCE, SqliteEngine, writing
from bot.store.tx import StoreTx
from bot.usecases.door import door
from bot.usecases.house import House
from bot.usecases.marker import Marker

T = TypeVar("T")
QUIET = 4  # of so many transactions the quickest is told of: the machine has other work as well
BOARDS = "add_totals"
Costs = Counter[str]  # nanoseconds by part


class Timed(SqliteEngine):
    """Adds up what each statement took."""

    __slots__ = ()

    def __init__(self, connection: sqlite3.Connection, costs: Costs) -> None:
        super().__init__(connection)
        run, names = self._execute, {sql: name for name, sql in self._sql.items()}

        def execute(sql: str, args: tuple[object, ...]) -> sqlite3.Cursor:
            began = time.perf_counter_ns()
            cursor = run(sql, args)
            costs["boards" if names[sql] == BOARDS else "statements"] += time.perf_counter_ns() - began
            costs["calls"] += 1
            return cursor

        self._execute = execute


class AtOnce:
    """A store whose works run where they are asked for."""

    def __init__(self, tx: StoreTx, costs: Costs) -> None:
        self._tx = tx
        self._costs = costs

    async def write(self, work: Callable[[StoreTx], T]) -> T:
        began = time.perf_counter_ns()
        result = work(self._tx)
        self._costs["work"] += time.perf_counter_ns() - began
        return result

    async def read(self, work: Callable[[StoreTx], T]) -> T:
        return await self.write(work)


def graded(costs: Costs) -> Callable[[Compiled, str], Grade]:
    def timed(compiled: Compiled, text: str) -> Grade:
        began = time.perf_counter_ns()
        made = grade(compiled, text)
        costs["grading"] += time.perf_counter_ns() - began
        return made

    return timed


async def transactions(house: House, path: Path, todo: Sequence[Submission]) -> list[Costs]:
    """What each transaction's answers cost."""
    costs, taken = Costs(), list[Costs]()
    with closing(writing(str(path), PATIENCE)) as connection:
        tx = StoreTx(Timed(connection, costs))
        marker = Marker(house.marker.lexicon, grading=graded(costs))
        handle = door(replace(house, store=AtOnce(tx, costs), marker=marker))
        for start in range(0, len(todo), CLIENTS):
            costs.clear()
            began = time.process_time_ns()
            connection.execute("BEGIN IMMEDIATE")
            tx.forget()
            costs["commit"] = time.process_time_ns() - began
            for request in todo[start : start + CLIENTS]:
                began = time.perf_counter_ns()
                assert isinstance(await handle(request), Said)
                costs["all"] += time.perf_counter_ns() - began
            began = time.process_time_ns()
            connection.execute("COMMIT")
            costs["commit"] += time.process_time_ns() - began
            taken.append(Costs(costs))
    return taken


async def measure(folder: Path) -> None:
    shelf = Catalogue([folders.shipped()], [], shipped())
    shelf.load()
    settled()
    todo = submissions()
    todo = todo[: len(todo) // CLIENTS * CLIENTS]
    async with furnished(folder / "where.db", shelf) as house:
        pass
    taken = await transactions(house, folder / "where.db", todo)
    taken.sort(key=lambda costs: costs["all"] + costs["commit"])
    quiet = sum(taken[: len(taken) // QUIET], Costs())
    tell(quiet, len(taken) // QUIET * CLIENTS)


def tell(costs: Costs, answers: int) -> None:
    parts = {
        "grading": costs["grading"],
        "the boards' totals": costs["boards"],
        f"the other {costs['calls'] / answers - 1:.0f} statements": costs["statements"],
        "the rest of the work in the transaction": costs["work"]
        - costs["grading"]
        - costs["boards"]
        - costs["statements"],
        "request and message": costs["all"] - costs["work"],
        "begin and commit, processor alone": costs["commit"],
    }
    for name, cost in parts.items():
        print(f"{name:<42} {cost / answers / 1e3:6.0f} us")
    print(f"{'together':<42} {sum(parts.values()) / answers / 1e3:6.0f} us")
    print(f"load of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", help="where the file is made")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        asyncio.run(measure(Path(folder)))


if __name__ == "__main__":
    main()
