"""Slack's Web API over one session: each call made once, its failures in the words of the house."""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
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


class Uninstalled(Gone):
    """The whole workspace is lost: the bot was taken away there, or its token is good no more."""


class Web:
    """All calls of one process. Nothing is sent twice: who calls decides whether to try again.

    Not by slack_sdk's client, which bolt is given all the same: an answer that is no JSON, as of a proxy on
    the way, is an AttributeError there, and it puts its headers and its address together anew for each call.
    """

    def __init__(self, api: str) -> None:
        self._api = api
        self._session: aiohttp.ClientSession | None = None
        self._stopped = False
        self._ways: dict[str, str | None] = {}
        self.refused: Callable[[str], None] = _nobody  # who wants to know of a token that is no good

    @property
    def session(self) -> aiohttp.ClientSession:
        """The one session, opened when it is first needed. Raises Unavailable while it is closed."""
        if self._stopped:
            raise Unavailable("stopped", uncertain=False)
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=PATIENCE),
                cookie_jar=aiohttp.DummyCookieJar(),  # tokens say who calls, and workspaces share the session
            )
        return self._session

    def open(self) -> None:
        """Calls can be made again."""
        self._stopped = False

    async def close(self) -> None:
        """No call is made any more: what comes in while a stop is under way opens nothing anew."""
        self._stopped = True
        if self._session is not None:
            await self._session.close()

    def client(self) -> AsyncWebClient:
        """What bolt wants to have, over the one session; nothing of ours is called by it."""
        return AsyncWebClient(
            None, self._api, PATIENCE, session=self.session, logger=QUIET, retry_handlers=[]
        )

    def way(self, url: str) -> str | None:
        """The proxy before an address, as the environment says; None: there is none.

        Looked up once an address: aiohttp's `trust_env` reads a file on a thread at each call.
        """
        at = urlsplit(url)
        host = f"{at.scheme}://{at.hostname}"
        if host not in self._ways:
            bypassed = proxy_bypass(at.hostname or "")
            self._ways[host] = None if bypassed else getproxies().get(at.scheme.replace("ws", "http"))
        return self._ways[host]

    async def call(self, token: str, method: str, arguments: Json, *, as_form: bool = False) -> Json:
        """One call. Raises Gone | Unavailable | Misshaped. `as_form`: methods that read no JSON."""
        url = self._api + method
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if as_form:
            sent: Any = {key: str(value) for key, value in arguments.items()}
        else:
            headers["Content-Type"] = "application/json;charset=utf-8"
            sent = json.dumps(arguments, separators=(",", ":")).encode()
        try:
            async with self.session.post(url, data=sent, headers=headers, proxy=self.way(url)) as response:
                body = await response.read()
        except aiohttp.ClientConnectorError as error:
            raise Unavailable(f"{method}: no connection ({error.os_error})", uncertain=False) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"{method}: {type(error).__name__}") from None
        told = _read(body)
        if response.status == 200 and told.get("ok"):
            told[HEADERS] = response.headers
            return told
        word = str(told.get("error", ""))
        if word in NO_TEAM:
            self.refused(token)
        raise _told(method, response.status, word, response.headers)

    async def answer(self, url: str, body: Json) -> None:
        """Say something more to a command or a press, by the address it came with.

        Raises Unavailable | Misshaped.
        """
        try:
            async with self.session.post(url, json=body, proxy=self.way(url)) as response:
                text = await response.text()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"response_url: {type(error).__name__}") from None
        if response.status == 429 or response.status >= 500:
            uncertain, after = response.status != 429, _after(response.headers)
            raise Unavailable(f"response_url: {response.status}", after, uncertain=uncertain)
        if response.status != 200 or '"ok":false' in text.replace(" ", ""):
            raise Misshaped("response_url", text[:80])

    async def upload(self, url: str, content: bytes) -> None:
        """Raises Unavailable."""
        try:
            async with self.session.post(url, data=content, proxy=self.way(url)) as response:
                if response.status != 200:
                    raise Unavailable(f"upload: {response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"upload: {type(error).__name__}") from None


HEADERS = " headers"  # where a call's answer keeps Slack's headers; no field of Slack's begins with a blank


def _nobody(token: str) -> None:
    del token


def _read(body: bytes) -> Json:
    """What was answered; nothing where that is no JSON, whoever on the way answered in Slack's place."""
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _told(method: str, status: int, error: str, headers: Mapping[str, str]) -> BotError:
    """What a refused call means here."""
    if status == 429 or error in BUSY:
        return Unavailable(f"{method}: busy", _after(headers) or 1.0, uncertain=False)
    if error in NO_TEAM:
        return Uninstalled(f"{method}: {error}")
    if error in LOST:
        return Gone(f"{method}: {error}")
    if status >= 500 or error in TROUBLE or not error:
        return Unavailable(f"{method}: {status} {error}")
    return Misshaped(method, error)


def _after(headers: Mapping[str, Any]) -> float | None:
    """The seconds that Slack wants to be left alone."""
    said = str(headers.get("Retry-After", ""))
    return float(said) if said.isdecimal() else None
