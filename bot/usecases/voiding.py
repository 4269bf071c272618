"""`/study void`: a question that was no good costs nobody their streak; taken back with one press."""

from functools import partial

from bot.core.model import Round
from bot.core.records import DeliveryKind, NewDelivery
from bot.errors import Refused
from bot.messages import Command, Press, Reply, Said
from bot.ports import Tx, View
from bot.usecases.amending import amend
from bot.usecases.house import House, meet, reader
from bot.views import voiding as views

LONGEST = 200  # characters of a reason
DIGITS = 9


async def void(house: House, request: Command) -> Reply:
    """Excuse who missed a question; with its number alone, tell how it stands."""
    typed = request.options.get("question", "").split()
    if not typed or not typed[0].isdecimal() or len(typed[0]) > DIGITS:
        raise Refused("void.how")
    number, why = int(typed[0]), " ".join(typed[1:])[:LONGEST]
    if not why:
        found, told = await house.store.read(partial(_stands, request=request, number=number))
        return Said(views.stands(reader(request), found, told))
    found = await house.store.write(partial(_void, house=house, request=request, number=number, why=why))
    house.wake()
    return Said(views.stands(reader(request), found, why))


async def unvoid(house: House, request: Press, round_id: str) -> Reply:
    """Let a question count again."""
    found = await house.store.write(partial(_unvoid, house=house, request=request, round_id=int(round_id)))
    house.wake()
    return Said(views.stands(reader(request), found, None))


def _stands(view: View, request: Command, number: int) -> tuple[Round, str | None]:
    found = _numbered(view, request, number)
    return found, view.void_of(found.id)


def _void(tx: Tx, house: House, request: Command, number: int, why: str) -> Round:
    found = _numbered(tx, request, number)
    if tx.outcome(request.id) is None and tx.void_of(found.id) != why:
        meet(tx, request)
        tx.void(found.id, house.clock.now(), void=True, why=why)
        _say(tx, house, request, found, {"say": "void", "why": why})
    return found


def _unvoid(tx: Tx, house: House, request: Press, round_id: int) -> Round:
    found = tx.round(round_id)
    if found is None or not found.daily or found.room.team != request.member.team:
        raise Refused("void.unknown")
    if tx.outcome(request.id) is None:
        if tx.void_of(found.id) is None:
            raise Refused("void.counts")
        meet(tx, request)
        tx.void(found.id, house.clock.now(), void=False, why="")
        _say(tx, house, request, found, {"say": "unvoid"})
    return found


def _say(tx: Tx, house: House, request: Command | Press, found: Round, facts: dict[str, str]) -> None:
    """The room hears of it, since it is the room's streaks that follow."""
    tx.remember(request.id, request.arrived, str(found.id))
    told = {**facts, "number": str(found.number)}
    key = f"void:{found.id}:{request.id}"
    tx.send(NewDelivery(key, found.room, DeliveryKind.NOTICE, house.clock.now(), found.id, told))
    amend(tx, house, found)


def _numbered(view: View, request: Command, number: int) -> Round:
    found = view.numbered(request.room, number)
    if found is None or found.posted is None:
        raise Refused("void.unknown")
    return found
