"""Question-and-answer lines: fronts and backs take turns, a blank line between each and the next."""

import re
from collections import Counter
from itertools import pairwise

from bot.library.importers.paste import Pair, Paste, Skipped, one_line

NAME = "alternating"

_PROMOTION = re.compile(r"quizwiz|quizlet|chegg|course hero|study sets?$", re.IGNORECASE)

_Part = tuple[str, int]  # a paragraph and the line it begins on


def likely(text: str) -> float:
    """How much a text looks like this: paragraphs of one line each, many of them, no question on a back."""
    parts = _parts(text)
    if len(parts) < 4:
        return 0.0
    single = sum("\n" not in part for part, _ in parts)
    if single <= 0.85 * len(parts):
        return 0.0
    return (0.7 if _in_turns(parts) else 0.2) * single / len(parts)


def _in_turns(parts: list[_Part]) -> bool:
    """Whether the questions stand at every second paragraph; an article's stand anywhere."""
    asked = [n % 2 for n, (part, _) in enumerate(parts) if part.endswith("?")]
    return min(asked.count(0), asked.count(1)) <= 0.15 * len(asked)


def _parts(text: str) -> list[_Part]:
    parts: list[_Part] = []
    kept: list[str] = []
    start = 0
    for at, line in enumerate((*text.split("\n"), ""), 1):
        if line.strip():
            start = start if kept else at
            kept.append(line.strip())
        elif kept:
            parts.append(("\n".join(kept), start))
            kept = []
    return parts


def read(text: str) -> Paste:
    """Every pair of the text."""
    parts = _parts(text)
    title, parts = _opened(*_ended(parts))
    pairs = [
        Pair(one_line(front), back, at)
        for (front, at), (back, _) in zip(parts[::2], parts[1::2], strict=False)
    ]
    skipped = (Skipped(parts[-1][1], "a front without a back"),) if len(parts) % 2 else ()
    return Paste(NAME, tuple(pairs), title, None, skipped)


def _ended(parts: list[_Part]) -> tuple[list[_Part], bool]:
    """Without the list of other sets at the end: titles that take turns with one and the same button.

    True: such a list was there, so that the text comes from a site that also puts a title above.
    """
    said = Counter(part for part, _ in parts[len(parts) // 2 :])
    button, times = said.most_common(1)[0] if said else ("", 0)
    places = [n for n, (part, _) in enumerate(parts) if part == button]
    steady = all(b - a == 2 for a, b in pairwise(places))
    if times < 2 or not steady or places[-1] < len(parts) - 2:
        return parts, False
    return parts[: max(0, places[0] - 2)], True


def _opened(parts: list[_Part], framed: bool) -> tuple[str, list[_Part]]:
    """Without the title and the site's own line above the cards."""
    promoted = next((n for n, (part, _) in enumerate(parts[:3]) if _PROMOTION.search(part)), None)
    if promoted is not None:
        return (parts[0][0] if promoted else ""), parts[promoted + 1 :]
    if parts and len(parts) % 2 and (framed or not parts[0][0].endswith("?")):
        return parts[0][0], parts[1:]
    return "", parts
