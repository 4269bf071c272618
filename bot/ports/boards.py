"""Streaks and boards. Each docstring is a promise."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.core.model import Member, Room, Team
from bot.core.records import Asked, Board, PostedDay, Squad, SquadStanding, Standing
from bot.core.streak import Streak


class BoardsView(Protocol):
    def streak(self, room: Room, member: Member) -> tuple[Streak, date | None]:
        """The kept fold over settled days and the last day in it; (START, None) when nothing is kept."""

    def posted_days(self, room: Room, member: Member, after: date | None) -> tuple[PostedDay, ...]:
        """Delivered daily questions after a day, in order, as this member's streak sees them."""

    def streaks(
        self, room: Room, members: Sequence[Member]
    ) -> Mapping[Member, tuple[Streak, tuple[PostedDay, ...]]]:
        """For each of the room's members: the kept fold over settled days, and the days after it."""

    def board(self, room: Room, key: str, member: Member | None, limit: int) -> Board:
        """The best `limit` of those who are shown, the member's own line, and how many are shown.

        `key` is one of bot/core/boards.py, here and below.
        """

    def team_board(self, team: Team, key: str, member: Member | None, limit: int) -> Board:
        """The same over all rooms of a team: everybody's points there added up."""

    def improvement(
        self, room: Room, key: str, before: str, member: Member | None, limit: int, enough: int
    ) -> Board:
        """By how many hundredths of a point an answer is worth more than in the period before.

        Of those alone who gave `enough` answers in both.
        """

    def participation(self, room: Room, key: str, member: Member | None, limit: int) -> Board:
        """By how many daily questions were answered: `points` of a line are its `answers`."""

    def squads(self, team: Team) -> tuple[Squad, ...]:
        """The team's squads by name, each with how many of its members are shown."""

    def squad_board(self, room: Room, key: str, member: Member | None) -> tuple[SquadStanding, ...]:
        """Squads by what those of them who answered have on average; who has nobody such is not there."""

    def asked(self, room: Room, key: str, first: date, last: date, until: date | None = None) -> int:
        """How many daily questions came out for the period of the key from one day to another, inclusive.

        A season that was set anew shares days with the one before: what was answered went to one of the two,
        and what nobody answered counts for this one up to the day `until`.
        """

    def board_keys(self, room: Room, prefix: str) -> tuple[str, ...]:
        """The keys of the room's boards that begin so, in order."""

    def standing(self, room: Room, key: str, member: Member) -> Standing | None:
        """The member's own line alone, much cheaper than a board; None: no answer yet, or not shown."""

    def questions(self, room: Room, since: date) -> tuple[Asked, ...]:
        """How the room's delivered daily questions went from a day on, in order."""


class BoardsTx(BoardsView, Protocol):
    def keep_streak(self, room: Room, member: Member, streak: Streak, through: date) -> None:
        """Keep the fold over settled days as a cache."""

    def add_squad(self, team: Team, name: str, group: str) -> bool:
        """A new squad, filled with those who have the role or user group; False: the name is taken."""

    def drop_squad(self, team: Team, name: str) -> bool:
        """Disband a squad; False: there is none of this name."""

    def put_in_squad(self, member: Member, name: str) -> bool:
        """Put somebody into a squad by hand, out of any other; False: there is none of this name."""

    def take_from_squad(self, member: Member) -> None:
        """Somebody is in no squad any more."""
