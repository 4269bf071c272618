"""The values of "I was right": appeals, the words they may be accepted with, rulings, and who is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.model import Attempt, Round, Team


class Ruled(StrEnum):
    """What a reviewer decides: a way of saying the point for everyone, this answer alone, or neither."""

    ALTERNATIVE = "alternative"
    ONCE = "once"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class NewAppeal:
    """An appeal to be. `point` None: the answer as a whole."""

    team: Team
    card: str
    attempt: int
    point: int | None
    label: str
    digest: str
    at: datetime
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Appeal:
    """An answer that its author wants looked at, and what stands; `ruled` None: it waits for a reviewer."""

    id: int
    team: Team
    card: str
    attempt: int
    point: int | None
    label: str
    digest: str
    at: datetime
    why: str = field(default="", repr=False)
    ruled: Ruled | None = None

    @property
    def waits(self) -> bool:
        return self.ruled is None


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that an appeal would be accepted with: a pattern for its point, or a whole answer."""

    id: int
    appeal: int
    words: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What stands of an appeal, as grading needs it; later ones have higher numbers."""

    id: int
    verdict: Ruled
    attempt: int
    point: int | None
    label: str
    digest: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """An answer with its latest grade, and the round it was handed in for."""

    round: Round
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class PendingNote:
    """Something to be told with the next reply: a sentence of the wording file and its facts."""

    id: int
    say: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer that a reviewer ruled over, and what stands of it; `text` "": its author was forgotten."""

    card: str
    point: int | None
    label: str
    verdict: Ruled
    words: str
    text: str = field(default="", repr=False)
