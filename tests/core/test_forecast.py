"""How well a room will do with a card: what is known of it, and of who answers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.forecast import BAND, Active, Past, gap, success
from bot.core.model import Difficulty
from bot.core.recall import Memory, Rating, Review, fold

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NEW, USUAL = Past(), Active(1, Past())


def seen(days_ago: int, rating: Rating = Rating.GOOD) -> Memory:
    memory = fold((Review(NOW - days_ago * DAY, rating),), 1, "harbour/x")
    assert memory is not None
    return memory


@pytest.mark.parametrize(
    ("difficulty", "expected"), [(Difficulty.EASY, 0.8), (Difficulty.MEDIUM, 0.65), (Difficulty.HARD, 0.5)]
)
def test_of_a_new_card_and_a_new_room_the_authors_word_is_all_there_is(
    difficulty: Difficulty, expected: float
) -> None:
    assert success(NEW, difficulty, (), NOW) == expected
    assert success(NEW, difficulty, ((USUAL, None),), NOW) == pytest.approx(expected)


def test_how_a_card_went_outweighs_its_authors_word() -> None:
    assert success(Past(100, 20), Difficulty.EASY, (), NOW) < 0.25


def test_who_knows_more_raises_what_is_expected_within_bounds() -> None:
    able, weak = Active(1, Past(50, 48)), Active(2, Past(50, 5))
    assert success(NEW, Difficulty.MEDIUM, ((able, None),), NOW) == pytest.approx(0.89, abs=0.01)
    assert success(NEW, Difficulty.MEDIUM, ((weak, None),), NOW) == pytest.approx(0.29, abs=0.01)


def test_what_was_learnt_counts_by_the_chance_to_know_it_still() -> None:
    lately, long_ago = ((USUAL, seen(1)),), ((USUAL, seen(200)),)
    assert success(NEW, Difficulty.HARD, lately, NOW) > 0.9 > success(NEW, Difficulty.HARD, long_ago, NOW)


@pytest.mark.parametrize(("expected", "off"), [(0.5, 2), (0.6, 0), (0.7, 0), (0.85, 0), (0.95, 2), (1.0, 3)])
def test_how_far_outside_the_band(expected: float, off: int) -> None:
    assert gap(expected) == off


@given(
    st.integers(0, 500),
    st.floats(0, 1),
    st.sampled_from(Difficulty),
    st.lists(st.tuples(st.integers(0, 50), st.floats(0, 1), st.integers(-1, 400)), max_size=8),
)
def test_a_forecast_is_a_chance(
    answers: int, mean: float, difficulty: Difficulty, people: list[tuple[int, float, int]]
) -> None:
    crowd = [
        (Active(n, Past(given, given * score)), None if ago < 0 else seen(ago))
        for n, (given, score, ago) in enumerate(people)
    ]
    assert 0 <= success(Past(answers, answers * mean), difficulty, crowd, NOW) <= 1
    assert BAND[0] < BAND[1]
