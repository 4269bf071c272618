"""Decks that a team brought in. Each docstring is a promise."""

from datetime import datetime
from typing import Protocol

from bot.core.model import Deck, Member, Team
from bot.core.records import TeamDeck


class DecksView(Protocol):
    def approved_ids(self, team: Team) -> tuple[int, ...]:
        """Which of the team's own decks are in use: they change when, and only when, these numbers do."""

    def approved_decks(self, team: Team) -> tuple[TeamDeck, ...]: ...

    def drafts(self, team: Team) -> tuple[TeamDeck, ...]:
        """The team's own decks that wait for a reviewer, the oldest first."""


class DecksTx(DecksView, Protocol):
    def keep_draft(self, deck: Deck, by: Member, at: datetime) -> None:
        """Keep a draft for the member's team; one with this name that still waits gives way."""

    def judge_draft(self, draft: int, approved: bool, by: Member, at: datetime) -> bool:
        """Take a draft into use, in the place of an approved deck of its name, or put it away.

        False: the member's team has no such draft any more.
        """
