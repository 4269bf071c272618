"""The local page on a real socket of this machine, with the harbour's deck and a question open."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from itertools import count

import aiohttp
from aiohttp import web

from bot.adapters.clock import VirtualClock
from bot.adapters.web import Web
from bot.adapters.web.board import Boards
from bot.app.parts import Parts, put_together
from bot.core.links import Links
from bot.core.model import EVERY_DAY, Room, Schedule, Team
from bot.core.secret import Secret
from bot.daily import Daily
from bot.store import MEMORY, open_store
from bot.usecases import settings
from bot.usecases.commands import SPECS
from bot.usecases.door import door
from bot.usecases.wall import wall
from tests.talks.stage import BEGINNING, ZONE, harbour

ROOM = Room(Team("terminal", "local"), "chat")
SECRET = Secret("a secret that is long enough")


@dataclass(slots=True)
class Rig:
    """`address` is where the page is; `link` where the board of its room can be seen."""

    address: str
    link: str
    page: Web
    parts: Parts
    daily: Daily
    clock: VirtualClock
    session: aiohttp.ClientSession
    ids: "count[int]" = field(default_factory=count)

    async def ask(self, where: str, **body: object) -> dict[str, str]:
        """What the page's own script would send, and what it gets."""
        told = {"id": f"request-{next(self.ids)}", "user": "Ada", **body}
        async with self.session.post(
            f"{self.address}{where}", json=told, headers={"Origin": self.address}
        ) as answer:
            answer.raise_for_status()
            found: dict[str, str] = await answer.json()
            return found

    async def status(self, method: str, where: str, body: bytes = b"", **headers: str) -> int:
        """How a request of any kind is answered."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.session.request(
            method, f"{self.address}{where}", data=io.BytesIO(body), headers=named, allow_redirects=False
        ) as answer:
            return answer.status


@asynccontextmanager
async def rigged() -> AsyncIterator[Rig]:
    clock = VirtualClock(BEGINNING.replace(hour=9))
    async with open_store(MEMORY) as store:
        links = Links("http://localhost", SECRET)
        parts = put_together(store, harbour(), clock, str(ZONE), links)
        schedule = Schedule(0, ROOM, time(9), str(ZONE), EVERY_DAY)
        await store.write(lambda tx: settings.ensure(tx, schedule, parts.house))
        page = Web(ROOM, "Ada", clock, partial(wall, parts.house))
        boards = Boards(links, clock, partial(wall, parts.house))
        daily = parts.daily({page.name: page}, "rig")
        own = {route.path for route in page.routes()}
        routes = [*page.routes(), *(route for route in boards.routes() if route.path not in own)]
        async with listening(routes) as address, aiohttp.ClientSession() as session:
            serving = asyncio.create_task(page.serve(SPECS, door(parts.house)))
            await daily.beat()
            link = links.of(ROOM, clock.now().replace(year=2027)).removeprefix("http://localhost")
            yield Rig(address, f"{address}{link}", page, parts, daily, clock, session)
            boards.close()
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving


@asynccontextmanager
async def listening(routes: list[web.RouteDef]) -> AsyncIterator[str]:
    application = web.Application()
    application.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def events(
    rig: Rig, where: str, wanted: int, last: str = "", reads: str = "en"
) -> list[tuple[str, object]]:
    """The next events of a stream, by name, for who reads this language."""
    found: list[tuple[str, object]] = []
    headers = {"Accept-Language": reads} | ({"Last-Event-ID": last} if last else {})
    async with rig.session.get(where, headers=headers) as stream:
        name = ""
        async for raw in stream.content:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                found.append((name, json.loads(line.removeprefix("data: "))))
            if len(found) == wanted:
                break
    return found
