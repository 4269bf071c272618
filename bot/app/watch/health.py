"""Whether the process lives, and whether it can do its work: what engines and balancers ask."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from bot.app.watch.measures import Measures
from bot.errors import Unavailable
from bot.ports import Platform
from bot.usecases.house import House

PATIENCE = 2.0  # seconds for the store to answer
PROXIED = ("Forwarded", "X-Forwarded-For", "Via")  # a request with one of these came from outside


class Health:
    """`/healthz`: the loop turns. `/readyz`: store and a platform answer. `/metrics`: figures."""

    def __init__(self, house: House, platforms: Sequence[Platform], measures: Measures | None) -> None:
        self._house = house
        self._platforms = tuple(platforms)
        self._measures = measures

    def routes(self) -> list[web.RouteDef]:
        gets = {"/healthz": self._lives, "/readyz": self._ready}
        more = {"/metrics": self._figures} if self._measures is not None else {}
        return [web.get(path, answer) for path, answer in (gets | more).items()]

    async def _lives(self, request: web.Request) -> web.Response:
        del request
        return web.json_response({"alive": True, "version": self._house.version})

    async def _ready(self, request: web.Request) -> web.Response:
        del request
        present = {platform.name: platform.present for platform in self._platforms}
        told = {"database": await self._answers(), "platforms": present}
        ready = bool(told["database"]) and any(present.values())
        return web.json_response({"ready": ready, **told}, status=200 if ready else 503)

    async def _answers(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._house.store.read(lambda view: view.next_due())
        except (Unavailable, TimeoutError):
            return False
        return True

    async def _figures(self, request: web.Request) -> web.Response:
        """For who asks directly: whatever a proxy passes on from outside gets nothing."""
        if self._measures is None or any(name in request.headers for name in PROXIED):
            raise web.HTTPNotFound
        try:
            now = self._house.clock.now()
            waiting = await self._house.store.read(lambda view: view.waiting(now))
        except Unavailable:
            waiting = ()  # the figures of the store itself tell that it is away
        self._measures.look(waiting, self._platforms, self._house.clock.now())
        return web.Response(
            body=self._measures.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )
