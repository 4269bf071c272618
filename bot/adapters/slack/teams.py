"""Whose token speaks in which workspace: the one of the environment, or those of the installations."""

from bot.adapters.slack.access import Access, Token
from bot.adapters.slack.web import HEADERS, Web
from bot.core.model import Team
from bot.errors import Gone
from bot.ports import Store

NAME = "slack"


class Teams:
    """Tokens by workspace, looked up once and kept until one is revoked."""

    def __init__(self, access: Access, web: Web, store: Store) -> None:
        self._access = access
        self._web = web
        self._store = store
        web.refused = self._refused
        self._known: dict[str, Token] = {}

    async def token(self, team: str) -> Token | None:
        """None: the bot is not installed there. Raises Gone | Unavailable."""
        if found := self._known.get(team):
            return found
        if self._access.bot_token and self._known:
            return None  # one token speaks for one workspace
        said = self._access.bot_token or await self._installed(team)
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

    async def uninstalled(self, team: str) -> None:
        """The bot was taken away there."""
        self.forget(team)
        if not self._access.bot_token:
            await self._store.write(lambda tx: tx.uninstall(Team(NAME, team)))

    async def _installed(self, team: str) -> str:
        found = await self._store.read(lambda view: view.installation(Team(NAME, team)))
        return found.reveal() if found is not None else ""

    def _refused(self, token: str) -> None:
        """Slack no longer takes this token: perhaps there is a newer one, kept by another replica."""
        for team in [team for team, known in self._known.items() if known.token == token]:
            self.forget(team)

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
