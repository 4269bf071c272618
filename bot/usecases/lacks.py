"""What the bot may not do in a room, asked of its platform before anybody misses a question."""

import asyncio
import logging
from collections.abc import Sequence

from bot.core.model import Room
from bot.errors import BotError
from bot.ports import Lack
from bot.usecases.house import House

PATIENCE = 1.0  # seconds for a platform's word; an answer has to be there in 1.5

log = logging.getLogger(__name__)


async def lacking(house: House, room: Room) -> Sequence[Lack]:
    """What the bot may not do there; nothing where the platform does not say in time."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await house.lacks(room)
    except (BotError, TimeoutError) as why:
        log.info("lacks_unknown", extra={"why": str(why)})
        return ()
