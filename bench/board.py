"""Boards with the asking member's own rank, by how many members stand on them."""

import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.core.model import AttemptKind, Grade, Member, Room, Schedule, Slot, Team, Verdict
from bot.core.records import NewAttempt, NewRound
from bot.store import open_store
from bot.store.tx import StoreTx

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEAM = Team("discord", "1029384756")
ROOM = Room(TEAM, "room")
GRADE = Grade(2 / 3, Verdict.PARTIAL)


def member(n: int) -> Member:
    return Member(TEAM, f"80351110224678{n:06}")


async def boards(folder: Path, sizes: Sequence[int]) -> None:
    """Top 10 with the own rank, as asked by members spread over the whole board."""
    goals = {10_000: "(goal 1)", 100_000: "(goal 5)"}
    for size in sizes:
        async with open_store(folder / f"board-{size}.db") as store:
            await store.write(partial(crowd, size=size))
            askers = range(0, size, max(1, size // 500))
            looks = [await store.write(partial(board, who=who)) for who in askers]
            lines = [await store.write(partial(own_line, who=who)) for who in askers]
            assert {members for _, members in looks} == {size}
        told("board", size, [took for took, _ in looks], goals.get(size, ""))
        told("own line", size, lines, "")


def board(tx: StoreTx, who: int) -> tuple[float, int]:
    began = time.perf_counter()
    seen = tx.board(ROOM, "all", member(who), 10)
    took = time.perf_counter() - began
    assert seen.own
    return took, seen.members


def own_line(tx: StoreTx, who: int) -> float:
    began = time.perf_counter()
    assert tx.standing(ROOM, "all", member(who))
    return time.perf_counter() - began


def told(what: str, size: int, took: Sequence[float], goal: str) -> None:
    ranked = sorted(took)
    middle, worst = statistics.median(ranked) * 1000, ranked[int(len(ranked) * 0.99)] * 1000
    print(f"{what:<8} of {size:>7,} members: median {middle:.3f} ms, p99 {worst:.3f} ms {goal}")


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
