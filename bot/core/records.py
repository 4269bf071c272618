"""What the ledger is asked for and what it tells: deliveries, new rows, tallies, boards, sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.core.model import AttemptKind, Card, Confidence, Deck, Grade, Member, Room, Slot


class TurnKind(StrEnum):
    """What a room can have coming beside its questions."""

    REMIND = "remind"  # a word before a question closes
    WEEK = "week"  # the end of one
    SEASON = "season"


@dataclass(frozen=True, slots=True)
class Turn:
    """Something a room has coming. `about`: the round's number, or the period's key; `last`: its last day."""

    id: int
    room: Room
    what: TurnKind
    about: str
    last: date
    due: datetime


class DeliveryKind(StrEnum):
    """What the bot says unasked."""

    QUESTION = "question"
    REVEAL = "reveal"
    REFRESH = "refresh"  # the question's own message, redrawn: counter, buttons off at the close
    AMENDED = "amended"  # a reveal or ending that stands, redrawn: what it tells has changed
    NOTICE = "notice"  # a few words to an admin or a room
    NUDGE = "nudge"  # a word to somebody about their streak
    ENDING = "ending"  # how a week or season went


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """An outbox row to be. `key` is unique for ever: a second row with it is not written."""

    key: str
    to: Room | Member
    kind: DeliveryKind
    not_before: datetime
    round: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed outbox row. `uncertain`: an earlier try may have got through, so look before sending."""

    id: int
    key: str
    to: Room | Member
    kind: DeliveryKind
    since: datetime
    round: int | None
    facts: Mapping[str, str]
    tries: int
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the outbox holds for a platform and should be out: how much, and since when the oldest."""

    platform: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class PostRef:
    """Where a message stands on its platform."""

    to: Room | Member
    id: str


@dataclass(frozen=True, slots=True)
class NewRound:
    """A card version opened for a slot (a daily question) or for one member (practice)."""

    room: Room
    version: str
    card: str
    opened: datetime
    closes: datetime | None = None
    slot: Slot | None = None
    member: Member | None = None
    session: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """An answer to be recorded. `boards` are the keys of those it counts for: see bot/core/boards.py."""

    round: int
    room: Room
    member: Member
    arrived: datetime
    kind: AttemptKind
    grade: Grade
    points: int
    text: str = field(default="", repr=False)
    confidence: Confidence = Confidence.UNSAID
    hints: int = 0
    boards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    point: int  # 0-based place among the card's points
    taken: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How a round went, by each member's better attempt."""

    answered: int
    full: int
    hits: tuple[int, ...]  # members who hit point 0, 1, …
    first_full: Member | None = None
    first_full_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of a board; members with equal points share a rank and the next rank leaves room (1-2-2-4)."""

    rank: int
    member: Member
    name: str
    points: int
    answers: int


@dataclass(frozen=True, slots=True)
class Board:
    """The best of a room in a period, and the asking member's own line wherever it is."""

    top: tuple[Standing, ...]
    own: Standing | None
    members: int


Kept = Mapping[str, Sequence[Mapping[str, object]]]
"""All that the store keeps of somebody: what it is about -> rows, as JSON can tell them."""


@dataclass(frozen=True, slots=True)
class Squad:
    """A named group of members that competes. `group`: the role or user group that fills it; "": by hand."""

    name: str
    group: str
    members: int


@dataclass(frozen=True, slots=True)
class SquadStanding:
    """A squad's line of a board. `each`: hundredths of points for every member who answered."""

    rank: int
    name: str
    each: int
    active: int
    own: bool  # the asking member's squad


@dataclass(frozen=True, slots=True)
class Asked:
    """How a daily question went in its room. `score`: the mean of the better attempts, 0..1."""

    day: date
    number: int
    card: str
    answered: int
    full: int
    score: float
    closed: bool


@dataclass(frozen=True, slots=True)
class Code:
    """What a short-lived code stands for. `room`: it joins rooms; None: it links accounts."""

    member: Member
    room: Room | None


@dataclass(frozen=True, slots=True)
class PostedDay:
    """A delivered daily question as one member's streak sees it."""

    day: date
    closes: datetime
    answered: bool  # this member has an attempt that arrived before the close
    excused: bool  # voided, or an outage took its window


@dataclass(frozen=True, slots=True)
class Tried:
    """A round that a person tried, with the first try's score, and the better one's as `best`."""

    card: str
    day: date | None
    at: datetime
    score: float
    confidence: Confidence
    best: float
    full: bool
    answered: bool  # False: they only looked


@dataclass(frozen=True, slots=True)
class Fare:
    """How a card went as a daily question of a team, over its closed rounds. `scores`: added up."""

    card: str
    latest: int  # the last of the rounds
    answered: int
    full: int
    scores: float
    disputed: int  # appeals


class Draws(StrEnum):
    """What a run of practice takes its cards from."""

    ALL = ""  # what is due, then weak, then new, then the rest
    DUE = "due"
    WEAK = "weak"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Session:
    """A member's private run of practice questions; `scope` is what they asked for, as they typed it."""

    id: int
    member: Member
    room: Room
    scope: str
    wanted: int
    done: int
    right: int
    opened: datetime
    ended: datetime | None = None
    draws: Draws = Draws.ALL


@dataclass(frozen=True, slots=True)
class TeamDeck:
    """A deck that a team brought in, under its number in the store."""

    id: int
    deck: Deck


@dataclass(frozen=True, slots=True)
class Draft:
    """A paste or an export made into a deck that nobody has looked at, and what became of each card."""

    deck: Deck
    format: str
    found: int
    skipped: tuple[str, ...]
    duplicates: int
    guessed: int  # cards whose beginning was guessed
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A slot with what became of it."""

    slot: Slot
    state: str  # opened, skipped
    why: str = ""
    void: str = ""  # why its question does not count against anybody; "": it does


@dataclass(frozen=True, slots=True)
class Version:
    """A card with the header it is graded by, as it was when a round opened with it."""

    hash: str
    content: str = field(repr=False)  # JSON, see core.deck
    card: Card | None = field(default=None, repr=False, compare=False)
