"""Reads a file of answers, JSON lines that people may have labelled, card by card."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.core.lookup import Library
from bot.core.model import Card, Verdict
from bot.core.suggest import Given
from bot.errors import BadData, Problem
from bot.library.line import Bad, parsed
from bot.library.values import meant, short

MOST_LINE = 100_000  # characters
MOST_TOLD = 20  # problems
_KEYS = ("card", "answer", "verdict", "points_hit")


def answers(lines: Iterable[str], library: Library, file: str) -> dict[str, list[Given]]:
    """The answers by card. Raises BadData with the places of the lines that cannot be used."""
    found: dict[str, list[Given]] = {}
    problems: list[Problem] = []
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            card, given = _answer(line, library)
            found.setdefault(card.key, []).append(given)
        except Bad as bad:
            problems.append(Problem(file, at, 1, "answer", str(bad)))
    if problems:
        raise BadData(problems[:MOST_TOLD])
    return found


def _answer(line: str, library: Library) -> tuple[Card, Given]:
    said = _object(line)
    card = library.cards.get(said["card"]) if isinstance(said.get("card"), str) else None
    if card is None:
        named = str(said.get("card", ""))
        raise Bad(f"no card `{short(named)}`; {meant(named, library.cards)}".removesuffix("; "))
    text = said.get("answer")
    if not isinstance(text, str):
        raise Bad("`answer` must be a text")
    return card, Given(text, _verdict(said.get("verdict")), _points(said.get("points_hit"), card))


def _object(line: str) -> Mapping[str, Any]:
    said = parsed(line, MOST_LINE)
    for key in said:
        if key not in _KEYS:
            raise Bad(f"no key `{short(key)}`; {meant(key, _KEYS) or 'there are ' + ', '.join(_KEYS)}")
    return said


def _verdict(said: object) -> Verdict | None:
    if said is None:
        return None
    if said not in tuple(Verdict):
        raise Bad(f"`verdict` must be one of {', '.join(Verdict)}")
    return Verdict(str(said))


def _points(said: object, card: Card) -> frozenset[int] | None:
    if said is None:
        return None
    size = len(card.rubric.points) or 1
    if not isinstance(said, list) or not all(type(one) is int and 0 <= one < size for one in said):
        raise Bad(f"`points_hit` must be a list of whole numbers from 0 to {size - 1}")
    return frozenset(said)
