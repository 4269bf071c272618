"""Fronts and backs on lines of their own, cut at blank lines, `#` or `Q:` marks, else by guessing."""

import re
from collections.abc import Sequence

from bot.library.importers.guess import starts
from bot.library.importers.paste import Pair, Paste, one_line, tidy
from bot.library.importers.signs import Glossary

NAME = "lines"

_HASH = re.compile(r"#{1,6}\s+(?=\S)")
_ASKED = re.compile(r"(?:Q|q|Question|question)\s*\d{0,4}\s*[:.)]\s*(?=\S)")
_ANSWERED = re.compile(r"(?:A|a|Answer|answer)\s*\d{0,4}\s*[:.)]\s*")
_HEADLINE = re.compile(r"\b(?:flash ?cards?|cards|deck|notes|cheat ?sheet|study guide)\s*$", re.IGNORECASE)
_MOST_GUESSED = 5_000  # lines that are guessed at
_TERM, _FEWEST = 4, 3  # words of a term at most, and cards at least where lines take turns

_Line = tuple[str, int]


def likely(text: str) -> float:
    """How much a text looks like this: surely with marks, and more than nothing without."""
    lines = _lines(text)
    if len(lines) < 2:
        return 0.0
    asked = sum(bool(_ASKED.match(line)) for line, _ in lines)
    if asked >= 2 and asked >= sum(bool(_ANSWERED.match(line)) for line, _ in lines) - 1:
        return 0.95
    if sum(bool(_HASH.match(line)) for line, _ in lines) >= 2:
        return 0.6
    return 0.5 if _in_paragraphs(text) else 0.15


def read(text: str, known: Glossary) -> Paste:
    """Every card of the text."""
    lines = _lines(text)
    title, body = _title(lines)
    for mark in (_ASKED, _HASH):
        if sum(bool(mark.match(line)) for line, _ in lines) >= 2:
            return _at_marks(lines, mark)
    if _in_paragraphs(text):
        return _paragraphs(text)
    if _in_turns(body):
        return Paste(NAME, tuple(_pair(body[at : at + 2]) for at in range(0, len(body), 2)), title)
    return _guessed(body, title, known)


def _lines(text: str) -> list[_Line]:
    return [(line.strip(), at) for at, line in enumerate(text.split("\n"), 1) if line.strip()]


def _title(lines: list[_Line]) -> tuple[str, list[_Line]]:
    if lines and _HEADLINE.search(lines[0][0]):
        return lines[0][0], lines[1:]
    return "", lines


def _at_marks(lines: list[_Line], mark: re.Pattern[str]) -> Paste:
    places = [n for n, (line, _) in enumerate(lines) if mark.match(line)]
    title = " ".join(line for line, _ in lines[: places[0]])
    pairs = []
    for start, end in zip(places, [*places[1:], len(lines)], strict=True):
        block = [(mark.sub("", lines[start][0], count=1), lines[start][1]), *lines[start + 1 : end]]
        answer = next((n for n, (line, _) in enumerate(block) if n and _ANSWERED.match(line)), 1)
        pairs.append(_pair(block, answer))
    return Paste(NAME, tuple(pairs), title)


def _pair(block: Sequence[_Line], answer: int = 1, confidence: float = 1.0) -> Pair:
    """A card whose answer begins with the block's line `answer`."""
    front = one_line(" ".join(line for line, _ in block[:answer]))
    back = [line for line, _ in block[answer:]]
    if back:
        back[0] = _ANSWERED.sub("", back[0], count=1)
    return Pair(front, tidy("\n".join(back)), block[0][1], confidence=confidence)


def _in_paragraphs(text: str) -> bool:
    """Whether blank lines part the cards: most paragraphs have a front and a back."""
    sizes = [len(part.strip().split("\n")) for part in re.split(r"\n\s*\n", text) if part.strip()]
    return len(sizes) > 1 and sum(size > 1 for size in sizes) >= 0.7 * len(sizes)


def _in_turns(lines: Sequence[_Line]) -> bool:
    """Whether a term of a few words and what it means take turns, whichever of them comes first."""
    sizes = [len(line.split()) for line, _ in lines]
    short, long = sorted((sizes[::2], sizes[1::2]), key=sum)
    if len(short) != len(long) or len(short) < _FEWEST or max(short) > _TERM:
        return False
    return sum(one < other for one, other in zip(short, long, strict=True)) >= 0.9 * len(short)


def _paragraphs(text: str) -> Paste:
    blocks: list[list[_Line]] = [[]]
    for at, line in enumerate(text.split("\n"), 1):
        if line.strip():
            blocks[-1].append((line.strip(), at))
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    title = blocks.pop(0)[0][0] if len(blocks) > 1 and len(blocks[0]) == 1 else ""
    return Paste(NAME, tuple(_pair(block) for block in blocks), title)


def _guessed(lines: list[_Line], title: str, known: Glossary) -> Paste:
    if len(lines) < 2:
        return Paste(NAME, tuple(_pair(lines) for _ in lines), title)
    found = starts([line for line, _ in lines[:_MOST_GUESSED]], known)
    ends = [*(one.line for one in found[1:]), len(lines)]
    pairs = [
        _pair(lines[one.line : end], confidence=round(one.confidence, 2))
        for one, end in zip(found, ends, strict=True)
        if end > one.line
    ]
    told = (
        "where cards begin was guessed, about one in five wrongly, or one in ten with decks of the same: "
        "put a blank line between cards, or `#` before each, to be exact"
    )
    return Paste(NAME, tuple(pairs), title, None, (), (told,))
