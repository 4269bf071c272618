"""A plan until the exam: it ends, it helps, and more time or fewer cards make less work a day."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.plan import Plan, plan
from bot.core.recall import Memory, Rating, Review, fold, recall

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
KEYS = tuple(f"harbour/c{n}" for n in range(40))


def memories(*days_ago: int) -> dict[str, Memory]:
    found = {}
    for key, ago in zip(KEYS, days_ago, strict=False):
        memory = fold((Review(NOW - ago * DAY, Rating.GOOD),), 1, key)
        assert memory is not None
        found[key] = memory
    return found


def test_practice_every_day_leaves_most_of_it_known() -> None:
    told = plan(KEYS, {}, 1, NOW, NOW + 60 * DAY)
    assert told.ready > 0.85
    assert 2 <= told.daily <= 10


def test_nothing_to_learn_is_no_work() -> None:
    assert plan((), {}, 1, NOW, NOW + 9 * DAY) == Plan(0.0, 0)


def test_fewer_days_are_more_work_a_day() -> None:
    short, long = (plan(KEYS, {}, 1, NOW, NOW + days * DAY) for days in (5, 90))
    assert short.daily > long.daily


@given(st.lists(st.integers(0, 300), max_size=40), st.integers(1, 200))
def test_a_plan_never_leaves_less_known_than_no_practice(days_ago: list[int], days: int) -> None:
    kept, exam = memories(*days_ago), NOW + days * DAY
    told = plan(KEYS, kept, 1, NOW, exam)
    without = sum(recall(memory, exam) for memory in kept.values()) / len(KEYS)
    assert without - 1e-9 <= told.ready <= 1
    assert told.daily >= (1 if len(kept) < len(KEYS) else 0)
