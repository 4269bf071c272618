"""What a process answers over HTTP beside what its platforms are called on: boards, health, figures."""

from collections.abc import Sequence
from functools import partial

from aiohttp.web import AbstractRouteDef

from bot.adapters.web.board import Boards
from bot.app.parts import Parts
from bot.app.watch.health import Health
from bot.app.watch.measures import Measures
from bot.ports import Platform
from bot.usecases.wall import wall


class Endpoints:
    """`routes` go to the one application; `close` lets go who listens to a page, before that stops."""

    def __init__(self, parts: Parts, platforms: Sequence[Platform], measures: Measures | None) -> None:
        house = parts.house
        links = house.links
        self._boards = Boards(links, house.clock, partial(wall, house)) if links is not None else None
        self.routes: list[AbstractRouteDef] = [
            *Health(house, platforms, measures).routes(),
            *(self._boards.routes() if self._boards is not None else ()),
        ]

    def close(self) -> None:
        if self._boards is not None:
            self._boards.close()
