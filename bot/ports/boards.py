"""Streaks and boards. Each docstring is a promise."""

from datetime import date
from typing import Protocol

from bot.core.model import Member, Room
from bot.core.records import Asked, Board, PostedDay, Standing
from bot.core.streak import Streak


class BoardsView(Protocol):
    def streak(self, room: Room, member: Member) -> tuple[Streak, date | None]:
        """The kept fold over settled days and the last day in it; (START, None) when nothing is kept."""

    def posted_days(self, room: Room, member: Member, after: date | None) -> tuple[PostedDay, ...]:
        """Delivered daily questions after a day, in order, as this member's streak sees them."""

    def board(self, room: Room, period: str, member: Member | None, limit: int) -> Board:
        """The best `limit` of those who are shown, the member's own line, and how many are shown."""

    def standing(self, room: Room, period: str, member: Member) -> Standing | None:
        """The member's own line alone, much cheaper than a board; None: no answer yet, or not shown."""

    def asked(self, room: Room, since: date) -> tuple[Asked, ...]:
        """How the room's delivered daily questions went from a day on, in order."""


class BoardsTx(BoardsView, Protocol):
    def keep_streak(self, room: Room, member: Member, streak: Streak, through: date) -> None:
        """Keep the fold over settled days as a cache."""
