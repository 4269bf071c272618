"""What an importer finds: cards as they stood, what was skipped, what should be known of it."""

import re
from dataclasses import dataclass, field
from typing import Any

_BLANKS = re.compile(r"[ \t\u00a0]+")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A card as it stood in the file; `confidence` is that its front begins where it does."""

    front: str
    back: str
    line: int
    section: str = ""
    confidence: float = 1.0
    card: dict[str, Any] | None = field(default=None)  # what the format could say beyond front and back


@dataclass(frozen=True, slots=True)
class Skipped:
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Paste:
    """Everything found in one file. `declared`: how many cards it says it has."""

    format: str
    pairs: tuple[Pair, ...]
    title: str = ""
    declared: int | None = None
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    header: dict[str, Any] | None = None  # a studybot deck's own header, where the file has one


def tidy(text: str) -> str:
    """The text with one kind of blank, no trailing ones, and no empty lines around it."""
    lines = [_BLANKS.sub(" ", _INVISIBLE.sub("", line)).rstrip() for line in text.split("\n")]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    if len(lines) == 1:
        return lines[0].strip()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    return " ".join(text.split())
