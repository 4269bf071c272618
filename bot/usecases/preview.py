"""`/study test`: a room's next questions for an admin alone, who may put others first."""

from contextlib import suppress
from functools import partial

from bot.core.lookup import Library
from bot.core.model import Card, Schedule
from bot.errors import Refused
from bot.messages import Command, Press, Reply, Said
from bot.ports import Tx, View
from bot.usecases.choosing import NAMED, coming, pool, put_first, put_off
from bot.usecases.house import House, reader
from bot.views import question as views
from bot.views.question import Ahead, Preview

AHEAD = 5  # questions that are looked ahead to
OFFERED = 5  # cards offered where a name means several
NOTHING = "none"  # typed to take back what was named


async def test(house: House, request: Command) -> Reply:
    """Look at the next questions; with names of cards, have those next, in that order."""
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


async def first(house: House, request: Press, key: str) -> Reply:
    """A card before all that would come before it; they keep their order."""
    told = await house.store.write(partial(_first, house=house, request=request, key=key))
    return Said(views.preview(reader(request), told), replaces=True)


def _look(view: View, house: House, request: Command | Press) -> Preview:
    schedule = _schedule(view, request)
    library = house.library(view, request.room.team)
    found = coming(view, library, schedule, house.clock.now(), AHEAD)
    if not found:
        raise Refused("setup.no_cards")
    return Preview(
        tuple(Ahead(one.card, library.decks[one.card.deck].header, one.expected, one.named) for one in found)
    )


def _name(tx: Tx, house: House, request: Command, typed: str) -> Preview:
    if tx.outcome(request.id) is None:
        schedule = _schedule(tx, request)
        cards = _named(house.library(tx, request.room.team), schedule, typed)
        put_first(tx, schedule.room, cards)
        tx.remember(request.id, request.arrived, " ".join(cards))
    return _look(tx, house, request)


def _another(tx: Tx, house: House, request: Press, key: str) -> Preview:
    if tx.outcome(request.id) is None:
        if key not in house.library(tx, request.room.team).cards:
            raise Refused("door.old_button")
        put_off(tx, _schedule(tx, request).room, key)
        tx.remember(request.id, request.arrived, key)
    return _look(tx, house, request)


def _first(tx: Tx, house: House, request: Press, key: str) -> Preview:
    if tx.outcome(request.id) is None:
        shown = [ahead.card.key for ahead in _look(tx, house, request).cards]
        if key not in shown:  # a question has come since, or somebody else has changed the order
            raise Refused("door.old_button")
        put_first(tx, request.room, [key, *shown[: shown.index(key)]])
        tx.remember(request.id, request.arrived, key)
    return _look(tx, house, request)


def _named(library: Library, schedule: Schedule, typed: str) -> list[str]:
    """The cards that are named: one by whatever name it has, several with commas or blanks between."""
    if typed.lower() == NOTHING:
        return []
    names = [name.strip() for name in typed.split(",") if name.strip()]
    if len(names) == 1 and len(words := typed.split()) > 1:
        with suppress(Refused):
            return [_meant(library, schedule, typed).key]
        names = words if all(_is_card(library, word) for word in words) else names
    cards = dict.fromkeys(_meant(library, schedule, name).key for name in names)
    if len(cards) > NAMED:
        raise Refused("question.too_many", most=NAMED)
    return list(cards)


def _is_card(library: Library, word: str) -> bool:
    return word in library.cards or len(library.find(word).cards) == 1


def _meant(library: Library, schedule: Schedule, typed: str) -> Card:
    """The one card of the room's decks that a name means."""
    able = pool(library, schedule.decks)
    found = [library.cards[typed]] if typed in library.cards else list(library.find(typed).cards)
    cards = [card for card in found if card in able]
    if len(cards) == 1:
        return cards[0]
    if cards:
        names = ", ".join(card.id for card in cards[:OFFERED])
        raise Refused("question.which", typed=typed, n=len(cards), names=names)
    raise Refused("question.no_such", typed=typed)


def _schedule(view: View, request: Command | Press) -> Schedule:
    schedule = next(iter(view.schedules(request.room)), None)
    if schedule is None:
        raise Refused("setup.none")
    return schedule
