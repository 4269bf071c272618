"""Answers that people gave propose further ways of saying a point, and nothing that would harm."""

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import rubric
from bot.core.deck import plain_deck
from bot.core.grade import grade
from bot.core.lookup import library
from bot.core.model import Card, Deck, Verdict
from bot.core.suggest import Given, Proposal, proposals
from bot.core.suggest.values import people
from bot.errors import BadData
from bot.library.answers import answers
from bot.library.lexicon import shipped
from tests.library.paper import CARD, HEAD, read

LINE = """\
  - id: harbour-master
    ask: Who gives out the berths?
    answer: the harbour master
    topic: boats
"""
TIDE = """\
  - id: tide
    ask: What makes the tide?
    answer: The moon pulls the water.
    points: [moon, "(pull | attract) water"]
    topic: boats
    try:
      right: [the moon attracts the water]
      wrong: [the hawser pulls the boat]
"""
ROPES = (
    CARD.replace("line | rope | moor", "line | moor")
    .replace("ropes and cushions, ", "")
    .replace("[ropes]", "[lines]")
)
RIGHT, PARTIAL, WRONG = Verdict.CORRECT, Verdict.PARTIAL, Verdict.WRONG
HAWSERS = (
    Given("hawsers and fenders", RIGHT, frozenset((0, 1))),
    Given("a strong hawser, and cushions at the side", RIGHT, frozenset((0, 1))),
    Given("fenders only", PARTIAL, frozenset((1,))),
    Given("an anchor", WRONG, frozenset()),
)


@cache
def harbour() -> Deck:
    sheet, problems = read(HEAD + ROPES + TIDE + LINE)
    assert sheet is not None
    assert not problems
    return sheet.deck


def card(id: str = "mooring") -> Card:
    return next(one for one in harbour().cards if one.id == id)


def proposed(*some: Given, id: str = "mooring") -> tuple[Proposal, ...]:
    return proposals(card(id), harbour(), shipped(), some)


def adds(*some: Given, id: str = "mooring") -> list[tuple[int | None, str]]:
    return [(one.point, one.add) for one in proposed(*some, id=id)]


def taken(mine: Card, made: tuple[Proposal, ...]) -> Card:
    """The card with every safe proposal in place."""
    for one in made:
        if not one.effect.safe:
            continue
        if one.point is None:
            mine = replace(mine, rubric=replace(mine.rubric, accept=(*mine.rubric.accept, one.add)))
        else:
            points = list(mine.rubric.points)
            pattern = f"{points[one.point].pattern} | {one.add}"
            points[one.point] = replace(points[one.point], pattern=pattern)
            mine = replace(mine, rubric=replace(mine.rubric, points=tuple(points)))
    return mine


def verdict(mine: Card, text: str) -> Verdict:
    return grade(rubric.compile(mine, harbour().header, shipped()), text).verdict


def test_a_word_that_right_answers_share_is_proposed_for_the_point_they_miss() -> None:
    made = proposed(*HAWSERS)
    assert [(one.point, one.add) for one in made] == [(0, "hawser")]
    assert [one.text for one in made[0].effect.gained] == [HAWSERS[0].text, HAWSERS[1].text]
    assert made[0].label == "Lines"
    assert made[0].judged
    assert not made[0].guessed
    assert made[0].effect.safe


def test_what_is_right_already_asks_for_nothing() -> None:
    assert adds(Given("lines and fenders", RIGHT), Given("an anchor", WRONG), Given("idk", RIGHT)) == []


def test_a_word_of_a_wrong_answer_is_not_proposed_alone() -> None:
    wrong = Given("hawser, then the fenders burst", WRONG, frozenset((1,)))
    made = proposed(*HAWSERS[:2], wrong)
    assert [one.add for one in made if one.effect.safe and one.add == "hawser"] == []


def test_harm_is_told_and_comes_last() -> None:
    wrong = Given("hawsers and fenders!", WRONG)
    (made,) = proposed(HAWSERS[0], wrong)
    assert not made.effect.safe
    assert made.effect.spoiled == (wrong,)


def test_an_alternative_that_breaks_a_try_is_harmful() -> None:
    made = proposed(
        Given("the moon drags the water with a hawser, pulls", RIGHT, frozenset((0, 1))), id="tide"
    )
    assert all(verdict(taken(card("tide"), made), text) is WRONG for text in card("tide").tries.wrong)


def test_words_of_the_question_are_never_proposed_alone() -> None:
    said = [add for _, add in adds(Given("the boat stays, fenders", RIGHT), Given("boat, cushions", RIGHT))]
    assert "boat" not in said


def test_what_is_said_in_the_negative_is_proposed_in_the_negative() -> None:
    said = Given("it cannot drift, and fenders", RIGHT, frozenset((0, 1)))
    assert adds(said, replace(said, text="no drifting, cushions")) == [(0, "not drift")]


def test_words_that_differ_beside_one_that_is_shared_come_in_brackets() -> None:
    common = Given("chains of iron, fenders", PARTIAL, frozenset((1,)))
    some = [
        Given(f"{word} chains, fenders", RIGHT, frozenset((0, 1))) for word in ("heavy", "strong", "thick")
    ]
    (made,) = [one for one in proposed(*some, common) if one.effect.safe]
    assert made.add == "(heavy | strong | thick) chains"
    assert people(made.effect.gained) == 3


def test_an_answer_that_misses_two_points_comes_nearer_before_it_is_right() -> None:
    said = Given("hawsers, and old tyres", RIGHT, frozenset((0, 1)))
    made = proposed(said, replace(said, text="hawsers, with tyres hung out"))
    assert {one.point for one in made} == {0, 1}
    assert [one.effect.gain for one in made] == [(0, 2), (2, 0)]


def test_a_point_that_nobody_named_is_called_a_guess() -> None:
    made = proposed(Given("zig and zag", RIGHT), Given("zag then zig", RIGHT))
    assert made
    assert all(one.guessed for one in made)


def test_a_card_without_points_gets_an_accepted_answer() -> None:
    made = proposed(Given("the port captain", RIGHT), Given("the dog", WRONG), id="harbour-master")
    assert [(one.point, one.add) for one in made] == [(None, "the port captain")]
    assert verdict(taken(card("harbour-master"), made), "port captain") is RIGHT


def test_unjudged_answers_count_only_where_several_typed_them_and_one_point_is_lacking() -> None:
    assert adds(Given("hawser and fenders")) == []
    assert adds(Given("hawser and whatever", count=5)) == []
    (made,) = proposed(Given("hawser and fenders", count=3))
    assert (made.point, made.add, made.judged, made.effect.gain) == (0, "hawser", False, (3, 0))


def test_the_same_answers_propose_the_same_in_whatever_order_they_come() -> None:
    assert adds(*HAWSERS) == adds(*reversed(HAWSERS)) == adds(*HAWSERS)


_WORDS = st.sampled_from(
    ["hawser", "hawsers", "chain", "fender", "cushion", "lines", "anchor", "tyres", "not", "never", "the",
     "boat", "quay", "and", "with", ",", "strong", "old", "moon"]
)  # fmt: skip
_TEXTS = st.lists(_WORDS, min_size=1, max_size=7).map(" ".join)
_POINTS = st.none() | st.frozensets(st.integers(0, 1))
_GIVEN = st.builds(Given, _TEXTS, st.none() | st.sampled_from(Verdict), _POINTS, st.integers(1, 3))


@settings(max_examples=60)
@given(st.lists(_GIVEN, max_size=8))
def test_what_is_safe_makes_the_named_right_and_no_answer_that_was_called_wrong(some: list[Given]) -> None:
    mine = card()
    made = proposed(*some)
    after = taken(mine, made)
    named = [one.text for proposal in made if proposal.effect.safe for one in proposal.effect.gained]
    assert [text for text in named if verdict(after, text) is not RIGHT] == []
    wrong = [one.text for one in some if one.verdict is WRONG and verdict(mine, one.text) is not RIGHT]
    assert [text for text in wrong if verdict(after, text) is RIGHT] == []
    tries = [(RIGHT, mine.answer), *((RIGHT, text) for text in mine.tries.right)]
    tries += [(WRONG, text) for text in mine.tries.wrong]
    assert [text for wanted, text in tries if verdict(after, text) is not wanted] == []


# --- the file of answers -----------------------------------------------------------------------------------


def lines(*some: object) -> list[str]:
    return [one if isinstance(one, str) else json.dumps(one) for one in some]


def test_a_file_of_answers_is_read_card_by_card() -> None:
    key = "harbour/mooring"
    said = lines(
        {"card": key, "answer": "hawsers"},
        "",
        {"card": key, "answer": "ropes", "verdict": "partial", "points_hit": [0]},
        {"card": "harbour/tide", "answer": "moon"},
    )
    assert answers(said, library([harbour()]), "x.jsonl") == {
        key: [Given("hawsers"), Given("ropes", PARTIAL, frozenset((0,)))],
        "harbour/tide": [Given("moon")],
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ("[]", "must be a JSON object"),
        ({"card": "harbour/moring", "answer": ""}, "did you mean `harbour/mooring`"),
        ({"answer": "x"}, "no card"),
        ({"card": "harbour/tide"}, "`answer` must be a text"),
        ({"card": "harbour/tide", "answer": "x", "verdict": "good"}, "correct, partial, wrong"),
        ({"card": "harbour/tide", "answer": "x", "points_hit": [2]}, "from 0 to 1"),
        ({"card": "harbour/tide", "answer": "x", "points_hit": [True]}, "whole numbers"),
        ({"card": "harbour/tide", "answer": "x", "verdit": "wrong"}, "did you mean `verdict`"),
    ],
)
def test_lines_that_cannot_be_used_are_told_with_their_number(line: object, told: str) -> None:
    with pytest.raises(BadData) as caught:
        answers(lines({"card": "harbour/tide", "answer": "moon"}, line, "}"), library([harbour()]), "x.jsonl")
    first, second = caught.value.problems
    assert (first.file, first.line, second.line) == ("x.jsonl", 2, 3)
    assert told in first.text


def test_the_deck_is_left_as_it_was() -> None:
    before = plain_deck(harbour())
    proposed(*HAWSERS)
    assert plain_deck(harbour()) == before
