"""Slack's own library in front: signatures, workspaces and the bot's own messages are its part."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web as http
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.adapters.slack.access import Access
from bot.adapters.slack.incoming import Payload
from bot.adapters.slack.spans import Json
from bot.adapters.slack.teams import Teams
from bot.adapters.slack.web import QUIET, Misshaped, Web
from bot.errors import Gone, Unavailable

log = logging.getLogger(__name__)

PATH = "/slack/events"  # commands, events and whatever is pressed: the manifest names this one address
FORM = "application/x-www-form-urlencoded"
Take = Callable[[Payload, str], Awaitable[Json | None]]  # a payload, and the workspace that installed the bot


class Dispatch:
    """Requests by either way into one function, acknowledged by what it gives."""

    def __init__(self, access: Access, web: Web, teams: Teams) -> None:
        self._access = access
        self._web = web
        self._teams = teams
        self._app: AsyncApp | None = None
        self._take: Take | None = None

    def begin(self, take: Take) -> None:
        """From now on requests are taken."""
        self._take = take

    def end(self) -> None:
        self._take = None
        self._app = None  # its client holds a session that is closed now

    @property
    def takes(self) -> bool:
        return self._take is not None

    async def socket(self, payload: Payload, retry: str) -> str | None:
        """A request by Socket Mode: what acknowledges it, as JSON; "": nothing more than that it came.

        None: it could not be taken, and Slack is to bring it again.
        """
        headers: dict[str, str | Sequence[str]] = {"x-slack-retry-num": retry} if retry else {}
        asked = AsyncBoltRequest(mode="socket_mode", body=dict(payload), headers=headers)
        response = await self._bolt().async_dispatch(asked)
        if response.status != 200:
            return None
        body: str = response.body
        return body if body.startswith("{") else ""

    async def taken(self, payload: Payload, team: str) -> Json | None:
        """What acknowledges a request that bolt let through."""
        return await self._take(payload, team) if self._take is not None else None

    async def http(self, request: http.Request) -> http.StreamResponse:
        """A request by signed HTTP. While nobody takes any, Slack is told to come again."""
        if self._take is None:
            return http.Response(status=503)
        response = await self._bolt().async_dispatch(await _asked(request))
        if response.status == 401:
            log.warning("bad_signature")
        return await to_aiohttp_response(response)

    def _bolt(self) -> AsyncApp:
        """Made in the running loop, with the one session."""
        if self._app is None:
            self._app = AsyncApp(
                logger=QUIET,
                name="studybot",
                process_before_response=True,
                signing_secret=self._access.signing_secret or "none",
                client=self._web.client(),
                authorize=_Known(self._teams),  # type: ignore[arg-type]  # bolt knows that it may find none
            )
            self._app.use(_Ours(self))
            self._app.error(_fault)
        return self._app


async def _asked(request: http.Request) -> AsyncBoltRequest:
    """As bolt reads it; but what is pressed or handed in is unquoted by aiohttp, in a sixth of the time."""
    body = await request.text()
    if request.content_type == FORM and body.startswith("payload="):
        payload = (await request.post())["payload"]
        if isinstance(payload, str) and payload.startswith("{"):
            asked = AsyncBoltRequest(
                body=payload, query=request.query_string, headers=dict(request.headers.items())
            )
            asked.raw_body = body  # what Slack has signed
            return asked
    return await to_bolt_request(request)


class _Ours(AsyncMiddleware):
    """The last of bolt's middleware: everything that is proven to be Slack's comes by here."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        del resp, next
        body = await self._dispatch.taken(req.body, req.context.team_id or "")
        return BoltResponse(status=200, body=body if body is not None else "")


class _Known(AsyncAuthorize):
    """Whose workspace a request is from; None: the bot is not installed there.

    Raises Unavailable where that cannot be known now: nobody is told to install the bot anew.
    """

    def __init__(self, teams: Teams) -> None:
        self._teams = teams

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        del context, user_id, actor_enterprise_id, actor_team_id, actor_user_id
        try:
            token = await self._teams.token(team_id or "")
        except (Gone, Misshaped) as why:
            log.warning("team_unknown", extra={"team": team_id, "why": str(why)})
            return None
        if token is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=token.team,
            bot_id=token.bot_id,
            bot_user_id=token.bot_user,
            bot_token=token.token,
        )


async def _fault(error: Exception) -> BoltResponse:
    """Its own handler would log the request with it."""
    if isinstance(error, Unavailable):
        log.warning("not_taken", extra={"why": str(error)})  # what can come again is brought again
    else:
        log.error("slack_fault", exc_info=error)
    return BoltResponse(status=500, body="")
