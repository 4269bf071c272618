"""Articles whose headings are questions: what stands under a question is its answer."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from bot.library.importers.paste import Pair, Paste, one_line, tidy

NAME = "article"
_CONTENTS = 20_000  # characters in which a heading may have been named before, as a table of contents does

_ASKS = re.compile(
    r"(?:what|why|how|when|where|which|who|whose|is|are|was|were|do|does|did|can|could|should|would|will|"
    r"has|have|in|on|at|by|to|for|under|name|list|explain|describe|define)\b.*\?",
    re.IGNORECASE,
)
_LIST = re.compile(r"[-*•·‣◦–]\s|\d+[.)]\s")
_PARTING = re.compile(
    r"want more|want to know|thanks? for reading|thank you for reading|"
    r"check (?:it |this |these |them )?out|follow me|subscribe|if you (?:liked|enjoyed|found)|share this|"
    r"read (?:more|next)|further reading|see also|"
    r"related (?:posts|articles)|happy (?:studying|learning|coding)|leave a comment|about the author|"
    r"originally published|sign up|references?$",
    re.IGNORECASE,
)
_LONGEST = 160  # characters of a question that is a heading


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    at: int

    @property
    def asks(self) -> bool:
        return len(self.text) <= _LONGEST and bool(_ASKS.fullmatch(self.text)) and not _LIST.match(self.text)


def _lines(text: str) -> list[_Line]:
    stripped = (
        (re.sub(r"^#+\s*|^\*\*|\*\*$", "", line.strip()), at) for at, line in enumerate(text.split("\n"), 1)
    )
    return [_Line(line, at) for line, at in stripped if line]


def likely(text: str) -> float:
    """How much a text looks like this: questions that stand as headings among longer answers."""
    lines = _lines(text)
    asked = [n for n, line in enumerate(lines) if line.asks]
    if len(asked) < 2:
        return 0.0
    followed = sum(n + 1 < len(lines) and not lines[n + 1].asks for n in asked)
    again = sum(times > 1 for times in Counter(lines[n].text.lower() for n in asked).values())
    return (
        min(0.9, 0.3 + 0.1 * again) if followed > 0.8 * len(asked) and len(asked) > len(lines) / 12 else 0.1
    )


def read(text: str) -> Paste:
    """Every question with what stands under it, up to the next question, section or parting words."""
    lines = _lines(text)
    sections = _sections(lines)
    title = lines[0].text if lines and not lines[0].asks else ""
    pairs: list[Pair] = []
    section, n = "", 0
    while n < len(lines):
        if n in sections:
            section = lines[n].text
        elif lines[n].asks:
            end = _end(lines, n + 1, sections)
            back = tidy("\n".join(line.text for line in lines[n + 1 : end]))
            pairs.append(Pair(one_line(lines[n].text), back, lines[n].at, section))
            n = end - 1
        n += 1
    return Paste(NAME, tuple(pairs), title)


def _end(lines: list[_Line], start: int, sections: frozenset[int]) -> int:
    n = start
    while n < len(lines) and not lines[n].asks and n not in sections and not _PARTING.match(lines[n].text):
        n += 1
    return n


def _sections(lines: list[_Line]) -> frozenset[int]:
    """Headings above a question that are no answer: short, named before or with questions asked again."""
    times = Counter(line.text.lower() for line in lines if line.asks)
    ends = list(accumulate(len(line.text.lower()) + 1 for line in lines))
    whole = "\n".join(line.text.lower() for line in lines)
    found: set[int] = set()
    for n in range(len(lines) - 2, -1, -1):  # from behind, as a section may have lost all its questions
        line, following = lines[n], lines[n + 1]
        heads = following.asks or n + 1 in found
        if not heads or (n and lines[n - 1].asks) or not _headlike(line.text):
            continue
        before = min(_CONTENTS, ends[n - 1] if n else 0)
        if whole.find(line.text.lower(), 0, before) >= 0 or times[following.text.lower()] > 1:
            found.add(n)
    return frozenset(found)


def _headlike(text: str) -> bool:
    short = len(text.split()) <= 7 and text[:1].isupper()
    return short and text[-1] not in ".,;:!?…" and not _LIST.match(text)
