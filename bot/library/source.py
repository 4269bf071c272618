"""The text of a file with the places in it: what a problem's line, column and caret are made of."""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.errors import Problem

MOST_BYTES = 1_000_000
UNKEPT = "holds a character that cannot be kept (NUL or half a surrogate pair)"
MOST_PROBLEMS = 500  # of one file: more than that is a file of another kind

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WIDE = {
    codecs.BOM_UTF32_LE: "UTF-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class Place(Protocol):
    """Where something stands: what the YAML parser's marks and `Spot` have in common."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...

    @property
    def index(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; lines and columns count from 0 here, `index` counts characters."""

    line: int = -1
    column: int = -1
    index: int = 0
    path: str = ""  # in data without lines: `rubric.points[0].is`


@dataclass(slots=True)
class Findings:
    """Collects every problem of one file."""

    file: str
    text: str = ""
    problems: list[Problem] = field(default_factory=list)

    def add(self, at: Place, code: str, text: str, error: bool = True) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            file = at.path if isinstance(at, Spot) and at.path else self.file
            self.problems.append(Problem(file, at.line + 1, at.column + 1, code, text, error))

    def warn(self, at: Place, code: str, text: str) -> None:
        self.add(at, code, text, error=False)

    @property
    def broken(self) -> bool:
        return any(problem.error for problem in self.problems)

    def spot(self, index: int) -> Spot:
        """The place of a character of the text."""
        index = min(index, len(self.text))
        return Spot(self.text.count("\n", 0, index), index - self.text.rfind("\n", 0, index) - 1, index)


def load(path: Path, name: str = "") -> Findings:
    """A file's text; where it cannot be had, the findings say why and the text is empty."""
    found = Findings(name or str(path))
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        found.add(Spot(0, 0), "unreadable", f"cannot be read: {error.strerror or error}")
        return found
    return decode(raw, found)


def decode(raw: bytes, found: Findings) -> Findings:
    """Bytes as text: UTF-8, with or without a byte order mark."""
    if len(raw) > MOST_BYTES:
        found.add(Spot(0, 0), "too-large", f"larger than {MOST_BYTES:,} bytes: split it into several decks")
        return found
    wide = next((name for mark, name in _WIDE.items() if raw.startswith(mark)), "")
    if wide:
        found.add(Spot(0, 0), "encoding", f"is {wide} text: save it as UTF-8")
        return found
    try:
        found.text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        found.text = raw[: error.start].decode("utf-8", "replace")
        at = found.spot(len(found.text))
        found.text = ""
        found.add(at, "encoding", f"byte 0x{raw[error.start]:02X} is not UTF-8: save the file as UTF-8")
    return found


def unprintable(found: Findings) -> None:
    """Name every character that no text may hold."""
    for match in _UNPRINTABLE.finditer(found.text):
        found.add(
            found.spot(match.start()), "character", f"character U+{ord(match[0]):04X} cannot stand in a deck"
        )


def is_clean(text: str) -> bool:
    return text.isprintable() or _UNPRINTABLE.search(text) is None


_UNIT = {
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|\S", re.DOTALL),
    "'": re.compile(r"''|\S"),
}
_ANY = re.compile(r"\S")
_BLANK_ESCAPES = frozenset(f"\\{letter}" for letter in "\n\r\t nrtvf_NLP")


def inside(source: str, value: str, offset: int) -> int:
    """Where a value's character stands in the source it was written as, quotes, escapes and folds undone.

    Folding changes blanks alone, so the characters between them are counted in both.
    """
    quote = source[:1]
    start = source.find("\n") + 1 if quote in ("|", ">") else 1 if quote in _UNIT else 0
    left = sum(not char.isspace() for char in value[:offset])
    for match in _UNIT.get(quote, _ANY).finditer(source, start):
        if not _is_blank(match[0]):
            if left == 0:
                return match.start()
            left -= 1
    return len(source)


def _is_blank(unit: str) -> bool:
    if unit in _BLANK_ESCAPES:
        return True
    return unit[:2] in ("\\x", "\\u", "\\U") and chr(int(unit[2:], 16)).isspace()  # noqa: FURB166 - no number prefix
