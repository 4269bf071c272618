"""Memory: what a try says of it, when a card comes back, and laws that hold for every log."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import AttemptKind, Confidence
from bot.core.recall import (
    LAST,
    LONGEST,
    Memory,
    Rating,
    Review,
    due_before,
    fold,
    recall,
    recall_after,
    review,
    step,
)

EVENING = datetime(2026, 3, 2, 18, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CARD = "harbour/bowline"

ratings = st.sampled_from(Rating)
hours = st.lists(st.tuples(st.integers(0, 24 * 90), ratings, st.booleans()), min_size=1, max_size=12)


def days(*ratings: tuple[int, Rating]) -> Memory:
    """What is remembered after reviews on these days."""
    memory = fold((Review(EVENING + day * DAY, rating) for day, rating in ratings), 1, CARD)
    assert memory is not None
    return memory


@st.composite
def logs(draw: st.DrawFn) -> list[Review]:
    at, log = EVENING, []
    for later, rating, misled in draw(hours):
        at += later * HOUR
        log.append(Review(at, rating, misled and rating is Rating.AGAIN))
    return log


@pytest.mark.parametrize(
    ("kind", "score", "confidence", "hints", "rating"),
    [
        (AttemptKind.ANSWER, 0.0, Confidence.UNSAID, 0, Rating.AGAIN),
        (AttemptKind.ANSWER, 0.49, Confidence.FAIRLY, 0, Rating.AGAIN),
        (AttemptKind.ANSWER, 0.5, Confidence.CERTAIN, 0, Rating.HARD),
        (AttemptKind.ANSWER, 0.99, Confidence.UNSAID, 0, Rating.HARD),
        (AttemptKind.ANSWER, 1.0, Confidence.UNSAID, 0, Rating.GOOD),
        (AttemptKind.ANSWER, 1.0, Confidence.FAIRLY, 0, Rating.GOOD),
        (AttemptKind.ANSWER, 1.0, Confidence.CERTAIN, 0, Rating.EASY),
        (AttemptKind.ANSWER, 1.0, Confidence.CERTAIN, 1, Rating.GOOD),
        (AttemptKind.UNKNOWN, 0.0, Confidence.UNSAID, 0, Rating.AGAIN),
        (AttemptKind.SHOWN, 0.0, Confidence.UNSAID, 0, Rating.AGAIN),
        (AttemptKind.RATED, 0.0, Confidence.UNSAID, 0, Rating.AGAIN),
        (AttemptKind.RATED, 0.25, Confidence.UNSAID, 0, Rating.AGAIN),
        (AttemptKind.RATED, 0.5, Confidence.UNSAID, 0, Rating.HARD),
        (AttemptKind.RATED, 0.75, Confidence.UNSAID, 0, Rating.GOOD),
        (AttemptKind.RATED, 1.0, Confidence.UNSAID, 0, Rating.EASY),
    ],
)
def test_grade_and_confidence_give_the_rating(
    kind: AttemptKind, score: float, confidence: Confidence, hints: int, rating: Rating
) -> None:
    assert review(EVENING, kind, score, confidence, hints).rating is rating


@pytest.mark.parametrize(
    ("kind", "score", "misled"),
    [(AttemptKind.ANSWER, 0.0, True), (AttemptKind.ANSWER, 0.5, False), (AttemptKind.UNKNOWN, 0.0, False)],
)
def test_certain_and_wrong_is_misled(kind: AttemptKind, score: float, misled: bool) -> None:
    assert review(EVENING, kind, score, Confidence.CERTAIN, 0).misled is misled


def test_without_a_review_there_is_no_memory() -> None:
    assert fold((), 1, CARD) is None


def test_what_was_known_comes_back_later_each_time() -> None:
    memories = [days(*((day, Rating.GOOD) for day in (0, 3, 14, 60)[:n])) for n in range(1, 5)]
    spans = [(memory.due - memory.reviewed).days for memory in memories]
    assert spans == sorted(spans) and spans[0] >= 1 and spans[-1] > 60


def test_who_was_certain_and_wrong_is_asked_the_next_day() -> None:
    known = [Review(EVENING + n * DAY, Rating.EASY) for n in (0, 15, 120)]
    wrong = Review(EVENING + 300 * DAY, Rating.AGAIN, misled=True)
    memory = fold((*known, wrong), 1, CARD)
    assert memory is not None and memory.misled
    assert memory.due == wrong.at + DAY


def test_a_lapse_is_counted_and_a_first_miss_is_none() -> None:
    assert days((0, Rating.AGAIN)).lapses == 0
    assert days((0, Rating.GOOD), (3, Rating.AGAIN), (4, Rating.AGAIN)).lapses == 2


def test_an_evening_and_the_next_morning_are_a_day_apart() -> None:
    first = days((0, Rating.GOOD))
    morning = step(first, Review(EVENING + 14 * HOUR, Rating.GOOD), 1, CARD)
    a_day = step(first, Review(EVENING + DAY, Rating.GOOD), 1, CARD)
    at_once = step(first, Review(EVENING + HOUR, Rating.GOOD), 1, CARD)
    assert morning.stability == a_day.stability != at_once.stability


def test_stability_is_the_days_until_nine_in_ten() -> None:
    assert recall_after(17.5, 17.5) == pytest.approx(0.9)
    assert recall_after(17.5, 0) == 1


def test_what_was_learnt_in_one_sitting_comes_back_over_several_days() -> None:
    log = [Review(EVENING + n * DAY, Rating.GOOD) for n in (0, 3, 14)]
    back = set()
    for n in range(60):
        memory = fold(log, 1, f"harbour/card-{n}")
        assert memory is not None
        back.add((memory.due - memory.reviewed).days)
    assert len(back) >= 4
    assert max(back) - min(back) <= 0.2 * max(back)


@given(logs(), st.integers(1, 9))
def test_the_same_log_is_the_same_memory(log: list[Review], person: int) -> None:
    assert fold(log, person, CARD) == fold(log, person, CARD)


@given(logs(), st.integers(1, 9), st.integers(0, 12))
def test_a_fold_goes_on_from_anywhere(log: list[Review], person: int, cut: int) -> None:
    memory = fold(log[:cut], person, CARD)
    for done in log[cut:]:
        memory = step(memory, done, person, CARD)
    assert memory == fold(log, person, CARD)


@given(logs())
def test_every_memory_lies_within_its_bounds(log: list[Review]) -> None:
    memory = fold(log, 1, CARD)
    assert memory is not None
    assert memory.stability > 0 and 1 <= memory.difficulty <= 10
    assert DAY <= memory.due - memory.reviewed <= LONGEST * DAY
    assert memory.reviews == len(log) and 0 <= memory.lapses < len(log)


@given(logs(), ratings, ratings)
def test_a_better_rating_never_comes_back_sooner_in_strength(
    log: list[Review], one: Rating, other: Rating
) -> None:
    memory, at = fold(log, 1, CARD), log[-1].at + DAY
    worse, better = sorted((one, other))
    assert (
        step(memory, Review(at, worse), 1, CARD).stability
        <= step(memory, Review(at, better), 1, CARD).stability
    )


@given(logs(), st.lists(st.integers(0, 400), min_size=2, max_size=5))
def test_what_is_not_reviewed_is_forgotten(log: list[Review], later: list[int]) -> None:
    memory = fold(log, 1, CARD)
    assert memory is not None
    chances = [recall(memory, memory.reviewed + day * DAY) for day in sorted(later)]
    assert all(0 < chance <= 1 for chance in chances)
    assert all(sooner >= more for sooner, more in pairwise(chances))


@given(logs(), st.integers(-5, 4000), st.integers(1, 9))
def test_before_an_exam_everything_comes_back_once_more(log: list[Review], days: int, person: int) -> None:
    memory = fold(log, person, CARD)
    assert memory is not None
    exam = memory.reviewed + days * DAY
    due = due_before(memory, exam, person, CARD)
    assert memory.reviewed + DAY <= due <= memory.due
    if days > LAST + 1:
        assert due < exam
    if due != memory.due:
        assert exam - LAST * DAY <= due <= exam - DAY


def test_without_an_exam_nothing_is_moved() -> None:
    memory = days((0, Rating.GOOD))
    assert due_before(memory, None, 1, CARD) == memory.due
