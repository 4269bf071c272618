"""What people practise, and how they stand with each card. Each docstring is a promise."""

from datetime import datetime
from typing import Protocol

from bot.core.model import Member, Room, Round
from bot.core.records import Answered, Practised, Session


class PracticeView(Protocol):
    def practised(self, member: Member) -> tuple[Practised, ...]: ...

    def answered(self, room: Room, member: Member, since: datetime | None) -> tuple[Answered, ...]: ...

    def session(self, member: Member, room: Room) -> Session | None:
        """The member's running practice session here; None: none runs."""

    def run(self, session: int) -> Session | None:
        """A practice session, running or over."""

    def session_rounds(self, session: int) -> tuple[Round, ...]: ...


class PracticeTx(PracticeView, Protocol):
    def open_session(self, session: Session) -> Session:
        """Begin a practice session (its id is given here); one that runs here already ends."""

    def step_session(self, session: int, done: int, right: int, ended: datetime | None) -> None: ...
