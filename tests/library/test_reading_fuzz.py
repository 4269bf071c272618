"""No text and no bytes break the reader of decks: it gives a deck or problems with their places, and soon."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.text import clean
from bot.errors import Problem
from bot.library.reading import study
from bot.library.source import Findings, decode
from tests.library.paper import DECK, linted

PIECES = [
    "deck: x\n", "cards:\n", "- ", "  ", "\n", ": ", "ask: ", "points:\n", "a | b | c", '"', "'", "|", ">",
    "&a ", "*a", "!!python/object ", "{", "}", "[", "]", "#", "? ", "---\n", "...\n", "%YAML 1.2\n",
    "<<: ", "\t", "\u2028", "\ufeff", "0x1F", "yes", "~", "topics: []\n", "accept: ", "try:\n", "right: ",
]  # fmt: skip
_YAML = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def told(raw: bytes) -> list[Problem]:
    """Every problem of a file's bytes."""
    found = decode(raw, Findings("harbour.yaml", ""))
    return found.problems or study(found)[1].problems


@settings(max_examples=300)
@given(_YAML)
@example("[" * 100_000)
@example("a: &a [*a, *a]\n" * 50)
@example("{" * 5_000 + "}" * 5_000)
def test_no_yaml_breaks_the_reader(text: str) -> None:
    assert all(problem.line >= 1 and problem.column >= 1 for problem in told(text.encode("utf-8", "replace")))


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    told(raw)


@settings(max_examples=200)
@given(st.integers(0, len(DECK)), st.integers(0, 40), st.text(max_size=6))
def test_a_deck_with_a_slip_anywhere_is_read_or_its_problems_told(start: int, length: int, slip: str) -> None:
    text = DECK[:start] + slip + DECK[start + length :]
    linted(clean(text))
