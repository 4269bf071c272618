"""People and rooms come, go and are renamed: boards and schedules follow, and nothing is deleted."""

from functools import partial

from bot.core.model import Room
from bot.messages import Change, Happened, Nothing, Reply
from bot.ports import Tx
from bot.usecases import greeting, notice
from bot.usecases.house import House


async def changed(house: House, request: Change) -> Reply:
    await house.store.write(partial(_write, house=house, request=request))
    house.wake()
    return Nothing()


def _write(tx: Tx, house: House, request: Change) -> None:
    """A second delivery changes nothing, also when something else has happened since."""
    if tx.outcome(request.id) is not None:
        return
    _follow(tx, house, request)
    tx.remember(request.id, request.arrived, request.what.value)


def _follow(tx: Tx, house: House, request: Change) -> None:
    match request.what:
        case Happened.ADDED:
            greeting.greet(tx, house, request)
        case Happened.JOINED:
            tx.leave(request.member, gone=False)
            tx.meet(request.member, request.name)
        case Happened.LEFT:
            tx.leave(request.member)
        case Happened.ENTERED | Happened.PARTED:
            tx.leave_room(request.member, request.room, gone=request.what is Happened.PARTED)
        case Happened.RENAMED:
            tx.meet(request.member, request.name)
        case Happened.LOST:
            for room in _rooms(tx, request.room):
                notice.pause(tx, house, room, request.id)


def _rooms(tx: Tx, lost: Room) -> tuple[Room, ...]:
    """A room without a channel stands for its whole team."""
    return (lost,) if lost.channel else tx.rooms(lost.team)
