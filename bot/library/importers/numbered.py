"""Numbered flashcards: `1 Q … A …` blocks, and the inline kind of number, front and back on three lines."""

import re
from bisect import bisect_left
from collections import deque
from dataclasses import dataclass

from bot.library.importers.paste import Pair, Paste, one_line, tidy

NAME = "numbered"

_NUMBER = re.compile(r"\d{1,5}[.)]?")
_DECLARED = re.compile(r"\(?\s*(\d{1,5})\s+cards?\s*\)?", re.IGNORECASE)
_RATING = re.compile(r"how well did you know this\??", re.IGNORECASE)
_LINES = 3  # of an inline card, its number among them
_RATES = frozenset(("1", "2", "3", "4", "5", "not at all", "perfectly"))


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    at: int  # from 1

    @property
    def bare(self) -> str:
        return self.text.strip()

    @property
    def is_question(self) -> bool:
        return self.bare in ("Q", "q", "Q:", "q:", "Q.", "q.")

    @property
    def is_answer(self) -> bool:
        return self.bare in ("A", "a", "A:", "a:", "A.", "a.")

    @property
    def number(self) -> int | None:
        return int(self.bare.rstrip(".)")) if _NUMBER.fullmatch(self.bare) else None


def likely(text: str) -> float:
    """How much a text looks like this."""
    lines = [_Line(line, 0) for line in text.split("\n") if line.strip()]
    if not lines:
        return 0.0
    asked = sum(
        one.is_question and any(later.is_answer for later in lines[n + 1 : n + 40])
        for n, one in enumerate(lines)
    )
    counted = sum(len(pairs) for pairs in _counting(lines))
    return min(1.0, 3.0 * (asked * 4 + counted * 3) / len(lines)) if asked or counted > 1 else 0.0


def _counting(lines: list[_Line]) -> list[list[int]]:
    """Numbers that count on, two lines or more after each other."""
    runs: list[list[int]] = []
    last, last_at = 0, -9
    for n, line in enumerate(lines):
        number = line.number
        if number is not None and number > last and n - last_at >= 3 and number - last < 30:
            runs.append([number])
            last, last_at = number, n
    return runs


def read(text: str) -> Paste:
    """Every card of the text."""
    lines = _without_ratings([_Line(line, n) for n, line in enumerate(text.split("\n"), 1)])
    declared = next((int(m[1]) for line in lines[:12] if (m := _DECLARED.fullmatch(line.bare))), None)
    title, body = _title(lines)
    blocks, tail = _marked(body)
    pairs = [_pair(block) for block in blocks]
    pairs += _inline(tail, counted=True)
    pairs.sort(key=lambda pair: pair.line)
    return Paste(NAME, tuple(pairs), title, declared)


def _without_ratings(lines: list[_Line]) -> list[_Line]:
    """Without the self-rating that sites put under each card; its place is kept as an end of the answer."""
    kept: list[_Line] = []
    rating = 0
    for line in lines:
        if _RATING.fullmatch(line.bare):
            rating = 8
            kept.append(_Line("\f", line.at))
        elif rating and (line.bare.lower() in _RATES or not line.bare):
            rating = 0 if line.bare.lower() == "perfectly" else rating - bool(line.bare)
        else:
            rating = 0
            kept.append(line)
    return kept


def _title(lines: list[_Line]) -> tuple[str, list[_Line]]:
    """What stands above the first card: a title, a count."""
    said = [n for n, line in enumerate(lines) if line.bare]
    for n, following in zip(said, [*said[1:], None], strict=True):
        line = lines[n]
        begins = line.number is not None and following and not _DECLARED.fullmatch(lines[following].bare)
        if line.is_question or begins:
            above = [one.bare for one in lines[:n] if one.bare and not _DECLARED.fullmatch(one.bare)]
            return (above[0] if above else ""), lines[n:]
    return "", lines


def _marked(lines: list[_Line]) -> tuple[list[list[_Line]], list[_Line]]:
    """The blocks that begin with a Q line, and all lines that belong to none of them."""
    starts = [n for n, line in enumerate(lines) if line.is_question and _answered(lines, n)]
    blocks: list[list[_Line]] = []
    rest = list(lines[: _from_number(lines, starts[0])]) if starts else list(lines)
    for place, start in enumerate(starts):
        end = _from_number(lines, starts[place + 1]) if place + 1 < len(starts) else len(lines)
        block, left = _closed(lines[start:end])
        blocks.append(block)
        rest += left
    return blocks, rest


def _answered(lines: list[_Line], start: int) -> bool:
    """Whether an A line follows before the next Q line does."""
    for line in (lines[n] for n in range(start + 1, len(lines))):
        if line.is_answer:
            return True
        if line.is_question:
            return False
    return False


def _from_number(lines: list[_Line], start: int) -> int:
    """A block begins with the number above its Q line, where there is one."""
    before = start - 1
    while before >= 0 and not lines[before].bare and lines[before].text != "\f":
        before -= 1
    return before if before >= 0 and lines[before].number is not None else start


def _closed(block: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """A block up to where its rating stood, and what comes after: inline cards."""
    end = next((n for n, line in enumerate(block) if line.text == "\f"), None)
    if end is None:
        return block, []
    return block[:end], [line for line in block[end:] if line.bare]


def _pair(block: list[_Line]) -> Pair:
    answer = next(n for n, line in enumerate(block) if line.is_answer)
    front = one_line(" ".join(line.text for line in block[1:answer]))
    return Pair(front, tidy("\n".join(line.text for line in block[answer + 1 :])), block[0].at)


def _inline(lines: list[_Line], counted: bool) -> list[Pair]:
    """Cards of number, front and back, a line each; a number that is missing is made up for."""
    lines = [line for line in lines if line.bare]
    if not counted or not lines:
        return []
    blocks = _numbered_blocks(lines)
    usual = all(len(block) <= 2 for _, block in blocks[:-1])
    pairs: list[Pair] = []
    for place, (number, block) in enumerate(blocks):
        following = blocks[place + 1][0] if place + 1 < len(blocks) else None
        gap = following - number if following is not None else len(block) if usual or number == 0 else 1
        pairs += _split(block, gap)
    return pairs


def _numbered_blocks(lines: list[_Line]) -> list[tuple[int, list[_Line]]]:
    """The lines under each counting number; those before the first under 0."""
    counting = _longest_count(lines)
    blocks: list[tuple[int, list[_Line]]] = [(0, [])]
    for n, line in enumerate(lines):
        if n in counting:
            blocks.append((counting[n], []))
        else:
            blocks[-1][1].append(line)
    return [(number, block) for number, block in blocks if block]


def _longest_count(lines: list[_Line]) -> dict[int, int]:
    """The lines that number cards: the longest row of numbers that rise, a front and a back after each.

    A number that is an answer seldom fits in: it stands too near to its card's own, or does not rise.
    """
    ends: list[tuple[int, int]] = []  # of the rows of each length, the lowest number they end with, its line
    before: dict[int, int] = {}
    waiting: deque[tuple[int, int, int]] = deque()
    for n, line in enumerate(lines):
        while waiting and waiting[0][0] <= n - _LINES:
            at, number, length = waiting.popleft()
            if length == len(ends):
                ends.append((number, at))
            elif number < ends[length][0]:
                ends[length] = (number, at)
        if (counted := line.number) is not None and n + 1 < len(lines):
            length = bisect_left(ends, (counted, -1))
            before[n] = ends[length - 1][1] if length else -1
            waiting.append((n, counted, length))
    longer = [(length, n) for n, _, length in waiting if length >= len(ends)]
    at = max(longer)[1] if longer else ends[-1][1] if ends else -1
    row: dict[int, int] = {}
    while at >= 0:
        row[at] = lines[at].number or 0
        at = before[at]
    return row


def _split(block: list[_Line], gap: int) -> list[Pair]:
    """The cards of one number: several where the numbers between were lost."""
    if len(block) > 2 and len(block) % 2 == 0 and len(block) // 2 <= gap:
        return [pair for n in range(0, len(block), 2) for pair in _split(block[n : n + 2], 1)]
    back = tidy("\n".join(line.text for line in block[1:]))
    return [Pair(one_line(block[0].text), back, block[0].at)]
