"""`/study decks`: what there is to study; for admins, the cards whose author should look at them."""

from collections.abc import Iterator, Sequence
from functools import partial

from bot.core.lookup import Library
from bot.core.records import Fare
from bot.errors import Refused
from bot.messages import Command, Reply, Right, Said
from bot.ports import View
from bot.usecases.house import House, reader
from bot.usecases.reveal import READ
from bot.views import decks as views
from bot.views.decks import Decks, Notable

GROUP = 3  # answers below which a card's figures say too much of who gave them
OFTEN = 2  # appeals
LOOKED_AT = 10  # cards whose wrong answers are read
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
    fares = [
        fare
        for fare in view.fares(request.room.team)
        if fare.card in library.cards and name in ("", library.cards[fare.card].deck)
    ]
    found = [*_notable(library, fares), *_mistaken(view, house, library, fares)]
    most = SHOWN_OF_ONE if name else SHOWN
    return Decks(known, tuple(found[:most]), more=max(0, len(found) - most))


def _notable(library: Library, fares: Sequence[Fare]) -> Iterator[Notable]:
    """Cards that nobody got anything of, then those often disputed, then those that everybody got whole."""
    told = sorted(
        (fare for fare in fares if fare.answered >= GROUP), key=lambda fare: (-fare.answered, fare.card)
    )
    yield from (Notable(library.cards[f.card], "nobody", f.answered) for f in told if f.scores == 0)
    disputed = sorted(fares, key=lambda fare: (-fare.disputed, fare.card))
    yield from (
        Notable(library.cards[f.card], "disputed", f.disputed) for f in disputed if f.disputed >= OFTEN
    )
    yield from (Notable(library.cards[f.card], "everybody", f.answered) for f in told if f.full == f.answered)


def _mistaken(view: View, house: House, library: Library, fares: Sequence[Fare]) -> Iterator[Notable]:
    """What several people took for right when a card was last asked, of those that went worst."""
    worst = sorted(
        (fare for fare in fares if fare.answered >= GROUP and fare.full < fare.answered),
        key=lambda fare: (fare.scores / fare.answered, fare.card),
    )
    for fare in worst[:LOOKED_AT]:
        round_ = view.round(fare.latest)
        if round_ is None:
            continue
        kept = house.marker.kept(view, round_.version)
        deck = library.decks.get(kept.card.deck)
        for term, n in house.marker.mistaken(kept, deck, view.missing_texts(round_.id, READ)):
            yield Notable(library.cards[fare.card], "mistaken", n, term)
