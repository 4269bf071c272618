"""Trying a room out: a post that asks nothing."""

from functools import partial

from bot.core.records import DeliveryKind, NewDelivery
from bot.messages import Press, Reply, Said
from bot.ports import Tx
from bot.usecases.house import House, reader
from bot.usecases.lacks import lacking
from bot.views import study as views


async def post(house: House, request: Press, argument: str) -> Reply:
    """Post a few words in the room, so that everybody sees that questions can come."""
    del argument
    await house.store.write(partial(_send, house=house, request=request))
    house.wake()
    return Said(views.on_its_way(reader(request), await lacking(house, request.room)), kept=True)


def _send(tx: Tx, house: House, request: Press) -> None:
    key = f"test:{request.id}"
    facts = {"say": "test_post"}
    tx.send(NewDelivery(key, request.room, DeliveryKind.NOTICE, house.clock.now(), facts=facts))
