"""Installing by OAuth: a page with a button, and the way back from Slack, kept in the bot's own database."""

import hmac
import logging
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from aiohttp import web as http
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.adapters.slack.access import SCOPES, Access
from bot.adapters.slack.teams import NAME, Teams
from bot.adapters.slack.web import QUIET, Misshaped, Web
from bot.core.model import Member, Team
from bot.core.secret import Secret
from bot.errors import Gone, Unavailable
from bot.ports import Clock, Store, Tx

log = logging.getLogger(__name__)

INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
STATE = "state"
GOOD_FOR = timedelta(minutes=10)  # how long somebody may look at Slack's page


class Installing:
    """The two pages. Slack's library makes and checks them; what it keeps lies in the store."""

    def __init__(self, access: Access, web: Web, teams: Teams, store: Store, clock: Clock) -> None:
        self._access = access
        self._web = web
        self._kept = _Kept(store, clock, teams)
        self._states = _States(access.client_secret, store, clock)

    async def page(self, request: http.Request) -> http.StreamResponse:
        return await to_aiohttp_response(
            await self._flow().handle_installation(await to_bolt_request(request))
        )

    async def back(self, request: http.Request) -> http.StreamResponse:
        """Slack sends the browser here with a code that is good for one token."""
        flow = self._flow()
        return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

    def _flow(self) -> AsyncOAuthFlow:
        settings = AsyncOAuthSettings(
            client_id=self._access.client_id,
            client_secret=self._access.client_secret,
            scopes=list(SCOPES),
            user_scopes=[],
            install_path=INSTALL,
            redirect_uri_path=BACK,
            installation_store=self._kept,
            state_store=self._states,
            logger=QUIET,
        )
        return _Flow(self._web, settings)


class _Flow(AsyncOAuthFlow):
    """The library's, but for the exchange of the code, which goes the way of all calls."""

    def __init__(self, web: Web, settings: AsyncOAuthSettings) -> None:
        super().__init__(client=web.client(), logger=QUIET, settings=settings)
        self._web = web
        self._state = ""

    async def handle_callback(self, request: AsyncBoltRequest) -> BoltResponse:
        self._state = next(iter(request.query.get("state", ())), "")
        return await super().handle_callback(request)

    async def run_installation(self, code: str) -> Installation | None:
        """None: Slack gives nothing for this code, or nothing that speaks in one workspace."""
        asked = {
            "code": code,
            "client_id": self.settings.client_id,
            "client_secret": self.settings.client_secret,
        }
        try:
            told = await self._web.call("", "oauth.v2.access", asked, as_form=True)
        except (Gone, Unavailable, Misshaped) as why:
            log.warning("not_installed", extra={"why": str(why)})
            return None
        team = (told.get("team") or {}).get("id")
        if not team:
            log.warning("not_installed", extra={"why": "a token of a whole organisation"})
            return None
        return Installation(
            team_id=team,
            user_id=str((told.get("authed_user") or {}).get("id", "")),
            bot_token=told.get("access_token"),
            bot_user_id=told.get("bot_user_id"),
            custom_values={STATE: self._state},
        )


class _Kept(AsyncInstallationStore):
    """What was installed, in the bot's database."""

    def __init__(self, store: Store, clock: Clock, teams: Teams) -> None:
        self._store = store
        self._clock = clock
        self._teams = teams

    async def async_save(self, installation: Installation) -> None:
        if not installation.team_id or not installation.bot_token:
            return
        by = Member(Team(NAME, installation.team_id), installation.user_id)
        token = Secret(installation.bot_token)

        used, now = _used(str(installation.custom_values[STATE])), self._clock.now()

        def work(tx: Tx) -> None:
            tx.install(by, token, now)
            tx.remember(used, now, "")

        await self._store.write(work)
        self._teams.forget(by.team.id)


class _States(AsyncOAuthStateStore):
    """Signs that a browser brings back: nothing is kept of those who only look, and each installs once.

    A sign says until when it is good, under a signature that any replica can check.
    """

    def __init__(self, secret: str, store: Store, clock: Clock) -> None:
        self._secret = secret.encode()
        self._store = store
        self._clock = clock

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        del args, kwargs
        said = f"{(self._clock.now() + GOOD_FOR).timestamp():.0f}.{token_urlsafe(12)}"
        return f"{said}.{self._signature(said)}"

    async def async_consume(self, state: str) -> bool:
        said, _, signature = state.rpartition(".")
        if not compare_digest(signature.encode(), self._signature(said).encode()):
            return False
        if float(said.partition(".")[0]) < self._clock.now().timestamp():
            return False
        return await self._store.read(lambda view: view.outcome(_used(state)) is None)

    def _signature(self, said: str) -> str:
        return hmac.new(self._secret, said.encode(), sha256).hexdigest()


def _used(state: str) -> str:
    """By what it is remembered that a sign was used."""
    return f"installed:{state}"
