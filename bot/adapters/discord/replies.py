"""What answers an interaction: by connections of its own, so that no post and no rate limit holds it up.

The library would keep a lock or a bucket for every interaction, and an object for every message with buttons.
"""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp

from bot.adapters.discord import failing
from bot.adapters.discord.drawing import Body, Drawn, File
from bot.adapters.discord.rest import named

log = logging.getLogger(__name__)

PAUSES = (0.2, 0.5, 1.0)  # seconds between tries; people wait three seconds for the first answer
LONGEST_WAIT = 10.0  # seconds that a rate limit may ask for
PATIENCE = aiohttp.ClientTimeout(total=10)

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
PRIVATE = 1 << 6


class Refusal(Exception):
    """Discord did not take what was said; `code` is its own number for why."""

    def __init__(self, status: int, code: int, why: str) -> None:
        super().__init__(f"{status} {code} {why}")
        self.status = status
        self.code = code


class Lost(Exception):
    """Discord did not answer, however often it was asked; what it was told may have got through."""


class Replies:
    """The ways to answer interactions. Each raises Refusal or Lost."""

    def __init__(self, session: aiohttp.ClientSession, api: str) -> None:
        self._session = session
        self._api = api

    async def answer(self, id: str, token: str, kind: int, drawn: Drawn | None = None) -> None:
        """The first answer, due within three seconds."""
        body: Body = {"type": kind} | ({"data": drawn.body} if drawn is not None else {})
        files = drawn.files if drawn is not None else ()
        await self._call("POST", f"/interactions/{id}/{token}/callback", body, files)

    async def change(self, application: str, token: str, drawn: Drawn) -> None:
        """What stands there instead of the first answer, for up to fifteen minutes."""
        body = {**drawn.body, "flags": drawn.body.get("flags", 0) & ~PRIVATE}
        await self._call("PATCH", f"/webhooks/{application}/{token}/messages/@original", body, drawn.files)

    async def forget(self, application: str, token: str) -> None:
        """Take the first answer away."""
        await self._call("DELETE", f"/webhooks/{application}/{token}/messages/@original", None, ())

    async def _call(self, method: str, path: str, body: Body | None, files: Sequence[File]) -> None:
        for pause in (*PAUSES, None):
            try:
                async with self._session.request(
                    method,
                    f"{self._api}{path}",
                    data=_data(body, files),
                    headers=_headers(files),
                    timeout=PATIENCE,
                ) as response:
                    if response.status < 300:
                        return
                    said = await _said(response)
                    wait = _wait(response.status, said, pause)
                    if wait is None:
                        raise Refusal(response.status, int(said.get("code", 0)), str(said)[:1000])
            except (aiohttp.ClientError, TimeoutError, OSError) as lost:
                if pause is None:
                    raise Lost(type(lost).__name__) from lost
                wait = pause
            await asyncio.sleep(wait)


def _wait(status: int, said: Mapping[str, Any], pause: float | None) -> float | None:
    """Seconds until another try; None: none is of use."""
    if pause is None or (status < 500 and status != 429):
        return None
    asked = said.get("retry_after")
    wait = float(asked) if status == 429 and isinstance(asked, int | float) else pause
    return wait if wait <= LONGEST_WAIT else None


def _data(body: Body | None, files: Sequence[File]) -> bytes | aiohttp.FormData | None:
    if body is None:
        return None
    if not files:
        return json.dumps(body).encode()
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    for name, file in named(files):
        form.add_field(name, file.content, filename=file.name, content_type=file.kind)
    return form


def _headers(files: Sequence[File]) -> dict[str, str]:
    return {} if files else {"Content-Type": "application/json"}


async def _said(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    try:
        said = await response.json(content_type=None)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def has_expired(refusal: Refusal) -> bool:
    """It came too late, or the message is not there any more: nobody waits for it."""
    return refusal.code in (failing.UNKNOWN_INTERACTION, failing.UNKNOWN_MESSAGE) or refusal.status in (
        401,
        404,
    )
