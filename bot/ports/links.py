"""What belongs together: accounts of one person, rooms of one board. Each docstring is a promise."""

from datetime import date, datetime
from typing import Protocol

from bot.core.model import Member, Room
from bot.core.records import Board, Code


class LinksView(Protocol):
    def code(self, code: str, now: datetime) -> Code | None:
        """What a code that still holds stands for; None: there is no such code."""

    def code_tries(self, member: Member, since: datetime) -> int:
        """How many codes the member has typed since then, right or wrong."""

    def accounts(self, member: Member) -> tuple[tuple[Member, str], ...]:
        """The accounts of the person behind the member, theirs too, each with its name."""

    def joined(self, room: Room) -> tuple[Room, ...]:
        """The rooms that share a board with this one, itself too; empty: the room is not known yet."""

    def joined_board(self, room: Room, first: date, last: date, member: Member | None, limit: int) -> Board:
        """The board of all joined rooms, by person: of attempts at the same card the better one counts.

        A card that comes again in a room after some time is another question then.
        """


class LinksTx(LinksView, Protocol):
    def add_code(self, code: str, member: Member, room: Room | None, now: datetime, until: datetime) -> None:
        """Keep a code of the member, in place of an earlier one; with `room` it joins rooms."""

    def use_code(self, code: str) -> bool:
        """It is used now and holds no longer; False: somebody else was first."""

    def add_code_try(self, member: Member, at: datetime, forget_before: datetime) -> None:
        """The member typed a code; older tries than that are forgotten."""

    def join(self, room: Room, other: Room) -> None:
        """The two, and what is joined with them, share a board."""

    def part(self, room: Room) -> None:
        """The room stands alone again."""
