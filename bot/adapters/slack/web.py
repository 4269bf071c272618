"""Slack's Web API over one session: each call made once, its failures in the words of the house."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.spans import Json
from bot.errors import BotError, Gone, Unavailable

PATIENCE = 10  # seconds for one call
QUIET = logging.getLogger(
    "bot.adapters.slack.library"
)  # the libraries log whole bodies, so nothing of theirs is told
QUIET.setLevel(logging.CRITICAL + 1)
LOST = frozenset(
    {
        "access_denied", "account_inactive", "app_uninstalled", "cannot_dm_bot", "channel_is_archived",
        "channel_not_found", "ekm_access_denied", "invalid_auth", "is_archived", "messages_tab_disabled",
        "missing_scope", "no_permission", "not_authed", "not_in_channel", "org_login_required",
        "restricted_action", "team_access_not_granted", "token_expired", "token_revoked", "user_disabled",
        "user_not_found", "users_not_found",
    }
)  # fmt: skip
NO_TEAM = frozenset(
    {"account_inactive", "app_uninstalled", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)
BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
TROUBLE = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)


class Misshaped(BotError):
    """Slack does not take what was sent: `error` is its word for it."""

    def __init__(self, method: str, error: str) -> None:
        super().__init__(f"{method}: {error}")
        self.error = error


class Web:
    """All calls of one process. Nothing is sent twice: who calls decides whether to try again."""

    def __init__(self, api: str) -> None:
        self._api = api
        self._session: aiohttp.ClientSession | None = None
        self._stopped = False
        self._clients: dict[str, AsyncWebClient] = {}
        self.refused: Callable[[str], None] = _nobody  # who wants to know of a token that is no good

    @property
    def session(self) -> aiohttp.ClientSession:
        """The one session, opened when it is first needed. Raises Unavailable while it is closed."""
        if self._stopped:
            raise Unavailable("stopped", uncertain=False)
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=PATIENCE), trust_env=True
            )
            self._clients.clear()
        return self._session

    def open(self) -> None:
        """Calls can be made again."""
        self._stopped = False

    async def close(self) -> None:
        """No call is made any more: what comes in while a stop is under way opens nothing anew."""
        self._stopped = True
        if self._session is not None:
            await self._session.close()

    def client(self, token: str) -> AsyncWebClient:
        """A client for a token, over the one session."""
        session = self.session
        if token not in self._clients:
            self._clients[token] = AsyncWebClient(
                token or None, self._api, PATIENCE, session=session, logger=QUIET, retry_handlers=[]
            )
        return self._clients[token]

    async def call(self, token: str, method: str, arguments: Json, *, as_form: bool = False) -> Json:
        """One call. Raises Gone | Unavailable | Misshaped. `as_form`: methods that read no JSON."""
        client = self.client(token)
        try:
            async with asyncio.timeout(PATIENCE):
                sent = {"data": arguments} if as_form else {"json": arguments}
                response = await client.api_call(method, **sent)  # type: ignore[arg-type]
        except SlackApiError as error:
            if _word(error) in NO_TEAM:
                self.refused(token)
            raise _told(method, error) from None  # its text holds what was sent
        except aiohttp.ClientConnectorError as error:
            raise Unavailable(f"{method}: no connection ({error.os_error})", uncertain=False) from None
        except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"{method}: {type(error).__name__}") from None
        return {**response.data, HEADERS: response.headers} if isinstance(response.data, dict) else {}

    async def answer(self, url: str, body: Json) -> None:
        """Say something more to a command or a press, by the address it came with.

        Raises Unavailable | Misshaped.
        """
        try:
            async with self.session.post(url, json=body) as response:
                text = await response.text()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"response_url: {type(error).__name__}") from None
        if response.status == 429 or response.status >= 500:
            raise Unavailable(f"response_url: {response.status}", _after(response.headers))
        if response.status != 200 or '"ok":false' in text.replace(" ", ""):
            raise Misshaped("response_url", text[:80])

    async def upload(self, url: str, content: bytes) -> None:
        """Raises Unavailable."""
        try:
            async with self.session.post(url, data=content) as response:
                if response.status != 200:
                    raise Unavailable(f"upload: {response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"upload: {type(error).__name__}") from None


HEADERS = " headers"  # where a call's answer keeps Slack's headers; no field of Slack's begins with a blank


def _nobody(token: str) -> None:
    del token


def _word(failed: SlackApiError) -> str:
    """Slack's word for what is wrong."""
    answer = getattr(failed.response, "data", None)
    return str(answer.get("error", "")) if isinstance(answer, Mapping) else ""


def _told(method: str, failed: SlackApiError) -> BotError:
    """What a refused call means here."""
    response = failed.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    error = _word(failed)
    headers = getattr(response, "headers", None) or {}
    if status == 429 or error in BUSY:
        return Unavailable(f"{method}: busy", _after(headers) or 1.0, uncertain=False)
    if error in LOST:
        return Gone(f"{method}: {error}")
    if status >= 500 or error in TROUBLE or not error:
        return Unavailable(f"{method}: {status} {error}")
    return Misshaped(method, error)


def _after(headers: Mapping[str, Any]) -> float | None:
    """The seconds that Slack wants to be left alone."""
    said = str(headers.get("Retry-After", ""))
    return float(said) if said.isdecimal() else None
