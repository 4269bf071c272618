"""The platforms that the environment has accounts for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app.accounts import Accounts, DiscordAccount, SlackAccount
from bot.core.model import Member, Room, Team
from bot.ports import Clock, Lack, Platform, Store
from bot.usecases.house import cannot_tell

if TYPE_CHECKING:
    from aiohttp.web import AbstractRouteDef

    from bot.adapters.discord import Discord
    from bot.adapters.slack import Slack


@dataclass(frozen=True, slots=True)
class Connected:
    """`routes` are what the platforms want to be called on over HTTP."""

    platforms: tuple[Platform, ...]
    routes: "Sequence[AbstractRouteDef]" = ()

    async def lacks(self, room: Room) -> Sequence[Lack]:
        """What the bot may not do there; nothing in a room of a platform that is not served here."""
        platform = self._of(room.team)
        return await platform.lacks(room) if platform is not None else ()

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        """Which of these members of one team have left it. Raises Unavailable where nobody can be asked."""
        platform = self._of(members[0].team)
        return await (platform.gone(members) if platform is not None else cannot_tell(members))

    def _of(self, team: Team) -> Platform | None:
        return next((platform for platform in self.platforms if platform.name == team.platform), None)


def connect(accounts: Accounts, store: Store, clock: Clock) -> Connected:
    """An adapter for each account; its library is imported here and nowhere earlier."""
    platforms: list[Platform] = []
    routes: Sequence[AbstractRouteDef] = ()
    if accounts.discord is not None:
        platforms.append(_discord(accounts.discord, clock))
    if accounts.slack is not None:
        slack = _slack(accounts.slack, store, clock)
        platforms.append(slack)
        routes = slack.routes
    return Connected(tuple(platforms), routes)


def _discord(account: DiscordAccount, clock: Clock) -> "Discord":
    from bot.adapters.discord import Discord

    return Discord(account.token, clock, account.api, account.gateway, account.shards, account.of)


def _slack(account: SlackAccount, store: Store, clock: Clock) -> "Slack":
    from bot.adapters.slack import Access, Slack

    access = Access(
        bot_token=account.bot_token.reveal() if account.bot_token else "",
        app_token=account.app_token.reveal() if account.app_token else "",
        signing_secret=account.signing_secret.reveal() if account.signing_secret else "",
        client_id=account.client_id,
        client_secret=account.client_secret.reveal() if account.client_secret else "",
        api=account.api,
    )
    return Slack(access, store, clock)
