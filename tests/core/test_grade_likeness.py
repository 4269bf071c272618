"""One-line cards: what speaks for an answer raises its score, what speaks against it does not."""

from typing import Any

import pytest

from bench.grading.cards import PLAIN, card
from bot.core import rubric
from bot.core.grade import grade
from bot.core.grade.likeness import ONE, SEVERAL, Signals
from bot.core.model import Grade, Verdict
from bot.library.lexicon import shipped

AGAINST = {"turned", "missing"}
HEAT: dict[str, Any] = {
    "ask": "Why does the black pan heat up first?",
    "answer": "Black absorbs more sunlight than white.",
}
WAR: dict[str, Any] = {"ask": "In which war did he fight?", "answer": "World War II"}
TWO: dict[str, Any] = {
    "ask": "Which two things does the filter hold back, and why?",
    "answer": "Sand and gravel, because their grains are too large for its holes.",
}
STARS: dict[str, Any] = {
    "ask": "Why are there 50 stars?",
    "answer": "one for each state",
    "accept": ["each star stands for a state", "there are 50 states"],
}


def given(raw: dict[str, Any], text: str) -> Grade:
    return grade(rubric.compile(card(raw), PLAIN, shipped()), text)


@pytest.mark.parametrize("weights", [ONE, SEVERAL])
def test_nothing_wrong_with_an_answer_speaks_for_it(weights: Any) -> None:
    for name, weight in zip(Signals._fields, weights.signals, strict=True):
        assert weight <= 0 if name in AGAINST else weight >= 0, name


def test_more_of_the_answer_never_lowers() -> None:
    words = ["black", "absorbs", "more", "sunlight", "than", "white"]
    scores = [given(HEAT, " ".join(words[:n])).score for n in range(1, len(words) + 1)]
    assert scores == sorted(scores)


def test_a_misspelt_answer_passes() -> None:
    assert given(HEAT, "blak absorbes more sunlite").verdict is Verdict.CORRECT


def test_a_denied_answer_is_wrong() -> None:
    assert given(HEAT, "black does not absorb sunlight").verdict is Verdict.WRONG


@pytest.mark.parametrize("text", ["WWII", "ww2", "World War 2", "world war two"])
def test_initials_and_numerals_stand_for_a_name(text: str) -> None:
    assert given(WAR, text).verdict is Verdict.CORRECT


def test_a_part_that_is_asked_for_is_missed() -> None:
    both = given(TWO, "sand and gravel, the grains are larger than the holes")
    one = given(TWO, "sand and gravel")
    assert (both.verdict, one.verdict) == (Verdict.CORRECT, Verdict.PARTIAL)


@pytest.mark.parametrize(
    "text", ["one per state", "every star is a state", "50 states", "there are fifty states"]
)
def test_any_accepted_answer_will_do(text: str) -> None:
    assert given(STARS, text).verdict is Verdict.CORRECT


def test_a_little_of_every_accepted_answer_will_not() -> None:
    assert given(STARS, "one for each president").verdict is not Verdict.CORRECT


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("the pooling and convolution layers", Verdict.PARTIAL),
        ("average pooling", Verdict.PARTIAL),
        ("max pooling", Verdict.CORRECT),
        ("pooling the maximum", Verdict.CORRECT),
    ],
)
def test_a_brief_answer_wants_each_of_its_words(text: str, verdict: Verdict) -> None:
    pooled = {"ask": "Which way of downsampling works best in image classifiers?", "answer": "Max pooling."}
    assert given(pooled, text).verdict is verdict


def test_half_a_name_says_it_where_nothing_else_is_said() -> None:
    streams = {"ask": "Which open-source streaming platform is it like?", "answer": "Apache Kafka"}
    assert given(streams, "kafka").verdict is Verdict.CORRECT
    assert given(streams, "apache spark").verdict is not Verdict.CORRECT
