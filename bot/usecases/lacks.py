"""What the bot may not do in a room, asked of its platform before anybody misses a question."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from bot.core.model import Room
from bot.errors import BotError
from bot.ports import Lack, View
from bot.usecases.house import House

PATIENCE = 1.0  # seconds for a platform's word; an answer has to be there in 1.5

log = logging.getLogger(__name__)


async def lacking(house: House, room: Room) -> Sequence[Lack]:
    """What the bot may not do there; nothing where the platform does not say in time."""
    try:
        async with asyncio.timeout(PATIENCE):
            lacks = await house.lacks(room)
            return await house.store.read(partial(_mattering, room=room, lacks=lacks))
    except (BotError, TimeoutError) as why:
        log.info("lacks_unknown", extra={"why": str(why)})
        return ()


def _mattering(view: View, room: Room, lacks: Sequence[Lack]) -> Sequence[Lack]:
    """Without what only another way of posting would need."""
    return [lack for lack in lacks if lack.only is None or _needed(view.choice(room, lack.only), lack)]


def _needed(chosen: str, lack: Lack) -> bool:
    return bool(chosen) and chosen not in lack.spared
