"""The teams that installed the bot for themselves. Each docstring is a promise."""

from datetime import datetime
from typing import Protocol

from bot.core.model import Member, Team
from bot.core.secret import Secret


class InstallationsView(Protocol):
    def installation(self, team: Team) -> Secret | None:
        """The token that speaks there; None: the team has not installed the bot, or has taken it away."""


class InstallationsTx(InstallationsView, Protocol):
    def install(self, by: Member, token: Secret, at: datetime) -> None:
        """The member's team installed the bot; an earlier token of theirs gives way."""

    def uninstall(self, team: Team, at: datetime) -> None:
        """The team took the bot away then: what it installed since is kept."""
