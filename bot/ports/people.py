"""Who people are, what they chose, and which requests were seen. Each docstring is a promise."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.choices import MemberChoice, RoomChoice
from bot.core.model import Member, Room, Team


class PeopleView(Protocol):
    def outcome(self, request: str) -> str | None:
        """What a request with this id led to; None: never seen (ids are kept for 7 days)."""

    def choice(self, of: Room | Member, key: RoomChoice | MemberChoice) -> str:
        """What a room or member chose; "" where they left it as it is."""

    def choices(self, of: Room | Member) -> Mapping[str, str]:
        """All that a room or member chose, by key."""

    def name(self, member: Member) -> str:
        """How the member was last called; "" when unknown or forgotten."""

    def locale(self, member: Member) -> str:
        """What the member reads, as told with what they last did; "" when unknown or forgotten."""

    def unseen(self, platform: str, since: datetime, limit: int) -> tuple[Member, ...]:
        """Those on a platform's boards who neither answered nor were asked about since then."""

    def unseen_of(self, members: Sequence[Member], since: datetime) -> tuple[Member, ...]:
        """Those of them who neither answered nor were asked about since then."""

    def called(self, team: Team, name: str) -> tuple[Member, ...]:
        """The team's members with this name or account, in any case of letters."""


class PeopleTx(PeopleView, Protocol):
    def remember(self, request: str, at: datetime, outcome: str) -> None:
        """Keep what a request led to, so that its second delivery answers the same."""

    def prune(self, before: datetime, limit: int = 1000) -> int:
        """Forget what requests from before led to, a few at a time; how many went."""

    def choose(self, of: Room | Member, key: RoomChoice | MemberChoice, value: str) -> None:
        """Keep a choice; "" takes it back."""

    def meet(
        self, member: Member, name: str, groups: Collection[str] | None = None, locale: str = ""
    ) -> None:
        """Know the member, how they are called now, and with `groups` the roles or user groups they have.

        `locale`: what they read; "": that is not told now. Who had left is back.
        """

    def see(self, members: Sequence[Member], at: datetime) -> None:
        """It was asked whether they are still there."""

    def leave(self, member: Member, gone: bool = True) -> None:
        """Who left their team stands on no board; False: they are back, and so are their points."""

    def leave_room(self, member: Member, room: Room, gone: bool = True) -> None:
        """Who left a room, and not its team, stands on none of its boards and is shown none of its questions.

        False: they are there again, and so are their points; who answers there is so of themselves.
        """

    def opt_out(self, member: Member, out: bool = True) -> None:
        """Who wants it stands on no board and is named nowhere; their points are counted on."""
