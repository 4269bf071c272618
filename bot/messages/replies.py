"""What goes back: a message, a form to fill in, choices to complete from, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.messages.parts import Line, Message


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


@dataclass(frozen=True, slots=True)
class Said:
    """`replaces`: the message that the pressed button hangs on gives way to this one.

    `kept`: what was pressed or filled in can be used again, as after a refusal.
    """

    message: Message
    private: bool = True
    replaces: bool = False
    kept: bool = False


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
