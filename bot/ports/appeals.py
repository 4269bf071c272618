"""Appeals and what reviewers made of them, and who a team named to review. Each docstring is a promise."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.appeals import Appeal, Handed, NewAppeal, PendingNote, Ruled, Ruling, Wording
from bot.core.model import Member, Team


class AppealsView(Protocol):
    def reviewers(self, team: Team) -> tuple[Member, ...]:
        """Whom the team named, in the order of their names."""

    def appeal(self, id: int) -> Appeal | None: ...

    def appeals_of(self, attempt: int) -> tuple[Appeal, ...]:
        """The appeals over an answer, the oldest first."""

    def unruled(self, team: Team, limit: int) -> tuple[Appeal, ...]:
        """Appeals that no standing ruling settles, the oldest first."""

    def ruled(self, team: Team, limit: int) -> tuple[Appeal, ...]:
        """Appeals that a ruling settles, the latest ruling first."""

    def wording(self, id: int) -> Wording | None: ...

    def proposed(self, appeal: int) -> Wording | None:
        """The latest words proposed for an appeal; None: none were found yet."""

    def rulings(self, team: Team, card: str) -> tuple[Ruling, ...]:
        """What stands for a card, in the order in which it was ruled."""

    def handed_in(self, card: str, team: Team | None = None) -> tuple[Handed, ...]:
        """Every answer to a card, of one team or of all, in the order in which they were entered."""

    def rounds_of(self, card: str) -> tuple[int, ...]:
        """Every round of a card, in all teams, daily and in practice."""

    def handed(self, attempt: int) -> Handed | None: ...

    def notes(self, member: Member, request: str) -> tuple[PendingNote, ...]:
        """What the member has not been told yet, or was told with this very request."""


class AppealsTx(AppealsView, Protocol):
    def name_reviewers(self, members: Sequence[Member], by: Member, at: datetime) -> None:
        """Name these, and none but these, in the team of the one who names."""

    def file(self, new: NewAppeal) -> Appeal:
        """Keep an appeal; the one that is there already where this answer's point was appealed before."""

    def move_appeal(self, appeal: int, point: int | None, label: str) -> None:
        """It is over another point from now on, one that this answer was not appealed over."""

    def word(self, appeal: int, words: str, by: Member | None, at: datetime) -> Wording:
        """Propose words to accept an appeal with; by None: the bot's own proposal."""

    def rule(self, appeal: int, verdict: Ruled, wording: int | None, by: Member, at: datetime) -> int:
        """Rule over an appeal; what was ruled before gives way. The number of the ruling."""

    def note(self, member: Member, say: str, facts: Mapping[str, str], at: datetime) -> None:
        """Have something told to a member with the next reply to a request of theirs."""

    def told(self, member: Member, request: str) -> None:
        """What waited for the member is told with this request; what an earlier one told is let go."""

    def reversion(self, round: int, version: str, at: datetime) -> None:
        """Grade a round by another kept version of its card from now on."""
