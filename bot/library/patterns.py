"""Patterns that cannot be read, each with the very column of its mistake."""

from collections.abc import Iterator

from bot.core.model import Card
from bot.core.rubric import PatternError, parse_pattern
from bot.library.cards import at_path
from bot.library.headers import Sheet
from bot.library.nodes import Entries, Node, Text, spot_in
from bot.library.source import Findings, Place
from bot.library.values import short

_PATTERN = {
    "closing-bracket": "a `)` that nothing opened",
    "open-bracket": "this `(` is never closed",
    "open-quote": "this quote is never closed",
    "nothing-here": "something is missing here: an alternative without a word",
    "star": "`*` needs the beginning of a word before it",
    "exact": "`=` needs a word after it",
    "too-many-alternatives": "too many alternatives: write fewer brackets, or split the point",
}


def all_patterns(sheet: Sheet, found: Findings) -> None:
    """Every pattern of a deck's cards that cannot be read."""
    for card, node in sheet.cards:
        card_patterns(card, node, found)


def card_patterns(card: Card, node: Node, found: Findings) -> None:
    """Every pattern of a card that cannot be read."""
    for path, text in _patterns(card):
        pattern(found, node, path, text)


def uncompiled(card: Card, node: Entries, found: Findings, first: PatternError) -> None:
    """Why a card does not compile: every pattern that cannot be read, or what compiling stumbled over."""
    before = len(found.problems)
    card_patterns(card, node, found)
    if len(found.problems) == before and first.text:
        fault(found, node, first.where, first)


def _patterns(card: Card) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for n, point in enumerate(card.rubric.points):
        for key, text in (("is", point.pattern), ("of", point.of), ("not", point.contrary)):
            if text:
                yield ("points", n, key), text
    for n, void in enumerate(card.rubric.voids):
        yield ("not", n, "is"), void.pattern
    for n, rival in enumerate(card.rubric.rivals):
        yield ("rivals", n), rival


def pattern(found: Findings, node: Node, path: tuple[str | int, ...], text: str) -> None:
    if not text:
        return  # told already
    try:
        parse_pattern(text)
    except PatternError as error:
        fault(found, node, path, error)


def fault(found: Findings, node: Node, path: tuple[str | int, ...], error: PatternError) -> None:
    """A pattern's mistake at its very column."""
    at = at_path(node, path)
    told = _PATTERN.get(error.code, error.code)
    spot: Place = at.at
    if type(at) is Text:
        indent = len(at.value) - len(at.value.lstrip())
        spot = spot_in(found, at, error.offset + indent)
    found.add(spot, f"pattern-{error.code}", f"{told}: `{short(error.text)}`")
