"""What a run of practice draws from: as it was typed, as cards, as those of them that can be asked now."""

from dataclasses import dataclass

from bot.core.draw import Desk, among
from bot.core.lookup import Library
from bot.core.model import Card, Room
from bot.core.records import Draws
from bot.errors import Refused
from bot.ports import View
from bot.usecases.almanac import almanac
from bot.usecases.house import House

USUAL = 10  # questions in a run
MOST = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    scope: str
    title: str
    cards: tuple[Card, ...]
    count: int
    draws: Draws


def count(typed: str) -> int:
    if not typed:
        return USUAL
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST:
        raise Refused("quiz.count", most=MOST)
    return int(typed)


def scoped(scope: str, draws: str) -> tuple[str, Draws]:
    """Deck or topic, and what to draw; "due", "weak" or "new" may stand behind the scope as well."""
    words, said = scope.split(), draws.strip().lower()
    if not said and words and words[-1].lower() in set(Draws):
        said = words.pop().lower()
    if said not in set(Draws):
        raise Refused("quiz.draws", typed=draws)
    return " ".join(words), Draws(said)


def find(library: Library, scope: str, count: int, draws: Draws) -> Wanted:
    if not library.cards:
        raise Refused("quiz.no_cards")
    if not scope:
        return Wanted("", "", tuple(library.cards.values()), count, draws)
    found = library.find(scope)
    if found.cards:
        return Wanted(scope, found.title, found.cards, count, draws)
    if found.suggestions:
        raise Refused("quiz.did_you_mean", typed=scope, names=", ".join(found.suggestions))
    raise Refused("quiz.unknown", typed=scope)


def drawn(view: View, house: House, room: Room, wanted: Wanted, desk: Desk) -> list[Card]:
    """The cards that a run can ask. Refuses one without any, saying why."""
    free = askable(view, house, room, wanted.cards)
    if not free:
        raise Refused("quiz.only_daily")
    drawn = among(free, desk, wanted.draws)
    if not drawn and wanted.draws is Draws.DUE:
        later = [due for card in free if (due := desk.due(card.key)) is not None]
        if later:
            days = almanac(view, house, room)
            raise Refused("quiz.nothing_due", n=days.days_until(min(later), house.clock.now()))
    if not drawn:
        raise Refused(f"quiz.nothing_{'seen' if wanted.draws is Draws.DUE else wanted.draws.value}")
    return drawn


def askable(view: View, house: House, room: Room, cards: tuple[Card, ...]) -> list[Card]:
    """The cards that are not an open question of the day."""
    daily = view.open_cards(room.team, house.clock.now())
    return [card for card in cards if card.key not in daily]
