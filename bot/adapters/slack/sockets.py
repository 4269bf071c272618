"""Socket Mode: several connections at once, each noticing within seconds that it is dead."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp

from bot.adapters.errands import Errands
from bot.adapters.slack.incoming import Payload
from bot.adapters.slack.web import Misshaped, Web
from bot.errors import Gone, Unavailable
from bot.ports import Clock

log = logging.getLogger(__name__)

CONNECTIONS = 2  # Slack spreads requests over up to ten; while one is cut the other hears
HEARTBEAT = 1.5  # seconds without a word until a ping; half of it until a missing answer is a dead line
PATIENCE = 10.0  # seconds to connect
FIRST_PAUSE, LONGEST_PAUSE = timedelta(milliseconds=250), timedelta(seconds=30)
STEADY = timedelta(seconds=5)  # a connection that held so long is made again at once
PARTING = timedelta(seconds=3)  # how long a line that closes waits for acknowledgements on their way

Take = Callable[
    [Payload, str], Awaitable[str | None]
]  # a payload and its retry number -> the acknowledgement as JSON, "" for a plain one, None for none


class Sockets:
    """All connections of a process.

    Not slack_sdk's client: after an outage that one dials an address which has expired, for ever; it is deaf
    for up to 9.5 s after a cut, and it opens a session for each connection.
    """

    def __init__(
        self,
        web: Web,
        app_token: str,
        clock: Clock,
        connections: int = CONNECTIONS,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        self._web = web
        self._token = app_token
        self._clock = clock
        self._connections = connections
        self._heartbeat = heartbeat
        self._open = 0

    @property
    def connected(self) -> bool:
        return self._open > 0

    async def serve(self, take: Take) -> None:
        """Until cancelled. Raises Gone where Slack does not know the token, or Socket Mode is off."""
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._connections):
                    group.create_task(self._keep(take))
        except* Gone as refused:
            raise refused.exceptions[0] from None

    async def _keep(self, take: Take) -> None:
        """One connection, made again whenever it ends: at once where it held, else after longer pauses."""
        pause = FIRST_PAUSE
        while True:
            since, wait = self._clock.now(), timedelta(0)
            try:
                url = str((await self._web.call(self._token, "apps.connections.open", {}))["url"])
                await self._listen(url, take)
            except (Unavailable, Misshaped) as away:
                wait = timedelta(seconds=getattr(away, "retry_after", None) or 0)
                log.warning("socket_away", extra={"why": str(away)})
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                log.warning("socket_away", extra={"why": type(error).__name__})
            if self._clock.now() - since > STEADY:
                pause = FIRST_PAUSE
                continue
            await self._clock.sleep(max(wait, pause))
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _listen(self, url: str, take: Take) -> None:
        """Until the connection ends; what came in by it is acknowledged on it."""
        connecting = self._web.session.ws_connect(
            url,
            proxy=self._web.way(url),
            heartbeat=self._heartbeat,
            autoping=True,
            timeout=aiohttp.ClientWSTimeout(ws_close=PARTING.total_seconds()),
        )
        async with asyncio.timeout(PATIENCE):
            socket = await connecting
        errands = Errands()
        self._open += 1
        log.info("socket_open")
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT and self._heard(
                    _read(message.data), socket, take, errands
                ):
                    break
        finally:
            self._open -= 1
            log.info("socket_closed")
            await errands.finish(PARTING)
            await socket.close()

    def _heard(
        self, said: Any, socket: aiohttp.ClientWebSocketResponse, take: Take, errands: Errands
    ) -> bool:
        """Whether Slack asks for another connection in this one's place. Raises Gone where it wants none."""
        match said:
            case {"type": "disconnect", "reason": "link_disabled"}:
                raise Gone("Socket Mode is switched off for this app")
            case {"type": "disconnect", "reason": "warning"}:
                return False
            case {"type": "disconnect"}:
                return True
            case {"envelope_id": str(id), "payload": dict(payload)}:
                errands.start(_acknowledged(socket, id, payload, str(said.get("retry_attempt") or ""), take))
        return False


def _read(text: str) -> Any:
    """None for what is no JSON: one bad word ends no line."""
    try:
        return json.loads(text)
    except ValueError:
        log.warning("socket_said_no_json", extra={"length": len(text)})
        return None


async def _acknowledged(
    socket: aiohttp.ClientWebSocketResponse, id: str, payload: Payload, retry: str, take: Take
) -> None:
    body = await take(payload, retry)
    if body is None:
        return  # Slack brings it again
    payload_too = f',"payload":{body}' if body else ""
    try:
        await socket.send_str(f'{{"envelope_id":{json.dumps(id)}{payload_too}}}')
    except (aiohttp.ClientError, ConnectionError):
        log.info("socket_closed_before_the_answer", extra={"envelope": id})  # Slack sends it again elsewhere
