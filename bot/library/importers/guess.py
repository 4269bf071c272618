"""Where cards begin in a paste without marks: each line's signs weighed, then the best cut of it all.

The weights were fitted by logistic regression to three pastes of flashcards whose cards are known. On a
fourth the beginnings come out with an F1 of .80 without decks, .82 with decks of its kind and .92 with
decks that teach the very same (`python -m tests.library.boundaries`), so that what is made of such a
paste is a draft.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from bot.library.importers.signs import Glossary, Likeness, signs

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
_LIKE, _NEAREST = 0.3, 8  # how like a card's question a line must be, and how many such cards are looked at
_UNLIKE = 0.2  # what a line has to have of that card's answer to be rather a part of it than not


@dataclass(frozen=True, slots=True)
class Start:
    """A line that begins a card, and how sure that is."""

    line: int
    confidence: float


def starts(lines: Sequence[str], known: Glossary) -> list[Start]:
    """The likeliest beginnings of cards of two lines or more each."""
    likes = [known.likeness(line) for line in lines]
    odds = [_BASE + sum(_WEIGHTS[sign] for sign in found) for found in signs(lines, likes, known)]
    for n in _repeated(lines):
        odds[n] += _REPEATED
    cut = _best_cut(odds, likes)
    return [Start(n, 1 / (1 + math.exp(-odds[n] - told)) if n else 1.0) for n, told in cut]


def _repeated(lines: Sequence[str]) -> list[int]:
    """Where three lines begin that stand elsewhere too, but not with the line before them."""
    places: dict[tuple[str, ...], list[int]] = {}
    for n in range(len(lines) - 2):
        places.setdefault(tuple(lines[n : n + 3]), []).append(n)
    above = ({lines[one - 1] if one else "" for one in some} for some in places.values())
    return [n for some, before in zip(places.values(), above, strict=True) if len(before) > 1 for n in some]


def _best_cut(odds: Sequence[float], likes: Sequence[Likeness]) -> list[tuple[int, float]]:
    """The beginnings whose odds add up to most, two lines apart or more; what the decks said for each."""
    best = [0.0] + [-math.inf] * len(odds)
    last = [(0, 0.0)] * (len(odds) + 1)
    for start in range(len(odds) - 1):
        if best[start] == -math.inf:
            continue
        for end, told in enumerate(_told(start, likes), start + 2):
            value = best[start] + odds[start] + told
            if value > best[end]:
                best[end], last[end] = value, (start, told)
    cut, end = [], len(odds)
    while end > 0 and best[end] > -math.inf:
        cut.append(last[end])
        end = last[end][0]
    return cut[::-1]


def _told(start: int, likes: Sequence[Likeness]) -> Iterator[float]:
    """What the decks say for a card that begins here, for each line that it may end with.

    Where the first line is like a question of theirs, lines like that question's answer belong to it, and
    others rather do not.
    """
    asked = [(share, card) for card, share in likes[start].asked.items() if share >= _LIKE]
    nearest = nlargest(_NEAREST, asked)
    told = [0.0] * len(nearest)
    for like in likes[start + 1 : start + _LONGEST]:
        for n, (share, card) in enumerate(nearest):
            told[n] += share * like.said.get(card, 0.0) - _UNLIKE
        yield max(0.0, *told) if told else 0.0
