"""The point syntax: trees for what is right, a column for what is not."""

import pytest

from bench.grading.cards import PLAIN, card
from bot.core import rubric
from bot.core.grade.inspect import alike, met_by, words_of_pattern
from bot.core.rubric import PatternError, parse_pattern
from bot.library.lexicon import shipped


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("flip | mirror", {"flip", "mirror"}),
        ("(find | detect) object", {"find", "detect", "object"}),
        ('"area under the curve"', {"area", "under", "the", "curve"}),
        ("true positive < false negative", {"true", "positive", "false", "negative"}),
        ("=map | regulari*", {"map", "regulari"}),
        ("5 GB", {"5", "gb"}),
    ],
)
def test_a_pattern_names_these_words(pattern: str, words: set[str]) -> None:
    assert words_of_pattern(pattern) == words


@pytest.mark.parametrize(
    ("pattern", "offset", "code"),
    [
        ("", 0, "nothing-here"),
        ("flip |", 5, "nothing-here"),
        ("| flip", 0, "nothing-here"),
        ("(find | detect object", 0, "open-bracket"),
        ("find) object", 4, "closing-bracket"),
        ('say "area under', 4, "open-quote"),
        ("a < ", 3, "nothing-here"),
        ("flip *", 5, "star"),
        ("flip =!", 5, "exact"),
        ("()", 1, "nothing-here"),
    ],
)
def test_a_mistake_is_found_at_its_column(pattern: str, offset: int, code: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse_pattern(pattern)
    assert (caught.value.offset, caught.value.code) == (offset, code)


def test_a_card_with_a_mistake_says_which_pattern() -> None:
    broken = card({"ask": "Why?", "answer": "So.", "points": ["fine", {"is": "fine", "of": "(open"}]})
    with pytest.raises(PatternError) as caught:
        rubric.compile(broken, PLAIN, shipped())
    assert caught.value.where == ("points", 1, "of")


def test_too_many_alternatives_are_refused() -> None:
    wide = " ".join("(" + " | ".join(f'w{n}{m} | "a{n}{m} b" < c' for m in range(9)) + ")" for n in range(6))
    with pytest.raises(PatternError) as caught:
        rubric.compile(card({"ask": "Why?", "answer": "So.", "points": [wide]}), PLAIN, shipped())
    assert caught.value.code == "too-many-alternatives"


def test_a_linter_sees_what_the_question_gives_away_and_which_points_are_alike() -> None:
    compiled = rubric.compile(
        card(
            {
                "ask": "Which mode streams data?",
                "answer": "Pipe",
                "points": ["stream", "pipe | fifo", "fifo | pipe"],
            }
        ),
        PLAIN,
        shipped(),
    )
    assert met_by(compiled, compiled.card.ask) == (0,)
    assert alike(compiled) == ((1, 2),)
