"""What a process answers over HTTP beside what its platforms are called on: the boards of rooms."""

from functools import partial
from typing import TYPE_CHECKING

from bot.app.parts import Parts
from bot.usecases.wall import wall

if TYPE_CHECKING:
    from aiohttp.web import AbstractRouteDef


class Endpoints:
    """`routes` go to the one application; `close` lets go who listens to a page, before that stops."""

    def __init__(self, parts: Parts) -> None:
        self.routes: list[AbstractRouteDef] = []
        self._boards = None
        if parts.house.links is not None:
            from bot.adapters.web.board import Boards  # imported when used: it brings an HTTP server

            self._boards = Boards(parts.house.links, parts.house.clock, partial(wall, parts.house))
            self.routes += self._boards.routes()

    def close(self) -> None:
        if self._boards is not None:
            self._boards.close()
