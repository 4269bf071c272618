"""The wall of a room for who has its signed link: read only, and by itself up to date."""

from aiohttp import web

from bot import wording
from bot.adapters.web import page
from bot.adapters.web.guard import Handler, guarded, host_of, on_loopback
from bot.adapters.web.live import Events, Wall, Walls, stream
from bot.core.links import Links
from bot.core.model import Room
from bot.ports import Clock


class Boards:
    """Its routes answer under the links' own address, and on loopback."""

    def __init__(self, links: Links, clock: Clock, wall: Wall) -> None:
        self._links = links
        self._host = host_of(links.address.partition("://")[2].partition("/")[0])
        self._clock = clock
        self._walls = Walls(wall, clock)
        self._events = Events()

    def routes(self) -> list[web.RouteDef]:
        gets: dict[str, Handler] = {
            "/board/{link}": self._board,
            "/board/{link}/live": self._live,
            **page.files(),
        }
        return [web.get(path, guarded(handler, self._ours)) for path, handler in gets.items()]

    def close(self) -> None:
        """The open pages are let go."""
        self._events.close()

    def _ours(self, host: str) -> bool:
        return host == self._host or on_loopback(host)

    async def _board(self, request: web.Request) -> web.StreamResponse:
        locale = page.language(request)
        say = wording.of(locale)
        room = self._room(request)
        if room is None:
            return page.shown("gone", say, status=404)
        panels = await self._walls.of(room, locale)
        return page.shown("board", say, panels="".join(f"<section>{panel}</section>" for panel in panels))

    async def _live(self, request: web.Request) -> web.StreamResponse:
        room = self._room(request)
        if room is None:
            raise web.HTTPNotFound
        return await stream(request, room, page.language(request), self._walls, self._events)

    def _room(self, request: web.Request) -> Room | None:
        """The room that the link was made for; None: it is none of ours, or has had its time."""
        return self._links.room(request.match_info["link"], self._clock.now())
