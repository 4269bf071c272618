"""Grading as a stream: one result a line, in order, whatever the lines hold."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.lookup import library
from bot.library.lexicon import shipped
from bot.library.stream import MOST_KEPT, Stream
from tests.library.paper import DECK, read


def stream() -> Stream:
    sheet, _ = read(DECK)
    assert sheet is not None
    return Stream(library([sheet.deck]), shipped())


def one(line: object) -> dict[str, Any]:
    text = line if isinstance(line, str) else json.dumps(line)
    result: dict[str, Any] = json.loads(next(iter(stream().results([text]))))
    return result


def test_a_card_of_a_deck_is_graded_with_its_evidence() -> None:
    result = one({"card": "harbour/mooring", "answer": "it has ropes"})
    assert result == {
        "score": 0.5,
        "verdict": "partial",
        "hit": [{"point": 0, "label": "Lines", "quote": "ropes"}],
        "missed": [{"point": 1, "label": "Fenders"}],
        "contradicted": [],
        "reasons": ["some-points"],
    }


@pytest.mark.parametrize(
    "rubric",
    [
        {"ask": "What protects a hull?", "answer": "a soft fender"},
        {"id": "a", "deck": "b", "ask": "What protects a hull?", "points": ["soft fender"]},
        {
            "ask": "What protects a hull?",
            "answer": None,
            "points": [{"is": "soft < fender", "weight": 2}],
            "need": 1,
        },
    ],
)
def test_a_line_may_bring_its_own_card(rubric: dict[str, Any]) -> None:
    assert one({"rubric": rubric, "answer": "soft fenders"})["verdict"] == "correct"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "must be a JSON object"),
        ({"answer": "x"}, "needs `card`"),
        ({"card": "harbour/mooring"}, "`answer` must be a text"),
        ({"card": "harbour/mooring", "answer": 5}, "`answer` must be a text"),
        ({"card": "harbour/moring", "answer": "x"}, "did you mean `harbour/mooring`?"),
        ({"card": "a/b", "rubric": {}, "answer": "x"}, "not both"),
        ({"rubric": {}, "answer": "x"}, "needs `ask`"),
        ({"rubric": {"ask": "a?"}, "answer": "x"}, "needs `answer` or `points`"),
        (
            {"rubric": {"ask": "a?", "answr": "b", "points": ["c"]}, "answer": "x"},
            "rubric.answr: error: a card has no `answr`",
        ),
        (
            {"rubric": {"ask": "a?", "points": ["c", {"is": "(d"}]}, "answer": "x"},
            "rubric.points[1].is: error: this `(`",
        ),
        ({"rubric": {"ask": "a?", "answer": "\ud800"}, "answer": "x"}, "cannot be kept"),
        (json.dumps({"card": "x" * 1_000_000, "answer": ""}), "more than 1,000,000 characters"),
    ],
)
def test_a_bad_line_gives_an_error_in_its_place(line: object, told: str) -> None:
    assert told in one(line)["error"]


def test_the_stream_goes_on_after_a_bad_line_and_counts_it() -> None:
    good = json.dumps({"card": "harbour/mooring", "answer": "ropes and fenders"})
    tried = stream()
    results = [json.loads(line) for line in tried.results([good, "x", good])]
    assert [result.get("verdict") for result in results] == ["correct", None, "correct"]
    assert tried.errors == 1


def test_a_hundred_thousand_lines_do_not_grow() -> None:
    def lines() -> Iterator[str]:
        for n in range(2 * MOST_KEPT):
            yield json.dumps({"rubric": {"ask": f"What is {n}?", "answer": f"number {n}"}, "answer": "x"})

    tried = stream()
    assert sum(1 for _ in tried.results(lines())) == 2 * MOST_KEPT
    assert len(tried._brought) == MOST_KEPT


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["ask", "answer", "points", "is", "not", "need", "number", "try", "of", "rivals"]),
        inner, max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(_JSON, st.text(max_size=20))
def test_no_rubric_whatsoever_breaks_the_stream(rubric: object, answer: str) -> None:
    result = one({"rubric": rubric, "answer": answer})
    assert "error" in result or 0 <= result["score"] <= 1
