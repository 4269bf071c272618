"""Whose token speaks in which workspace: the one of the environment, or those of the installations."""

import asyncio
from datetime import datetime

from bot.adapters.errands import Errands, prompt
from bot.adapters.slack.access import Access, Token
from bot.adapters.slack.web import HEADERS, Misshaped, Uninstalled, Web
from bot.core.model import Team
from bot.errors import BotError, Gone, Unavailable
from bot.ports import Store, Tx

NAME = "slack"

Tested = Token | BotError


class Teams:
    """Tokens by workspace, looked up once and kept until one is revoked.

    `within`: how many seconds an acknowledgement waits for who the bot is in a workspace.
    """

    def __init__(self, access: Access, web: Web, store: Store, errands: Errands, within: float) -> None:
        self._access = access
        self._web = web
        self._store = store
        self._errands = errands
        self._within = within
        web.refused = self._refused
        self._own = ""  # the workspace of the environment's token
        self._known: dict[str, Token] = {}
        self._asked: dict[str, asyncio.Task[Tested]] = {}

    async def token(self, team: str) -> Token | None:
        """None: the bot is not installed there. Raises Gone | Unavailable.

        While Slack does not say who the bot is there, the token alone speaks: an acknowledgement waits for
        nothing that it can do without.
        """
        if found := self._known.get(team):
            return found
        said = await self._said(team)
        if not said:
            return None
        asked = team in self._asked  # who asks is waited for once
        tested = await prompt(self._test(team, said), 0 if asked else self._within)
        if tested is None or isinstance(tested, Unavailable):
            return self._untested(team, said)
        return _belonging(tested, team)

    async def needed(self, team: str) -> Token:
        """The same, for what cannot be done without it. Raises Gone."""
        return _there(await self.token(team), team)

    async def known(self, team: str) -> Token:
        """The same, with who the bot is there, however long that takes. Raises Gone | Unavailable."""
        if found := self._known.get(team):
            return found
        said = await self._said(team)
        return _there(_belonging(await self._test(team, said), team) if said else None, team)

    async def check(self) -> None:
        """Whether Slack knows the environment's token at all. Raises Gone | Unavailable."""
        if self._access.bot_token:
            token = await self._found(self._access.bot_token)
            self._own = token.team
            self._known[token.team] = token

    async def uninstalled(self, team: str, at: datetime) -> bool:
        """The bot was taken away there; False: it has been installed anew since."""
        self.forget(team)
        if self._access.bot_token:
            return True

        def work(tx: Tx) -> bool:
            tx.uninstall(Team(NAME, team), at)
            return tx.installation(Team(NAME, team)) is None

        return await self._store.write(work)

    def forget(self, team: str) -> None:
        """It was revoked, or the bot was installed anew."""
        self._known.pop(team, None)
        self._asked.pop(team, None)

    async def _said(self, team: str) -> str:
        """The token itself; "" where there is none. That of the environment speaks for one workspace."""
        if self._access.bot_token:
            return self._access.bot_token if self._own in ("", team) else ""
        found = await self._store.read(lambda view: view.installation(Team(NAME, team)))
        return found.reveal() if found is not None else ""

    def _untested(self, team: str, said: str) -> Token:
        if self._access.bot_token and not self._own:
            raise Unavailable("Slack has not said whose token this is")
        return Token(said, team)

    def _refused(self, token: str) -> None:
        """Slack no longer takes this token: perhaps there is a newer one, kept by another replica."""
        for team in [team for team, known in self._known.items() if known.token == token]:
            self.forget(team)

    def _test(self, team: str, said: str) -> "asyncio.Task[Tested]":
        """One question at a time, whoever asks."""
        if team not in self._asked:
            self._asked[team] = self._errands.start(self._tested(team, said))
        return self._asked[team]

    async def _tested(self, team: str, said: str) -> Tested:
        try:
            token = await self._found(said)
            if token.team == team and self._asked.get(team) is asyncio.current_task():
                self._known[team] = token
        except (Gone, Unavailable, Misshaped) as error:
            return error
        finally:
            if self._asked.get(team) is asyncio.current_task():
                del self._asked[team]
        return token

    async def _found(self, token: str) -> Token:
        told = await self._web.call(token, "auth.test", {}, as_form=True)
        scopes = str(told[HEADERS].get("x-oauth-scopes", ""))
        return Token(
            token=token,
            team=str(told.get("team_id", "")),
            bot_id=str(told.get("bot_id", "")),
            bot_user=str(told.get("user_id", "")),
            scopes=frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
        )


def _belonging(tested: Tested, team: str) -> Token | None:
    if isinstance(tested, BotError):
        raise tested
    return tested if tested.team == team else None


def _there(token: Token | None, team: str) -> Token:
    if token is None:
        raise Uninstalled(f"the bot is not installed in {team}")
    return token
