"""Points, the try that counts, and ranks."""

from datetime import UTC, datetime
from fractions import Fraction
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Attempt, AttemptKind, Evidence, Grade, Member, Team, Verdict
from bot.core.score import best, own_rank, points, ranks, tries_left

PRIYA = Member(Team("terminal", "home"), "priya")


def grade(score: float | Fraction, hit: str = "") -> Grade:
    verdict = Verdict.CORRECT if score == 1 else Verdict.PARTIAL if score else Verdict.WRONG
    return Grade(float(score), verdict, tuple(Evidence(int(point), "", "") for point in hit))


POINTS = [
    # score, points hit, first try, hinted, weights, points won, why
    ("1", "012", True, "", (1, 1, 1), 12, "full marks at once"),
    ("1", "012", False, "", (1, 1, 1), 10, "full marks at the second try"),
    ("2/3", "01", True, "", (1, 1, 1), 7, "6.67"),
    ("1/3", "0", True, "", (1, 1, 1), 3, "3.33"),
    ("1/4", "0", False, "", (1, 1, 1, 1), 3, "2.5 goes up"),
    ("3/4", "012", False, "", (1, 1, 1, 1), 8, "7.5 goes up"),
    ("1/20", "", False, "", (), 1, "0.5 goes up"),
    ("3/20", "", False, "", (), 2, "1.5 goes up, though .15 as a float is less"),
    ("7/20", "", False, "", (), 4, "3.5 goes up"),
    ("0", "", True, "", (1, 1), 0, "nothing"),
    ("1", "012", True, "0", (1, 1, 1), 11, "9.33 + 2: a hint costs its fifth, not the bonus"),
    ("1", "012", False, "012", (1, 1, 1), 8, "a hint for everything"),
    ("2/3", "01", False, "1", (1, 1, 1), 6, "6"),
    ("2/3", "01", False, "2", (1, 1, 1), 7, "a hint for what was missed all the same costs nothing"),
    ("3/4", "01", False, "1", (1, 2, 1), 7, "7.5 - 1 = 6.5 goes up"),
    ("1/2", "0", False, "0", (1, 1), 4, "5 - 1"),
    ("1", "0123", False, "3", (1, 1, 1, 1), 10, "9.5 goes up: three were needed, four were said"),
    ("1", "", False, "0", (), 8, "a card without points is one share"),
    ("0", "", False, "0", (1, 1), 0, "a hint never takes more than there is"),
]


@pytest.mark.parametrize(("score", "hit", "first", "hinted", "weights", "won", "why"), POINTS)
def test_a_try_is_worth(
    score: str, hit: str, first: bool, hinted: str, weights: tuple[int, ...], won: int, why: str
) -> None:
    hints = {int(point) for point in hinted}
    assert points(grade(Fraction(score), hit), first_try=first, hinted=hints, weights=weights) == won, why


@pytest.mark.parametrize("score", [-0.1, 1.1, nan])
def test_a_score_out_of_bounds_is_a_fault(score: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        points(grade(score), first_try=True)


weighted = st.lists(st.integers(1, 9), min_size=1, max_size=8)


@given(weighted, st.data())
def test_points_are_whole_bounded_and_half_up(weights: list[int], data: st.DataObject) -> None:
    places = st.sets(st.integers(0, len(weights) - 1))
    hit, hinted = data.draw(places), data.draw(places)
    score = Fraction(sum(weights[p] for p in hit), sum(weights))
    exact = 10 * Fraction(sum(weights[p] * (4 if p in hinted else 5) for p in hit), 5 * sum(weights))
    won = points(grade(score, "".join(map(str, hit))), first_try=False, hinted=hinted, weights=weights)
    assert won - Fraction(1, 2) <= exact < won + Fraction(1, 2)
    assert 0 <= won <= 10


@given(st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_a_better_score_is_never_worth_less(one: float, other: float, first: bool) -> None:
    low, high = sorted((one, other))
    assert points(grade(low), first_try=first) <= points(grade(high), first_try=first)


def attempt(number: int, won: int, score: float = 0.5, kind: AttemptKind = AttemptKind.ANSWER) -> Attempt:
    return Attempt(number, 1, PRIYA, datetime(2025, 6, 2, 9, number, tzinfo=UTC), kind, grade(score), won)


def test_the_better_of_two_tries_counts_and_the_earlier_of_equals() -> None:
    assert best([]) is None
    assert best([attempt(1, 3), attempt(2, 7)]) == attempt(2, 7)
    assert best([attempt(1, 7), attempt(2, 3)]) == attempt(1, 7)
    assert best([attempt(1, 7), attempt(2, 7)]) == attempt(1, 7)
    assert best([attempt(1, 7, 0.66), attempt(2, 7, 0.74)]) == attempt(2, 7, 0.74)


def test_giving_up_after_a_try_keeps_what_it_won() -> None:
    assert best([attempt(1, 3), attempt(2, 0, 0.0, AttemptKind.SHOWN)]) == attempt(1, 3)


TRIES = [
    ([], 2),
    ([attempt(1, 3)], 1),
    ([attempt(1, 3), attempt(2, 5)], 0),
    ([attempt(1, 12, 1.0)], 0),
    ([attempt(1, 0, 0.0, AttemptKind.UNKNOWN)], 0),
    ([attempt(1, 0, 0.0, AttemptKind.SHOWN)], 0),
    ([attempt(number, 0) for number in range(3)], 0),
]


@pytest.mark.parametrize(("attempts", "left"), TRIES)
def test_two_tries_unless_it_is_over_before(attempts: list[Attempt], left: int) -> None:
    assert tries_left(attempts) == left


def test_ties_share_a_rank_and_the_next_leaves_room() -> None:
    board = ranks([("Ann", 5), ("Bo", 20), ("Cy", 10), ("Di", 10)])
    assert board == [(1, "Bo", 20), (2, "Cy", 10), (2, "Di", 10), (4, "Ann", 5)]
    assert ranks([]) == []


@given(st.dictionaries(st.integers(), st.integers(0, 20)))
def test_a_rank_is_one_more_than_how_many_are_ahead(won: dict[int, int]) -> None:
    board = ranks(won.items())
    assert sorted(member for _, member, _ in board) == sorted(won)
    assert all(rank == 1 + sum(other > mine for other in won.values()) for rank, _, mine in board)
    assert all(own_rank(won.items(), member) == rank for rank, member, _ in board)
    assert own_rank(won.items(), object()) is None
