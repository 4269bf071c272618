"""Practice never touches the daily streak, nor what daily questions count for, however the two mix."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import AttemptKind, Round
from bot.core.streak import START, days_of, fold
from bot.store import migrate
from bot.store.connection import PATIENCE, SqliteEngine, writing
from bot.store.shapes import NEVER
from bot.store.tx import StoreTx
from tests.store.world import ANN, BEN, NINE, ROOM, answer, posted, practice, schedule

DAYS = 4
PERIODS = ("2026-W10", "2026-03", "all")

daily = st.tuples(st.just("daily"), st.integers(0, DAYS - 1), st.integers(0, 3), st.integers(0, 40))
own = st.tuples(st.just("own"), st.sampled_from([0, 1]), st.integers(0, 3), st.integers(0, 24 * DAYS))
Deed = tuple[str, int, int, int]


@contextmanager
def world() -> Iterator[tuple[StoreTx, list[Round]]]:
    """A room with a question on each of some days."""
    raw: sqlite3.Connection = writing(":memory:", PATIENCE)
    migrate.apply(raw, migrate.pending(raw, ":memory:"))
    tx = StoreTx(SqliteEngine(raw))
    kept = schedule(tx)
    yield tx, [posted(tx, kept, day, card=f"sagemaker/{day}") for day in range(DAYS)]
    raw.close()


def told(deeds: Sequence[tuple[bool, Deed]]) -> tuple[object, ...]:
    """What streaks and boards of daily questions say after all this."""
    with world() as (tx, rounds):
        for ann, (what, which, hit, hours) in deeds:
            who = ANN if ann else BEN
            if what == "daily":
                answer(tx, rounds[which], who, hit, at=rounds[which].opened + timedelta(hours=hours))
            else:
                at = NINE + timedelta(hours=hours)
                kind = AttemptKind.ANSWER if hit else AttemptKind.UNKNOWN
                answer(tx, practice(tx, who, f"sagemaker/{which}", at), who, hit, at=at, kind=kind)
        days = [days_of(tx.posted_days(ROOM, who, None), NEVER) for who in (ANN, BEN)]
        boards = [
            [(line.member, line.points, line.answers) for line in tx.board(ROOM, period, None, 9).top]
            for period in PERIODS
        ]
        return [fold(START, one) for one in days], days, boards, [tx.tally(round.id) for round in rounds]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.booleans(), daily | own), max_size=12))
def test_practice_never_touches_the_daily_streak_nor_its_boards(deeds: list[tuple[bool, Deed]]) -> None:
    assert told(deeds) == told([deed for deed in deeds if deed[1][0] == "daily"])
