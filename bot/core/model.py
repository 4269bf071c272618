"""The values the whole bot speaks of: cards, rubrics, grades, people, places, schedules and rounds."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

# --- cards --------------------------------------------------------------------------------------------------


class Strictness(StrEnum):
    """How much of a one-line card's answer must be covered; the mark is in `MARKS`."""

    LENIENT = "lenient"
    NORMAL = "normal"
    STRICT = "strict"


MARKS = {Strictness.LENIENT: 0.35, Strictness.NORMAL: 0.5, Strictness.STRICT: 0.65}


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing an answer must say; `pattern`, `of` and `contrary` are patterns (decks/README.md)."""

    pattern: str
    label: str = ""
    hint: str = ""
    of: str = ""  # the subject it must be said of: "training" in "a GPU for training"
    contrary: str = ""  # `not:` in YAML: saying this contradicts the point
    weight: int = 1
    must: bool = False  # needed even where `need` asks for fewer than all


@dataclass(frozen=True, slots=True)
class Void:
    """A statement that spoils an answer: it makes it wrong, or caps it at partial."""

    pattern: str
    cap: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """The number a card asks for; `within` is the tolerance in the same unit."""

    value: str
    unit: str = ""
    within: str = "0"


@dataclass(frozen=True, slots=True)
class Rubric:
    """All the points of a card and how many are needed (0 = all of them); no points = a one-line card."""

    points: tuple[KeyPoint, ...] = ()
    need: int = 0
    ordered: bool = False
    voids: tuple[Void, ...] = ()
    rivals: tuple[str, ...] = ()
    pick_one: bool = False
    number: Quantity | None = None
    strict: Strictness | None = None
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tries:
    """The card's own unit tests: answers that must come out right, partly right and wrong."""

    right: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Card:
    """One question of a deck. `id` is unique in its deck and never changes; `deck/id` names it everywhere."""

    id: str
    deck: str
    ask: str
    answer: str
    rubric: Rubric = Rubric()
    why: str = ""
    topic: str = ""
    facet: str = ""
    tags: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()  # ids of cards of the deck that ask for much the same
    difficulty: Difficulty = Difficulty.MEDIUM
    sources: tuple[str, ...] = ()
    tries: Tries = Tries()
    max_words: int = 0  # a bound for the model answer, never for what people type; 0 = the usual 25
    image: str = ""
    alt: str = ""
    code: str = ""
    self_rated: bool = False  # cannot be graded: the person says how well they knew it

    @property
    def key(self) -> str:
        """The card's name across decks, as in `sagemaker/od-overfitting`."""
        return f"{self.deck}/{self.id}"

    def akin(self, other: "Card") -> bool:
        """Whether one of the two names the other as asking for much the same."""
        return self.deck == other.deck and (other.id in self.kin or self.id in other.kin)


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject inside a deck that can be asked for by name or alias."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What a deck says above its cards; from `abbreviations` on it takes part in grading."""

    deck: str
    title: str
    about: str = ""
    aliases: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    rivals: tuple[tuple[str, ...], ...] = ()
    strict: Strictness = Strictness.NORMAL


@dataclass(frozen=True, slots=True)
class Deck:
    header: Header
    cards: tuple[Card, ...]


# --- grades -------------------------------------------------------------------------------------------------


class Verdict(StrEnum):
    CORRECT = "correct"
    PARTIAL = "partial"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A point that was hit or contradicted, with the person's own words that decided it."""

    point: int  # 0-based place among the card's points
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class Missed:
    point: int
    label: str


@dataclass(frozen=True, slots=True)
class Grade:
    """What an answer is worth: score 0..1, the points one by one, and the codes of the rules that decided."""

    score: float
    verdict: Verdict
    hit: tuple[Evidence, ...] = ()
    missed: tuple[Missed, ...] = ()
    contradicted: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()


# --- people and places --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Team:
    """A guild or workspace."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class Room:
    """Where people study together."""

    team: Team
    channel: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Someone in a team."""

    team: Team
    user: str


# --- schedules, rounds and attempts -------------------------------------------------------------------------

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a room gets a question. `weekdays`: 0 = Monday; `close`: None = when the next one opens."""

    id: int
    room: Room
    at: time
    zone: str
    weekdays: frozenset[int] = WORKDAYS
    decks: tuple[str, ...] = ()
    close: timedelta | None = None
    window: timedelta = timedelta(hours=3)  # how late a missed slot may still be posted
    starts: date = date.min
    holidays: frozenset[date] = frozenset()
    paused: bool = False
    pauses_until: date | None = (
        None  # with `paused`: the first local date it runs again; None = until resumed
    )
    owner: Member | None = None  # who set it up: told when posting fails
    whole_day: bool = False  # the question is there all day whenever the bot starts: never late


@dataclass(frozen=True, slots=True)
class Slot:
    """One due occurrence of a schedule: its identity is (schedule, local date)."""

    schedule: int
    day: date
    due: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """A card version opened in a room for a slot, or to one member for practice."""

    id: int
    room: Room
    version: str  # the content's hash: see core.deck
    card: str  # "deck/id"
    number: int  # "Question 47" of the room; 0 in practice
    opened: datetime
    closes: datetime | None = None  # None: stays open (practice)
    schedule: int | None = None  # with `day`, the slot it was opened for; None in practice
    day: date | None = None  # the slot's local date
    member: Member | None = None  # whose practice it is
    session: int | None = None
    posted: datetime | None = None
    late: bool = False

    @property
    def daily(self) -> bool:
        return self.day is not None


class AttemptKind(StrEnum):
    ANSWER = "answer"
    UNKNOWN = "unknown"  # "I don't know yet"
    SHOWN = "shown"  # "Show me the answer"
    RATED = "rated"  # how well they say they knew it, of a card that cannot be graded


class Confidence(StrEnum):
    UNSAID = "unsaid"
    GUESSING = "guessing"
    FAIRLY = "fairly"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One submitted answer with its grade: a row of the ledger."""

    id: int
    round: int
    member: Member
    arrived: datetime
    kind: AttemptKind
    grade: Grade
    points: int
    text: str = field(default="", repr=False)  # what a person typed stays out of logs
    confidence: Confidence = Confidence.UNSAID
    hints: int = 0
