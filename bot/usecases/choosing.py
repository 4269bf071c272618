"""Which card is a room's next question: one it will probably get to 60-85 %, none again before its time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import islice

from bot.core.choices import RoomChoice
from bot.core.forecast import Active, gap, success
from bot.core.lookup import Library
from bot.core.model import Card, Room, Schedule
from bot.ports import Tx, View

APART = 10  # questions between two that ask for much the same, where there are others
LOOKED_AT = 40  # cards whose success is forecast before one is taken
LATELY = timedelta(days=28)  # who answered in this time is counted with
CROWD = 30  # people, the latest to answer first
PUT_OFF = 20  # cards that admins may put off
NAMED = 20  # cards that they may name for the next questions
AT_HAND = timedelta(days=1)  # how long a question of somebody's run of practice counts as in their hands


@dataclass(frozen=True, slots=True)
class Chosen:
    """The card, and the mean score to expect of the room. `named`: an admin wants it at its place."""

    card: Card
    expected: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a room will probably make of a card; each is worked out once."""

    view: View
    room: Room
    crowd: Sequence[Active]
    now: datetime
    told: dict[str, float] = field(default_factory=dict)

    def of(self, card: Card) -> float:
        if card.key not in self.told:
            known = self.view.known(card.key, [who.person for who in self.crowd])
            people = [(who, known.get(who.person)) for who in self.crowd]
            past = self.view.past(self.room.team, card.key)
            self.told[card.key] = success(past, card.difficulty, people, self.now)
        return self.told[card.key]


def choose(view: View, library: Library, schedule: Schedule, now: datetime) -> Chosen | None:
    """The next card of a room; None: its decks have none to ask."""
    return next(iter(coming(view, library, schedule, now, 1)), None)


def coming(view: View, library: Library, schedule: Schedule, now: datetime, count: int) -> tuple[Chosen, ...]:
    """The next cards of a room as things stand: what admins named, then by forecast; no topic twice running.

    None comes again before all have been asked, and then none of the half that was asked last. A room's very
    first question is the first card of its first deck, which its author put there.
    """
    room, cards = schedule.room, pool(library, schedule.decks)
    forecast = Forecast(view, room, view.crowd(room, now - LATELY, CROWD), now)
    wanted = named_next(view, room)
    able = {card.key for card in cards} if wanted else ()
    named = [library.cards[key] for key in wanted if key in able][:count]
    found = [Chosen(card, forecast.of(card), named=True) for card in named]
    drawn = dict(view.drawn(room))
    passed_over = {*view.choice(room, RoomChoice.PUT_OFF).split(), *view.at_hand(room.team, now - AT_HAND)}
    while cards and len(found) < count:
        for place, chosen in enumerate(found):
            drawn[chosen.card.key] = date.max - timedelta(days=count - place)  # as if it had been asked
        # What was put off or is in somebody's hands now may well come after the next question.
        pass_by = not found and passed_over
        free = [card for card in cards if card.key not in passed_over] or cards if pass_by else cards
        chosen = _next(library, free, drawn, forecast)
        if any(chosen.card == one.card for one in found):
            break  # in a small deck one comes again so soon
        found.append(chosen)
    return tuple(found)


def named_next(view: View, room: Room) -> list[str]:
    """The cards that admins named for the next questions, in their order."""
    return view.choice(room, RoomChoice.NEXT).split()


def _next(library: Library, cards: Sequence[Card], drawn: Mapping[str, date], forecast: Forecast) -> Chosen:
    if not drawn:
        return Chosen(cards[0], forecast.of(cards[0]))
    latest = sorted(drawn, key=lambda key: drawn[key])[-APART:]
    lately = [library.cards[key] for key in latest if key in library.cards]
    mix = blake2b(f"{forecast.room.team.id}\0{forecast.room.channel}\0".encode(), digest_size=8)
    return _best(_ordered(mix, _ripe(cards, drawn), lately), lately, forecast)


def pool(library: Library, decks: Sequence[str]) -> list[Card]:
    """The cards that can be a question of the day."""
    return [
        card
        for name in decks or tuple(library.decks)
        if name in library.decks
        for card in library.decks[name].cards
        if not card.self_rated
    ]


def left(view: View, library: Library, schedule: Schedule) -> int:
    """How many cards have not been a daily question here yet."""
    drawn = view.drawn(schedule.room)
    return sum(card.key not in drawn for card in pool(library, schedule.decks))


def take_up(tx: Tx, room: Room, key: str) -> None:
    """A question is open: what admins said of the next one has been done."""
    if tx.choice(room, RoomChoice.PUT_OFF):
        tx.choose(room, RoomChoice.PUT_OFF, "")
    if key in (named := named_next(tx, room)):
        tx.choose(room, RoomChoice.NEXT, " ".join(one for one in named if one != key))


def put_off(tx: Tx, room: Room, key: str) -> None:
    """Not this one next; who put off many gets the first of them back."""
    off = [one for one in tx.choice(room, RoomChoice.PUT_OFF).split() if one != key]
    tx.choose(room, RoomChoice.PUT_OFF, " ".join([*off, key][-PUT_OFF:]))
    tx.choose(room, RoomChoice.NEXT, " ".join(one for one in named_next(tx, room) if one != key))


def put_first(tx: Tx, room: Room, keys: Sequence[str]) -> None:
    """These next, in this order, before what was named earlier; none at all: nothing is named any more."""
    rest = [one for one in named_next(tx, room) if one not in keys] if keys else []
    tx.choose(room, RoomChoice.NEXT, " ".join([*keys, *rest][:NAMED]))


def _ripe(cards: Sequence[Card], drawn: Mapping[str, date]) -> list[Card]:
    """What was never asked; when nothing is left of that, the half that was asked longest ago."""
    if fresh := [card for card in cards if card.key not in drawn]:
        return fresh
    oldest = sorted(cards, key=lambda card: drawn.get(card.key, date.min))
    return oldest[: (len(oldest) + 1) // 2]


def _best(ordered: Sequence[Card], lately: Sequence[Card], forecast: Forecast) -> Chosen:
    """The first that lies in the band, else the nearest to it, of those that are no kin of a late one."""
    apart = list(islice((card for card in ordered if not _kin(card, lately)), LOOKED_AT))
    nearest: tuple[int, Chosen] | None = None
    for card in apart or ordered[:LOOKED_AT]:
        chosen = Chosen(card, forecast.of(card))
        off = gap(chosen.expected)
        if nearest is None or off < nearest[0]:
            nearest = (off, chosen)
        if off == 0:
            break
    assert nearest is not None  # there is a card to look at
    return nearest[1]


def _kin(card: Card, lately: Sequence[Card]) -> bool:
    return any(card.akin(asked) for asked in lately)


def _ordered(mix: blake2b, cards: Sequence[Card], lately: Sequence[Card]) -> list[Card]:
    """Another topic than the last one first; then a mix of the room's own."""
    last = (lately[-1].deck, lately[-1].topic) if lately else None
    places = []
    for n, card in enumerate(cards):
        mixed = mix.copy()
        mixed.update(card.key.encode())
        places.append(((card.deck, card.topic) == last, mixed.digest(), n))
    return [cards[n] for _, _, n in sorted(places)]
