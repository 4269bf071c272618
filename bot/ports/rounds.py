"""Questions that were opened, and what people handed in for them. Each docstring is a promise."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.core.forecast import Active, Past
from bot.core.model import Attempt, Grade, Member, Room, Round, Team
from bot.core.recall import Memory
from bot.core.records import Fare, Hint, NewAttempt, NewRound, PostRef, Tally
from bot.core.sitting import Sitting


class RoundsView(Protocol):
    def round(self, id: int) -> Round | None: ...

    def version(self, hash: str) -> str | None:
        """The kept content of a card version (JSON of core.deck)."""

    def last_answered(self, member: Member) -> int | None:
        """The round of the member's latest answer to a question of the day."""

    def open_cards(self, team: Team, now: datetime) -> frozenset[str]:
        """The cards of all the team's daily questions that have not closed."""

    def at_hand(self, team: Team, since: datetime) -> frozenset[str]:
        """The cards of the team's running practice that were opened since then and not answered yet."""

    def open_rounds(self, room: Room, now: datetime) -> tuple[Round, ...]:
        """Posted daily rounds that have not closed, newest first."""

    def closing(self, now: datetime, limit: int) -> tuple[Round, ...]:
        """Daily rounds past their close that `close` has not been called for."""

    def ref(self, round: int) -> PostRef | None:
        """Where the round's question stands on its platform; None before it is confirmed."""

    def reveals(self, round: int) -> tuple[PostRef, ...]:
        """Where the round's answer stands: in its room, and with those who have it privately."""

    def attempts(self, round: int, member: Member) -> tuple[Attempt, ...]:
        """The member's attempts in order of arrival, each with its latest grade."""

    def hints(self, round: int, member: Member) -> tuple[Hint, ...]: ...

    def tally(self, round: int) -> Tally: ...

    def first_in(self, member: Member) -> tuple[int, ...]:
        """The daily rounds whose first full marks are the member's, if they may be named."""

    def void_of(self, round: int) -> str | None:
        """Why a round is excused for who missed it; None: it is not."""

    def numbered(self, room: Room, number: int) -> Round | None:
        """The daily question with this number; None: there is none."""

    def missing_texts(self, round: int, limit: int) -> tuple[str, ...]:
        """What people wrote whose counted attempt has no full marks, one text each."""

    def drawn(self, room: Room) -> Mapping[str, date]:
        """Cards that were a daily question here, with the latest day each."""

    def crowd(self, room: Room, since: datetime, limit: int) -> tuple[Active, ...]:
        """Who answered daily questions here that opened since then, the latest first, and how they did."""

    def known(self, card: str, persons: Sequence[int]) -> Mapping[int, Memory]:
        """How these people stand with a card; who never answered it is not there."""

    def past(self, team: Team, card: str) -> Past:
        """How a card went as a daily question of a team, open rounds too."""

    def fares(self, team: Team) -> tuple[Fare, ...]:
        """How each card went as a daily question of a team, closed rounds only."""


class RoundsTx(RoundsView, Protocol):
    def keep_version(self, hash: str, content: str) -> None:
        """Keep a card's content, before a round opens with it. No-op when it is kept already."""

    def open_round(self, new: NewRound) -> Round | None:
        """Open a round and settle its slot; None: this slot is already settled, and nothing was written."""

    def move_close(self, round: int, closes: datetime, late: bool) -> None:
        """A late delivery may close later than was planned."""

    def close(self, round: int, at: datetime) -> None:
        """Mark that the close was dealt with."""

    def void(self, round: int, at: datetime, void: bool, why: str) -> None:
        """Excuse who missed a round, or take that back; kept folds over its day are dropped."""

    def sit(self, request: str, round: int, member: Member) -> Sitting:
        """What stands when a member hands something in for a round; `record` asks for nothing of it again."""

    def record(self, new: NewAttempt) -> Attempt:
        """Add an attempt to the ledger with every projection that follows from it."""

    def regrade(self, attempt: int, grade: Grade, points: int) -> None:
        """Add a row that supersedes an attempt's grade, with all that follows. No-op for who only looked."""

    def take_hint(self, round: int, member: Member, hint: Hint) -> None: ...
