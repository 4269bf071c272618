"""What people practise, and how they stand with each card. Each docstring is a promise."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.core.model import Member, Room, Round
from bot.core.recall import Memory
from bot.core.records import Session, Tried


class PracticeView(Protocol):
    def person(self, member: Member) -> int:
        """The number of the one behind the member: linked members share it. 0: not known yet."""

    def memory(self, member: Member, card: str) -> Memory | None:
        """How the person stands with a card; None: they never answered it."""

    def memories(self, member: Member) -> Mapping[str, Memory]:
        """How the person stands with each card they ever answered."""

    def practised_since(self, member: Member, card: str, since: datetime) -> bool:
        """Whether the member answered this card in practice since an instant."""

    def tries(self, member: Member) -> tuple[Tried, ...]:
        """Every round that the person tried, in any room, in order of the first try."""

    def session(self, member: Member, room: Room) -> Session | None:
        """The member's running practice session here; None: none runs."""

    def run(self, session: int) -> Session | None:
        """A practice session, running or over."""

    def session_rounds(self, session: int) -> tuple[Round, ...]: ...


class PracticeTx(PracticeView, Protocol):
    def link(self, member: Member, other: Member) -> None:
        """The two, and whoever is linked with them, are one person, who remembers what each answered."""

    def unlink(self, member: Member) -> None:
        """The member is a person of their own again, with their own answers."""

    def open_session(self, session: Session) -> Session:
        """Begin a practice session (its id is given here); one that runs here already ends."""

    def step_session(self, session: int, done: int, right: int, ended: datetime | None) -> None: ...
