"""The bot with the local page as its only platform, on this machine's loopback."""

import os
from collections.abc import Callable
from functools import partial

from bot.adapters.clock import SystemClock
from bot.adapters.terminal import ROOM
from bot.adapters.web import Web
from bot.app.accounts import Address
from bot.app.chat import login, settle_in
from bot.app.connect import Connected
from bot.app.http import listening
from bot.app.parts import decks, put_together, zone_of_machine
from bot.app.serve import live
from bot.app.settings import Settings, language_of
from bot.store import open_store
from bot.usecases.door import door
from bot.usecases.wall import wall

HOST = "127.0.0.1"


async def serve_page(settings: Settings, user: str, port: int, told: Callable[[str], None]) -> None:
    """Serve until cancelled: the terminal's room with its people, as a page. `told` hears the address.

    Raises OSError where the port is taken.
    """
    clock = SystemClock(settings.now)
    catalogue = decks(settings)
    async with open_store(settings.database, holder="studybot web") as store:
        parts = put_together(store, catalogue, clock, zone_of_machine())
        await settle_in(parts.house, language_of(os.environ))
        page = Web(ROOM, user or login(), clock, partial(wall, parts.house))
        await parts.daily({page.name: page}, str(os.getpid())).beat()  # today's question is there at once
        async with listening(Address(HOST, port), page.routes()):
            told(f"http://{HOST}:{port}/")
            await live(parts, Connected((page,)), catalogue, door(parts.house))
