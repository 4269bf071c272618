"""Whose token speaks in which workspace: the one of the environment, or those of the installations."""

from bot.adapters.slack.access import Access, Token
from bot.adapters.slack.web import HEADERS, Web
from bot.errors import Gone

NAME = "slack"


class Teams:
    """Tokens by workspace, looked up once and kept until one is revoked."""

    def __init__(self, access: Access, web: Web) -> None:
        self._access = access
        self._web = web
        self._known: dict[str, Token] = {}

    async def token(self, team: str) -> Token | None:
        """None: the bot is not installed there. Raises Gone | Unavailable."""
        if found := self._known.get(team):
            return found
        said = self._access.bot_token
        if not said:
            return None
        token = await self._tested(said)
        if token.team != team:
            return None
        self._known[team] = token
        return token

    async def needed(self, team: str) -> Token:
        """The same, for what cannot be done without it. Raises Gone."""
        token = await self.token(team)
        if token is None:
            raise Gone(f"the bot is not installed in {team}")
        return token

    async def check(self) -> None:
        """Whether Slack knows the environment's token at all. Raises Gone | Unavailable."""
        if self._access.bot_token:
            token = await self._tested(self._access.bot_token)
            self._known[token.team] = token

    def forget(self, team: str) -> None:
        """It was revoked, or the bot was installed anew."""
        self._known.pop(team, None)

    async def _tested(self, token: str) -> Token:
        told = await self._web.call(token, "auth.test", {}, as_form=True)
        scopes = str(told[HEADERS].get("x-oauth-scopes", ""))
        return Token(
            token=token,
            team=str(told.get("team_id", "")),
            bot_id=str(told.get("bot_id", "")),
            bot_user=str(told.get("user_id", "")),
            scopes=frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
        )
