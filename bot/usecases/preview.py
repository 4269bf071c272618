"""`/study test`: the room's next question for an admin alone, who may name another one."""

from functools import partial

from bot.core.choices import RoomChoice
from bot.core.lookup import Library
from bot.core.model import Card, Schedule
from bot.errors import Refused
from bot.messages import Command, Press, Reply, Said
from bot.ports import Tx, View
from bot.usecases.choosing import choose, pool, put_off
from bot.usecases.house import House, reader
from bot.views import question as views
from bot.views.question import Preview

NAMED = 5  # cards offered where a name means several


async def test(house: House, request: Command) -> Reply:
    """Look at the next question; with a card's name, have that one next."""
    typed = request.options.get("card", "").strip()
    if typed:
        told = await house.store.write(partial(_name, house=house, request=request, typed=typed))
    else:
        told = await house.store.read(partial(_look, house=house, request=request))
    return Said(views.preview(reader(request), told))


async def pressed(house: House, request: Press, argument: str) -> Reply:
    """The button beside the schedule."""
    del argument
    told = await house.store.read(partial(_look, house=house, request=request))
    return Said(views.preview(reader(request), told))


async def another(house: House, request: Press, key: str) -> Reply:
    """Not this card next: the one that comes then."""
    told = await house.store.write(partial(_another, house=house, request=request, key=key))
    return Said(views.preview(reader(request), told), replaces=True)


def _look(view: View, house: House, request: Command | Press) -> Preview:
    schedule = _schedule(view, request)
    library = house.library(view, request.room.team)
    chosen = choose(view, library, schedule, house.clock.now())
    if chosen is None:
        raise Refused("setup.no_cards")
    named = view.choice(schedule.room, RoomChoice.NEXT) == chosen.card.key
    return Preview(chosen.card, library.decks[chosen.card.deck].header, chosen.expected, named)


def _name(tx: Tx, house: House, request: Command, typed: str) -> Preview:
    if tx.outcome(request.id) is None:
        schedule = _schedule(tx, request)
        card = _meant(house.library(tx, request.room.team), schedule, typed)
        tx.choose(schedule.room, RoomChoice.NEXT, card.key)
        tx.remember(request.id, request.arrived, card.key)
    return _look(tx, house, request)


def _another(tx: Tx, house: House, request: Press, key: str) -> Preview:
    if tx.outcome(request.id) is None:
        if key not in house.library(tx, request.room.team).cards:
            raise Refused("door.old_button")
        put_off(tx, _schedule(tx, request).room, key)
        tx.remember(request.id, request.arrived, key)
    return _look(tx, house, request)


def _meant(library: Library, schedule: Schedule, typed: str) -> Card:
    """The one card of the room's decks that a name means."""
    able = pool(library, schedule.decks)
    found = [library.cards[typed]] if typed in library.cards else list(library.find(typed).cards)
    cards = [card for card in found if card in able]
    if len(cards) == 1:
        return cards[0]
    if cards:
        names = ", ".join(card.id for card in cards[:NAMED])
        raise Refused("question.which", typed=typed, n=len(cards), names=names)
    raise Refused("question.no_such", typed=typed)


def _schedule(view: View, request: Command | Press) -> Schedule:
    schedule = next(iter(view.schedules(request.room)), None)
    if schedule is None:
        raise Refused("setup.none")
    return schedule
