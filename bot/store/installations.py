"""Verbs about the teams that installed the bot for themselves."""

from datetime import datetime

from bot.core.model import Member, Team
from bot.core.secret import Secret
from bot.store.people import PeopleTx, PeopleView
from bot.store.shapes import ms


class InstallationsView(PeopleView):
    __slots__ = ()

    def installation(self, team: Team) -> Secret | None:
        row = self._db.one("installation", team.platform, team.id)
        return Secret(str(row[0])) if row else None


class InstallationsTx(InstallationsView, PeopleTx):
    __slots__ = ()

    def install(self, by: Member, token: Secret, at: datetime) -> None:
        self._known(by)  # so that they can ask what is kept of them, and have it deleted
        self._db.run("install", by.team.platform, by.team.id, token.reveal(), by.user, ms(at))

    def uninstall(self, team: Team, at: datetime) -> None:
        self._db.run("uninstall", team.platform, team.id, ms(at))
