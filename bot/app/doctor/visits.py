"""The doctor's visits to the platforms, one after the other; one that is not at home hides no other."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import aiohttp

from bot.app.accounts import Accounts, DiscordAccount, SlackAccount
from bot.app.doctor import discord, machine, slack
from bot.app.doctor.asking import Api
from bot.app.doctor.findings import Finding, fault, note
from bot.app.settings import Settings
from bot.core.model import Room
from bot.errors import Unavailable


async def visit(said: Settings, accounts: Accounts, rooms: Sequence[Room]) -> AsyncIterator[Finding]:
    """Both platforms, each only where it has an account."""
    async with aiohttp.ClientSession(trust_env=True) as session:
        if accounts.discord is not None:
            async for finding in _discord(said, accounts.discord, session, rooms):
                yield finding
        if accounts.slack is not None and accounts.slack.bot_token is not None:
            async for finding in _slack(said, accounts.slack, session, rooms):
                yield finding
        elif accounts.slack is not None:
            yield note("slack_installed")


async def _discord(
    said: Settings, account: DiscordAccount, session: aiohttp.ClientSession, rooms: Sequence[Room]
) -> AsyncIterator[Finding]:
    api = Api(session, account.api, f"Bot {account.token.reveal()}")
    try:
        me = await api.get("users/@me")
        yield machine.clock(said, me.ahead(datetime.now(UTC)), "Discord")
        own = [room for room in rooms if room.team.platform == "discord"]
        async for finding in discord.examine(account, api, me, own):
            yield finding
    except Unavailable as gone:
        yield fault("discord_away", problem=gone)


async def _slack(
    said: Settings, account: SlackAccount, session: aiohttp.ClientSession, rooms: Sequence[Room]
) -> AsyncIterator[Finding]:
    assert account.bot_token is not None
    if mistaken := tuple(slack.kinds(account)):
        for finding in mistaken:
            yield finding
        return
    api = Api(session, account.api, f"Bearer {account.bot_token.reveal()}")
    token = account.app_token
    app = Api(session, account.api, f"Bearer {token.reveal()}") if token is not None else None
    try:
        me = await api.post("auth.test")
        yield machine.clock(said, me.ahead(datetime.now(UTC)), "Slack")
        own = [room for room in rooms if room.team.platform == "slack" and room.team.id == me.text("team_id")]
        async for finding in slack.examine(account, api, app, me, own):
            yield finding
    except Unavailable as gone:
        yield fault("slack_away", problem=gone)
