"""What comes in and what goes back, on every platform alike: requests, replies, messages made of parts, commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.model import Member, Room

# --- text ------------------------------------------------------------------------------------------------------------


class Style(StrEnum):
    PLAIN = "plain"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"  # the text is an https address


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


# --- messages --------------------------------------------------------------------------------------------------------


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
class Quote:
    """People's own words, never read as markup."""

    text: str = field(repr=False)


class Mark(StrEnum):
    """How a point stands; adapters draw a sign and keep the word, so that no meaning hangs on colour or emoji."""

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
    """Stateless: the id says everything. `word` is the command that stands in for it where there are no buttons."""

    id: str
    label: str
    word: str = ""
    opens: bool = False  # a press opens a form: it writes nothing and is never deferred
    tone: Tone = Tone.QUIET
    off: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


Part = Heading | Text | Note | Quote | Points | Facts | Table | Picture | Buttons


@dataclass(frozen=True, slots=True)
class Message:
    """`brief` is what a notification or a screen reader's summary says: never a spoiler."""

    parts: tuple[Part, ...]
    brief: str


# --- forms -----------------------------------------------------------------------------------------------------------


class FieldKind(StrEnum):
    LINE = "line"
    PARAGRAPH = "paragraph"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    id: str
    label: str
    kind: FieldKind = FieldKind.LINE
    choices: tuple[Choice, ...] = ()
    value: str = ""
    needed: bool = True
    most: int = 4000  # characters


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    title: str
    intro: tuple[Line, ...]
    fields: tuple[Field, ...]
    submit: str


# --- replies ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """`replaces`: the message that the pressed button hangs on gives way to this one."""

    message: Message
    private: bool = True
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What a half-typed option may become, best first."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Invalid:
    """A form that must be corrected: field id -> what to do."""

    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing to say."""


Reply = Said | Form | Choices | Invalid | Nothing

# --- requests --------------------------------------------------------------------------------------------------------


class Right(StrEnum):
    """What the platform says someone may do in their team."""

    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every request carries. `id` is the platform's own for this event: a second delivery has the same one."""

    id: str
    arrived: datetime  # when it reached the platform, not when it is worked on
    member: Member
    room: Room
    name: str = ""  # how the member is called now
    locale: str = "en"
    rights: frozenset[Right] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Asked):
    """`name` is "quiz" or, for a command of the study group, "study setup"."""

    name: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press(Asked):
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Asked):
    form: str
    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Asked):
    """A completion being typed."""

    command: str
    option: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Asked):
    """Someone opens the bot's home page, or comes into a room that has one."""


class Happened(StrEnum):
    JOINED = "joined"
    LEFT = "left"
    LOST = "lost"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Asked):
    what: Happened


Request = Command | Press | Submission | Lookup | Visit | Change

# --- commands --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """`help` is a key of the wording file. `rest`: takes all that is left of a typed line."""

    name: str
    help: str
    needed: bool = False
    completes: bool = False
    rest: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command as every platform announces it; `admin`: checked by the door on every request."""

    name: str
    help: str
    options: tuple[OptionSpec, ...] = ()
    admin: bool = False
