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
_BLANK = re.compile(r"\s*")
_WORD = re.compile(r'[^\s|()<"]+')


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
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at
        return self.text[self.at : self.at + 1]

    def either(self) -> Node:
        options = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Either(tuple(options))

    def sequence(self) -> Node:
        steps = [self.every()]
        while self.peek() == "<":
            self.at += 1
            steps.append(self.every())
        return steps[0] if len(steps) == 1 else Sequence(tuple(steps))

    def every(self) -> Node:
        parts = []
        while (char := self.peek()) and char not in "|)<":
            part = self.item(char)
            if part is not None:
                parts.append(part)
        if not parts:
            raise PatternError(min(self.at, max(len(self.text) - 1, 0)), "nothing-here", self.text)
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def item(self, char: str) -> Node | None:
        if char == "(":
            return self.bracket()
        if char == '"':
            return self.phrase()
        return self.word()

    def bracket(self) -> Node:
        opened = self.at
        self.at += 1
        self.depth += 1
        if self.depth > DEEPEST:
            raise PatternError(opened, "too-many-alternatives", self.text)
        inner = self.either()
        self.depth -= 1
        if self.peek() != ")":
            raise PatternError(opened, "open-bracket", self.text)
        self.at += 1
        return inner

    def phrase(self) -> Node:
        opened = self.at
        end = self.text.find('"', opened + 1)
        if end < 0:
            raise PatternError(opened, "open-quote", self.text)
        self.at = end + 1
        words = words_of(self.text[opened + 1 : end])
        if not words:
            raise PatternError(opened, "nothing-here", self.text)
        return Leaf(words, Mode.PHRASE, opened)

    def word(self) -> Node | None:
        start = self.at
        word = _WORD.match(self.text, start)
        self.at = word.end() if word else start
        raw = self.text[start : self.at]
        if raw.startswith("=") and raw != "=":
            return self._single(raw[1:], Mode.EXACT, start)
        if raw.endswith("*") and not raw.endswith("**"):
            return self._single(raw[:-1], Mode.PREFIX, start)
        words = words_of(raw)
        return Leaf(words, Mode.PLAIN, start) if words else None

    def _single(self, raw: str, mode: Mode, start: int) -> Node:
        words = words_of(raw)
        if not words:
            raise PatternError(start, "star" if mode is Mode.PREFIX else "exact", self.text)
        return Leaf(words, mode, start)
