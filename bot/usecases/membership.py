"""People and rooms come, go and are renamed: boards and schedules follow, and nothing is deleted."""

from functools import partial

from bot.messages import Change, Happened, Nothing, Reply
from bot.ports import Tx
from bot.usecases import notice
from bot.usecases.house import House


async def changed(house: House, request: Change) -> Reply:
    await house.store.write(partial(_write, house=house, request=request))
    house.wake()
    return Nothing()


def _write(tx: Tx, house: House, request: Change) -> None:
    match request.what:
        case Happened.JOINED:
            tx.leave(request.member, gone=False)
            tx.meet(request.member, request.name)
        case Happened.LEFT:
            tx.leave(request.member)
        case Happened.RENAMED:
            tx.meet(request.member, request.name)
        case Happened.LOST:
            notice.pause(tx, house, request.room, request.id)
