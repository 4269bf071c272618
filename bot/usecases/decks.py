"""`/study decks`: what there is to study; for admins, the cards whose author should look at them."""

from collections.abc import Iterator
from functools import partial

from bot.core.lookup import Library
from bot.core.records import Fare
from bot.errors import Refused
from bot.messages import Command, Reply, Right, Said
from bot.ports import View
from bot.usecases.house import House, reader
from bot.views import decks as views
from bot.views.decks import Decks, Notable

GROUP = 3  # answers below which a card's figures say too much of who gave them
SHOWN, SHOWN_OF_ONE = 5, 25


async def decks(house: House, request: Command) -> Reply:
    told = await house.store.read(partial(_look, house=house, request=request))
    return Said(views.decks(reader(request), told))


def _look(view: View, house: House, request: Command) -> Decks:
    library = house.library(view, request.room.team)
    name = request.options.get("deck", "").strip().lower()
    if name and name not in library.decks:
        raise Refused("setup.bad_deck", typed=name, known=", ".join(library.decks))
    known = (library.decks[name],) if name else tuple(library.decks.values())
    if Right.ADMIN not in request.rights:
        return Decks(known)
    found = [
        one for one in _notable(library, view.fares(request.room.team)) if not name or one.card.deck == name
    ]
    most = SHOWN_OF_ONE if name else SHOWN
    return Decks(known, tuple(found[:most]), more=max(0, len(found) - most))


def _notable(library: Library, fares: tuple[Fare, ...]) -> Iterator[Notable]:
    """Cards that nobody got anything of, then those that everybody got whole."""
    told = [fare for fare in fares if fare.answered >= GROUP and fare.card in library.cards]
    told.sort(key=lambda fare: (-fare.answered, fare.card))
    yield from (Notable(library.cards[f.card], "nobody", f.answered) for f in told if f.scores == 0)
    yield from (Notable(library.cards[f.card], "everybody", f.answered) for f in told if f.full == f.answered)
