"""Who left their team stands on no board: not every platform tells, so those long unseen are asked about."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.core.model import Member
from bot.errors import BotError
from bot.ports import Tx
from bot.usecases.house import House

UNSEEN = timedelta(days=7)  # who answered or was asked about since then is taken to be there
PATIENCE = 1.0  # seconds for a platform's word; a board has to be there in 1.5

log = logging.getLogger(__name__)


async def look(house: House, shown: Sequence[Member]) -> bool:
    """Ask about those on a board who were not seen lately; whether any of them had left."""
    now = house.clock.now()
    unseen = await house.store.read(lambda view: view.unseen_of(shown, now - UNSEEN))
    if not unseen:
        return False
    try:
        async with asyncio.timeout(PATIENCE):
            gone = await house.gone(unseen)
    except (BotError, TimeoutError) as why:
        log.info("leavers_unknown", extra={"why": str(why)})
        return False
    await house.store.write(partial(settle, asked=unseen, gone=gone, now=now))
    return bool(gone)


def settle(tx: Tx, asked: Sequence[Member], gone: Collection[Member], now: datetime) -> None:
    """What a platform said of them."""
    tx.see(asked, now)
    for member in gone:
        tx.leave(member)
