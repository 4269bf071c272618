"""What rooms have coming, and who wants to hear of it. Each docstring is a promise."""

from datetime import date, datetime
from typing import Protocol

from bot.core.choices import MemberChoice
from bot.core.model import Member, Room
from bot.core.records import PostRef, Turn, TurnKind


class TurnsView(Protocol):
    def turns(self, now: datetime, limit: int) -> tuple[Turn, ...]:
        """What is due by now and not taken yet, the earliest first."""

    def turn(self, id: int) -> Turn | None: ...

    def over(self, member: Member) -> tuple[Turn, ...]:
        """The weeks and seasons that are over in which the member answered, the latest first."""

    def posted(self, key: str) -> PostRef | None:
        """Where something stands in a room; None: nothing with this key does."""

    def number(self, member: Member) -> int:
        """The member's number in the ledger, for keys that must not lead back to them; 0: not known."""

    def who_chose(self, room: Room, key: MemberChoice, value: str) -> tuple[Member, ...]:
        """Those who have answered in a room, are still there, and chose this."""


class TurnsTx(TurnsView, Protocol):
    def add_turn(self, room: Room, what: TurnKind, about: str, last: date, due: datetime) -> None:
        """Something a room has coming. No-op when it is known, also when it was taken already.

        With another last day it comes anew.
        """

    def take_turn(self, turn: int, at: datetime) -> bool:
        """It is dealt with, for ever; False: somebody else has taken it."""

    def put_off_turn(self, turn: int, due: datetime) -> None:
        """It comes later than was planned."""

    def cut_turns(self, room: Room, what: TurnKind, but: str, last: date, due: datetime) -> None:
        """What of this kind was to come ends on this day already; all `but` what is about that."""
