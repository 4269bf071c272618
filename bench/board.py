"""Boards with the asking member's own rank, by how many members stand on them."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from bot.core.model import AttemptKind, Grade, Member, Room, Schedule, Slot, Team, Verdict
from bot.core.records import Board, NewAttempt, NewRound
from bot.store import open_store
from bot.store.tx import StoreTx

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEAM = Team("discord", "1029384756")
ROOM = Room(TEAM, "room")
GRADE = Grade(2 / 3, Verdict.PARTIAL)


def member(n: int) -> Member:
    return Member(TEAM, f"80351110224678{n:06}")


Took = tuple[float, float]  # seconds by the clock, and of the processor, which other work does not lengthen

KINDS: Mapping[str, Callable[[StoreTx, Member], Board]] = {  # all but the first are worked out when asked for
    "room": lambda tx, who: tx.board(ROOM, "all", who, 10),
    "team": lambda tx, who: tx.team_board(TEAM, "all", who, 10),
    "taking part": lambda tx, who: tx.participation(ROOM, "all", who, 10),
    "improved": lambda tx, who: tx.improvement(ROOM, "all", "2026-W10", who, 10, 1),
    "joined": lambda tx, who: tx.joined_board(ROOM, date.min, date.max, who, 10),
}


async def boards(folder: Path, sizes: Sequence[int]) -> None:
    """Top 10 with the own rank, as asked by members spread over the whole board."""
    goals = {10_000: "(goal 1)", 100_000: "(goal 5)"}
    for size in sizes:
        async with open_store(folder / f"board-{size}.db") as store:
            await store.write(partial(crowd, size=size))
            for what in KINDS:
                askers = range(0, size, max(1, size // (500 if what == "room" else 20)))
                looks = [await store.write(partial(board, what=what, who=who)) for who in askers]
                assert {members for _, members in looks} == {size}
                told(what, size, [took for took, _ in looks], goals.get(size, "") if what == "room" else "")
            lines = [await store.write(partial(own_line, who=who)) for who in askers]
        told("own line", size, lines, "")


def board(tx: StoreTx, what: str, who: int) -> tuple[Took, int]:
    began = time.perf_counter(), time.thread_time()
    seen = KINDS[what](tx, member(who))
    assert seen.own
    return since(*began), seen.members


def own_line(tx: StoreTx, who: int) -> Took:
    began = time.perf_counter(), time.thread_time()
    assert tx.standing(ROOM, "all", member(who))
    return since(*began)


def since(clock: float, processor: float) -> Took:
    return time.perf_counter() - clock, time.thread_time() - processor


def told(what: str, size: int, took: Sequence[Took], goal: str) -> None:
    clock, processor = (sorted(seconds[i] * 1000 for seconds in took) for i in (0, 1))
    middle, worst, busy = statistics.median(clock), at(clock, 0.99), at(processor, 0.99)
    print(
        f"{what:<11} of {size:>7,} members: median {middle:8.3f} ms, p99 {worst:8.3f} ms {goal:<8}"
        f" of the processor {busy:.3f} ms"
    )


def at(ranked: Sequence[float], share: float) -> float:
    return ranked[int(len(ranked) * share)]


def crowd(tx: StoreTx, size: int) -> None:
    """A room where everybody has answered; points repeat, so that ties are many."""
    tx.keep_version("v", "{}")
    schedule = tx.add_schedule(Schedule(0, ROOM, NOON.time(), "UTC"))
    slot = Slot(schedule.id, NOON.date(), NOON)
    round = tx.open_round(NewRound(ROOM, "v", "d/c", NOON, None, slot))
    assert round
    keys = ("2026-W10", "all")
    for who in range(size):
        someone, points = member(who), 10 * (who * 7919 % 997)
        tx.meet(someone, f"Member {who}")
        new = NewAttempt(round.id, ROOM, someone, NOON, AttemptKind.ANSWER, GRADE, points, boards=keys)
        tx.record(new)
