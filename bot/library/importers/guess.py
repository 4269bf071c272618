"""Where cards begin in a paste without marks: each line's signs weighed, then the best cut of it all.

The weights were fitted by logistic regression to three pastes of flashcards whose cards are known. On a paste
held back from the fitting the boundaries come out with an F1 of .81 (with the shipped decks as glossary; .78
without): about one in five is wrong, so that what is made of it is a draft.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.library.importers.signs import Glossary, signs

_BASE = -2.45
_WEIGHTS = {
    "asks": 0.92, "ends-asking": 3.4, "listed": -2.85, "lower": -1.23, "leans": -1.78,
    "full-stop": -0.74, "colon": -1.3, "comma": -1.28, "one-word": 2.5, "short": 1.77,
    "middling": 0.58, "long": -1.2, "aide": 1.69, "after-colon": -0.49, "after-comma": -0.42,
    "after-list": 0.73, "after-leaning": 0.62, "before-list": -0.96, "before-leaning": 0.41,
    "before-lower": 0.61, "shared-start": 0.45, "again": -0.93, "known-subject": 0.78,
    "known-front": 0.87, "known-back": -1.18, "digits": -0.19, "brackets": -0.2, "capitals": 0.87,
    "after-stop": 0.91, "before-colon": 0.31, "after-short": -1.29, "shared-with-next": 0.21,
}  # fmt: skip
_REPEATED = 3.0  # where lines begin that stand in the paste twice, a card does
_LONGEST = 60  # lines of one card


@dataclass(frozen=True, slots=True)
class Start:
    """A line that begins a card, and how sure that is."""

    line: int
    confidence: float


def starts(lines: Sequence[str], known: Glossary) -> list[Start]:
    """The likeliest beginnings of cards of two lines or more each."""
    odds = [_BASE + sum(_WEIGHTS[sign] for sign in found) for found in signs(lines, known)]
    for n in _repeated(lines):
        odds[n] += _REPEATED
    return [Start(n, 1 / (1 + math.exp(-odds[n])) if n else 1.0) for n in _best_cut(odds)]


def _repeated(lines: Sequence[str]) -> list[int]:
    """Where three lines begin that stand elsewhere too, but not with the line before them."""
    places: dict[tuple[str, ...], list[int]] = {}
    for n in range(len(lines) - 2):
        places.setdefault(tuple(lines[n : n + 3]), []).append(n)
    again = [some for some in places.values() if len(some) > 1]
    return [n for some in again for n in some if len({lines[one - 1] if one else "" for one in some}) > 1]


def _best_cut(odds: Sequence[float]) -> list[int]:
    """The beginnings whose odds add up to most, two lines apart or more."""
    best = [0.0, -math.inf] + [-math.inf] * (len(odds) - 1)
    last = [0] * (len(odds) + 1)
    for end in range(2, len(odds) + 1):
        for start in range(max(0, end - _LONGEST), end - 1):
            value = best[start] + odds[start]
            if value > best[end]:
                best[end], last[end] = value, start
    cut, end = [], len(odds)
    while end > 0 and best[end] > -math.inf:
        end = last[end]
        cut.append(end)
    return cut[::-1]
