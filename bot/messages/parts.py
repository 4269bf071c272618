"""A message as every platform can draw it: lines of spans, gathered into parts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Style(StrEnum):
    PLAIN = "plain"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"  # the text is an https address
    PLACE = "place"  # the text is the platform's id of a channel, shown by its name
    CALL = "call"  # the text is the platform's id of a role or user group, whose people are called by it


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. Never markup: the adapter escapes it for its platform."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant that each reader sees on their own clock, where the platform can do that."""

    at: datetime


Line = tuple[Span | Moment, ...]


def plain(line: Line) -> str:
    """The line's words alone; an instant as ISO date and time, since no reader's clock is known here."""
    return "".join(s.text if isinstance(s, Span) else s.at.isoformat(" ", "minutes") for s in line)


@dataclass(frozen=True, slots=True)
class Heading:
    line: Line


@dataclass(frozen=True, slots=True)
class Text:
    line: Line


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    line: Line


@dataclass(frozen=True, slots=True)
class Whole:
    """A text that is too long to be shown, as a file."""

    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """People's own words, never read as markup. `whole`: what the text is a page of.

    A platform that carries files in its replies carries that, and leaves buttons that turn pages out.
    """

    text: str = field(repr=False)
    whole: Whole | None = None


class Mark(StrEnum):
    """How a point stands; adapters draw a sign, and no meaning hangs on colour or emoji alone."""

    HIT = "hit"
    MISSED = "missed"
    CONTRADICTED = "contradicted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Point:
    mark: Mark
    line: Line


@dataclass(frozen=True, slots=True)
class Points:
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts that stand beside each other in one row."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`own` is the 0-based row of the reader, who finds it marked."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    own: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG's name and its text form; `svg` is drawn only where a platform can show it."""

    name: str
    svg: str
    alt: str


class Tone(StrEnum):
    MAIN = "main"
    QUIET = "quiet"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """Stateless: the id says everything. `word` is the command that stands in for it in a typed chat."""

    id: str
    label: str
    word: str = ""
    opens: bool = False  # a press opens a form: it writes nothing and is never deferred
    tone: Tone = Tone.QUIET
    off: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    """`turn`: they turn the pages of what is quoted above them."""

    buttons: tuple[Button, ...]
    turn: bool = False


Part = Heading | Text | Note | Quote | Points | Facts | Table | Picture | Buttons


@dataclass(frozen=True, slots=True)
class Message:
    """`brief` is what a notification or a screen reader's summary says: never a spoiler.

    `spoils`: its parts are no matter for a notification. `threaded`: people talk about it in a thread of its
    own, and what follows it goes there, where the platform has threads.
    """

    parts: tuple[Part, ...]
    brief: str
    spoils: bool = False
    threaded: bool = False
