"""What tries say of a person: by topic, how sure and how right, how ready."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Card, Confidence
from bot.core.progress import Level, Topic, by_topic, misled, sureness
from bot.core.recall import Memory, Rating, Review, fold
from bot.core.records import Tried

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SURE, FAIRLY, UNSAID = Confidence.CERTAIN, Confidence.FAIRLY, Confidence.UNSAID


def card(id: str) -> Card:
    return Card(id, "harbour", f"{id}?", "!")


def tried(id: str, score: float, *, ago: int = 1, sure: Confidence = UNSAID) -> Tried:
    return Tried(f"harbour/{id}", None, NOW - ago * DAY, score, sure, score, score == 1, True)


def memory(days_ago: int) -> Memory:
    found = fold((Review(NOW - days_ago * DAY, Rating.GOOD),), 1, "x")
    assert found is not None
    return found


TITLED = {"Tides": [card("a"), card("b")], "Ropes": [card("c"), card("d")], "Knots": [card("e")]}


def test_a_topic_stands_as_its_cards_went_last() -> None:
    tries = [tried("a", 0.0, ago=9), tried("a", 1.0), tried("b", 0.5), tried("c", 0.2)]
    memories = {"harbour/a": memory(1), "harbour/b": memory(1), "harbour/c": memory(60)}
    told = by_topic(TITLED, tries, memories, NOW, None)
    assert [(t.title, t.seen, t.cards, t.right) for t in told] == [
        ("Ropes", 1, 2, 0.2),
        ("Tides", 2, 2, 0.75),
    ]
    assert told[0].known is not None and told[1].known is not None and told[0].known < 0.9 < told[1].known
    assert [t.ready for t in told] == [None, None]


def test_for_an_exam_every_topic_is_told_and_what_was_never_seen_counts_nothing() -> None:
    told = by_topic(TITLED, [tried("a", 1.0)], {"harbour/a": memory(1)}, NOW, NOW + 20 * DAY)
    ready = {t.title: t.ready for t in told}
    assert ready["Knots"] == ready["Ropes"] == 0
    assert ready["Tides"] is not None and 0.2 < ready["Tides"] < 0.5
    assert [t.level for t in told] == [Level.STRONG, Level.NEW, Level.NEW]


@pytest.mark.parametrize(
    ("right", "level"),
    [(None, Level.NEW), (0.0, Level.WEAK), (0.49, Level.WEAK), (0.5, Level.GROWING), (0.8, Level.STRONG)],
)
def test_a_topic_is_strong_from_80_and_weak_below_50(right: float | None, level: Level) -> None:
    assert Topic("Tides", 2, 1, right, right, None).level is level


def test_how_sure_they_were_stands_beside_how_right() -> None:
    tries = [tried("a", 1, sure=SURE), tried("b", 0.5, sure=SURE), tried("c", 1, sure=FAIRLY), tried("d", 1)]
    assert [(one.confidence, one.said, one.right) for one in sureness(tries)] == [
        (SURE, 2, 1),
        (FAIRLY, 1, 1),
    ]


def test_misled_is_who_was_certain_and_wrong_the_last_time() -> None:
    tries = [
        tried("a", 0, ago=9, sure=SURE), tried("a", 1, ago=2), tried("b", 0, ago=5, sure=SURE),
        tried("c", 0, ago=1, sure=SURE), tried("d", 0.5, sure=SURE), tried("e", 0, sure=FAIRLY),
    ]  # fmt: skip
    assert misled(tries) == ("harbour/c", "harbour/b")
