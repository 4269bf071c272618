"""What comes in, on every platform alike, and the commands as every platform announces them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.model import Member, Room


class Right(StrEnum):
    """What the platform says someone may do in their team."""

    ADMIN = "admin"
    FOUNDER = "founder"  # may be the first to set the bot up in their team, and is its admin from then on


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every request carries. `id` is the platform's own: a second delivery has the same one."""

    id: str
    arrived: datetime  # when it reached the platform, not when it is worked on
    member: Member
    room: Room
    name: str = ""  # how the member is called now
    locale: str = "en"
    rights: frozenset[Right] = frozenset()
    groups: frozenset[str] | None = None  # the roles or user groups that the platform says; None: it does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Asked):
    """`command` is "quiz" or, for a command of the study group, "study setup"."""

    command: str
    options: Mapping[str, str] = field(repr=False)


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
    """Someone comes into a room; `own`: they open the page that is theirs alone."""

    own: bool = False


class Happened(StrEnum):
    ADDED = "added"  # the bot, to a team; the room is where it may greet
    JOINED = "joined"  # the team
    LEFT = "left"
    ENTERED = "entered"  # a room of their team
    PARTED = "parted"  # from a room, and is still in its team
    LOST = "lost"  # a room; without a channel, all that the team had
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Asked):
    what: Happened


Request = Command | Press | Submission | Lookup | Visit | Change


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """`help` is a key of the wording file. `rest`: takes all that is left of a typed line.

    `paste`: it may be many lines, so where people can hand in a file, its text stands for what is typed.
    `people`: names members, by mention or by name.
    """

    name: str
    help: str
    needed: bool = False
    completes: bool = False
    rest: bool = False
    number: bool = False
    paste: bool = False
    choices: tuple[str, ...] = ()
    people: bool = False


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command as every platform announces it; `admin`, `reviewer`: checked by the door on every request.

    `shared`: about the people of a room, so of no use where somebody is alone with the bot.
    """

    name: str
    help: str
    options: tuple[OptionSpec, ...] = ()
    admin: bool = False
    shared: bool = False
    reviewer: bool = False
