"""`/study admins`: whom a room's admins name beside themselves."""

from functools import partial

from bot.core.choices import RoomChoice
from bot.core.mentions import mentioned
from bot.core.model import Room
from bot.errors import Refused
from bot.messages import Command, Reply, Said
from bot.ports import Tx, View
from bot.usecases.house import House, reader
from bot.usecases.rights import founders, named
from bot.views import admins as views

MOST = 20
NONE = "none"


async def admins(house: House, request: Command) -> Reply:
    """Tell who looks after the room, or name them anew: mentions, or `none`."""
    typed = request.options.get("who", "").strip()
    if typed:
        await house.store.write(partial(_write, request=request, accounts=_accounts(typed)))
    told = await house.store.read(partial(_told, room=request.room))
    return Said(views.admins(reader(request), *told))


def _accounts(typed: str) -> tuple[str, ...]:
    if typed.lower() == NONE:
        return ()
    accounts, names = mentioned(typed)
    if names or not accounts:
        raise Refused("admins.who", typed=typed)
    if len(accounts) > MOST:
        raise Refused("admins.many", most=MOST)
    return accounts


def _write(tx: Tx, request: Command, accounts: tuple[str, ...]) -> None:
    if tx.outcome(request.id) is not None:
        return
    tx.choose(request.room, RoomChoice.ADMINS, " ".join(dict.fromkeys(accounts)))
    tx.remember(request.id, request.arrived, "admins")


def _told(view: View, room: Room) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who set the room up, and whom they named, as they are called."""
    return (
        tuple(view.name(member) or member.user for member in founders(view, room)),
        tuple(view.name(member) or member.user for member in named(view, room)),
    )
