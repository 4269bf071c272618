"""A Slack-like server on loopback: the Web API, and Socket Mode or signed HTTP to bring what people do."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from tests.adapters.slack.api import Api
from tests.adapters.slack.workspace import Json, Workspace

PATIENCE = 3.0  # seconds that Slack waits for an acknowledgement
SECRET = "a signing secret"
TIMES = 4  # that Slack brings what is not acknowledged


class Unanswered(Exception):
    """Nobody acknowledged it, however often it was brought."""


class Line(Protocol):
    """How what people do reaches the bot."""

    async def bring(self, kind: str, payload: Json, times: int = 1) -> Json:
        """The acknowledgement's body. `times`: how often the same is brought, as after a lost answer.

        Raises Unanswered.
        """


class Sockets:
    """Socket Mode: several connections, each request by one of them."""

    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.welcome = asyncio.Event()
        self.came = 0  # connections there ever were
        self.silent = False  # pings are not answered, as by a line that is dead without a word
        self.patience = PATIENCE
        self.cuts = 0  # how many requests to come cut the line they are brought on
        self._answers: dict[str, asyncio.Future[Json]] = {}
        self._numbers = count(1)

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=not self.silent)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": len(self.open) + 1})
        self.open.append(socket)
        self.came += 1
        self.welcome.set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._heard(json.loads(message.data))
        finally:
            self.open.remove(socket)
        return socket

    async def number(self, open: int, ever: int = 0, within: float = 10) -> None:
        """Wait for so many connections, and for so many that there ever were; `within` is in seconds."""
        async with asyncio.timeout(within):
            while len(self.open) < open or self.came < ever:
                self.welcome.clear()
                await self.welcome.wait()

    def cut(self) -> None:
        """Every line breaks."""
        for socket in tuple(self.open):
            assert socket._req is not None
            assert socket._req.transport is not None
            socket._req.transport.abort()

    def mute(self) -> None:
        """Every line that is open is dead without a word: nobody answers its pings."""
        for socket in self.open:
            socket._autoping = False

    def _heard(self, said: Json) -> None:
        waiting = self._answers.pop(said["envelope_id"], None)
        if waiting is not None and not waiting.done():
            waiting.set_result(said.get("payload") or {})

    async def bring(self, kind: str, payload: Json, times: int = 1) -> Json:
        answer: Json = {}
        for retry in range(times):
            answer = await self._once(kind, payload, retry)
        return answer

    async def _once(self, kind: str, payload: Json, retry: int) -> Json:
        types = {"events": "events_api", "commands": "slash_commands", "interactive": "interactive"}
        for attempt in range(retry, retry + TIMES):
            id = f"e{next(self._numbers)}"
            envelope = {
                "envelope_id": id,
                "type": types[kind],
                "payload": payload,
                "accepts_response_payload": True,
            }
            if attempt:
                envelope |= {"retry_attempt": attempt, "retry_reason": "timeout"}
            self._answers[id] = asyncio.get_running_loop().create_future()
            async with asyncio.timeout(PATIENCE):
                while not self.open:
                    self.welcome.clear()
                    await self.welcome.wait()
            socket = self.open[next(self._numbers) % len(self.open)]
            await socket.send_json(envelope)
            if self.cuts:
                self.cuts -= 1
                await socket.close()
                continue
            try:
                return await asyncio.wait_for(self._answers[id], self.patience)
            except TimeoutError:
                continue
        raise Unanswered(kind)


class Caller:
    """Signed HTTP: Slack calls the bot, and calls again with events that were not acknowledged."""

    def __init__(self, url: str, secret: str = SECRET) -> None:
        self.url = url
        self.secret = secret
        self.statuses: list[int] = []

    async def bring(self, kind: str, payload: Json, times: int = 1) -> Json:
        answer: Json = {}
        for retry in range(times):
            answer = await self._once(kind, payload, retry)
        return answer

    async def _once(self, kind: str, payload: Json, retry: int) -> Json:
        for attempt in range(retry, retry + TIMES):
            try:
                status, text = await self.call(kind, payload, retry=attempt)
            except TimeoutError:
                continue
            if status == 200:
                return json.loads(text) if text.startswith("{") else {}
        raise Unanswered(f"{kind}: {self.statuses[-1:]}")

    async def call(
        self, kind: str, payload: Json, *, retry: int = 0, age: float = 0.0, secret: str = ""
    ) -> tuple[int, str]:
        """One signed call. `age`: how many seconds ago it was signed."""
        body, content = _body(kind, payload)
        stamp = str(int(time.time() - age))
        key = (secret or self.secret).encode()
        signature = hmac.new(key, f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        limit = aiohttp.ClientTimeout(total=PATIENCE)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.post(self.url, data=body.encode(), headers=headers) as response,
        ):
            self.statuses.append(response.status)
            return response.status, await response.text()


def _body(kind: str, payload: Json) -> tuple[str, str]:
    match kind:
        case "events":
            return json.dumps(payload), "application/json"
        case "commands":
            return urlencode(payload), "application/x-www-form-urlencoded"
        case _:
            return urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"


class Server:
    """`api` is what STUDYBOT_SLACK_API names."""

    def __init__(self, *, checks: bool = True) -> None:
        self.workspace = Workspace()
        self.web = Api(self.workspace, checks=checks)
        self.sockets = Sockets()
        self._runner: web.AppRunner | None = None

    @property
    def api(self) -> str:
        return f"{self.web.address}/api/"

    async def start(self, port: int = 0) -> None:
        application = web.Application(client_max_size=1 << 24)
        application.add_routes(
            [
                web.post("/api/{method}", self.web.call),
                web.post("/respond/{name}", self.web.respond),
                web.post("/upload/{file}", self.web.upload),
                web.get("/link", self.sockets.link),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.web.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        for socket in tuple(self.sockets.open):
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()


@asynccontextmanager
async def serving(*, checks: bool = True) -> AsyncIterator[Server]:
    server = Server(checks=checks)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
