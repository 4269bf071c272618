"""The point syntax: a pattern as a tree, every mistake with its column."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.core.text import Kind, pieces


class Mode(StrEnum):
    PLAIN = "plain"
    EXACT = "exact"  # =word
    PREFIX = "prefix"  # word*
    PHRASE = "phrase"  # "some words"


class PatternError(ValueError):
    """A pattern that cannot be read: `offset` is its 0-based column, `where` its path in the card."""

    def __init__(self, offset: int, code: str, text: str, where: tuple[str | int, ...] = ()) -> None:
        super().__init__(f"{code} at column {offset + 1} of {text!r}")
        self.offset = offset
        self.code = code
        self.text = text
        self.where = where


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word as written, or the words of a phrase."""

    words: tuple[str, ...]
    mode: Mode
    at: int


@dataclass(frozen=True, slots=True)
class Either:
    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """The parts in this order."""

    parts: tuple["Node", ...]


Node = Leaf | Either | Every | Sequence

DEEPEST = 20  # brackets within brackets
_TOKEN = re.compile(r'[|()<]|"[^"]*"?|[^\s|()<"]+')
_ENDS = frozenset(("|", ")", "<", ""))


@lru_cache(maxsize=32)  # the patterns of a card or two, each of which is asked for several times
def parse_pattern(text: str) -> Node:
    """The tree of a pattern. Raises PatternError."""
    reader = _Reader(text)
    tree = reader.either()
    if reader.at < len(text):
        raise PatternError(reader.at, "closing-bracket", text)
    return tree


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, normalised."""
    if text.isascii() and text.isalpha() and text.islower():  # most words of patterns
        return (text,)
    return tuple(p.text for chunk in text.split() for p in pieces(chunk) if p.kind is not Kind.MARK)


def folded(text: str) -> str:
    """A whole answer as it is compared with accepted and rejected ones."""
    return " ".join(words_of(text))


class _Reader:
    """Recursive descent over one pattern."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = [(match[0], match.start()) for match in _TOKEN.finditer(text)]
        self.pieces.append(("", len(text)))
        self.next = 0
        self.depth = 0

    @property
    def at(self) -> int:
        return self.pieces[self.next][1]

    def passes(self, mark: str) -> bool:
        """Goes past a mark where it comes next."""
        found = self.pieces[self.next][0] == mark
        self.next += found
        return found

    def either(self) -> Node:
        options = [self.sequence()]
        while self.passes("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Either(tuple(options))

    def sequence(self) -> Node:
        steps = [self.every()]
        while self.passes("<"):
            steps.append(self.every())
        return steps[0] if len(steps) == 1 else Sequence(tuple(steps))

    def every(self) -> Node:
        parts = []
        while (piece := self.pieces[self.next][0]) not in _ENDS:
            part = self.item(piece)
            if part is not None:
                parts.append(part)
        if not parts:
            raise PatternError(min(self.at, max(len(self.text) - 1, 0)), "nothing-here", self.text)
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def item(self, piece: str) -> Node | None:
        at = self.at
        self.next += 1
        if piece == "(":
            return self.bracket(at)
        return self.phrase(piece, at) if piece[0] == '"' else self.word(piece, at)

    def bracket(self, opened: int) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise PatternError(opened, "too-many-alternatives", self.text)
        inner = self.either()
        self.depth -= 1
        if not self.passes(")"):
            raise PatternError(opened, "open-bracket", self.text)
        return inner

    def phrase(self, quoted: str, at: int) -> Node:
        if len(quoted) == 1 or quoted[-1] != '"':
            raise PatternError(at, "open-quote", self.text)
        words = words_of(quoted[1:-1])
        if not words:
            raise PatternError(at, "nothing-here", self.text)
        return Leaf(words, Mode.PHRASE, at)

    def word(self, raw: str, at: int) -> Node | None:
        if raw[0] == "=" and raw != "=":
            return self._single(raw[1:], Mode.EXACT, at)
        if raw[-1] == "*" and not raw.endswith("**"):
            return self._single(raw[:-1], Mode.PREFIX, at)
        words = words_of(raw)
        return Leaf(words, Mode.PLAIN, at) if words else None

    def _single(self, raw: str, mode: Mode, at: int) -> Node:
        words = words_of(raw)
        if not words:
            raise PatternError(at, "star" if mode is Mode.PREFIX else "exact", self.text)
        return Leaf(words, mode, at)
