"""The one HTTP server of a process: whoever is called over HTTP hands in routes."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.app.accounts import Address

if TYPE_CHECKING:
    from aiohttp.web import AbstractRouteDef

log = logging.getLogger(__name__)

LARGEST = 1 << 20  # bytes of a request's body
PARTING = 10.0  # seconds that a stop waits for answers on their way


@asynccontextmanager
async def listening(address: Address | None, routes: "Sequence[AbstractRouteDef]") -> AsyncIterator[None]:
    """Answer on the address while the block runs; nothing listens without one.

    Raises OSError where the address is taken or not ours.
    """
    if address is None:
        yield
        return
    from aiohttp import web  # imported when used: a bot that calls out listens to nobody

    application = web.Application(client_max_size=LARGEST)
    application.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=PARTING)
    await runner.setup()
    try:
        await web.TCPSite(runner, address.host, address.port).start()
        log.info("listening", extra={"host": address.host, "port": address.port})
        yield
    finally:
        await runner.cleanup()
