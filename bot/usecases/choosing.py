"""Which card is a room's next question: one it will probably get to 60-85 %, none again before its time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """The card, and the mean score to expect of the room."""

    card: Card
    expected: float


def choose(view: View, library: Library, schedule: Schedule, now: datetime) -> Chosen | None:
    """The next card of a room: what an admin named, else by forecast; not twice running on one topic.

    None comes again before all have been asked, and then none of the half that was asked last. A room's very
    first question is the first card of its first deck, which its author put there.
    """
    room, cards = schedule.room, pool(library, schedule.decks)
    named = library.cards.get(view.choice(room, RoomChoice.NEXT))
    crowd = view.crowd(room, now - LATELY, CROWD)
    if named in cards and named is not None:
        return Chosen(named, _expected(view, schedule.room, named, crowd, now))
    off = view.choice(room, RoomChoice.PUT_OFF).split()
    cards = [card for card in cards if card.key not in off] or cards
    if not cards:
        return None
    drawn = view.drawn(room)
    if not drawn:
        return Chosen(cards[0], _expected(view, room, cards[0], crowd, now))
    latest = sorted(drawn, key=lambda key: drawn[key])[-APART:]
    lately = [library.cards[key] for key in latest if key in library.cards]
    mix = blake2b(f"{room.team.id}\0{room.channel}\0".encode(), digest_size=8)
    ordered = sorted(_ripe(cards, drawn), key=lambda card: _place(mix, card, lately))
    return _best(view, room, ordered, lately, crowd, now)


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


def take_up(tx: Tx, room: Room) -> None:
    """A question is open: what admins said of the next one has been done."""
    for choice in (RoomChoice.NEXT, RoomChoice.PUT_OFF):
        if tx.choice(room, choice):
            tx.choose(room, choice, "")


def put_off(tx: Tx, room: Room, key: str) -> None:
    """Not this one next; who put off many gets the first of them back."""
    off = [one for one in tx.choice(room, RoomChoice.PUT_OFF).split() if one != key]
    tx.choose(room, RoomChoice.PUT_OFF, " ".join([*off, key][-PUT_OFF:]))
    tx.choose(room, RoomChoice.NEXT, "")


def _ripe(cards: Sequence[Card], drawn: Mapping[str, date]) -> list[Card]:
    """What was never asked; when nothing is left of that, the half that was asked longest ago."""
    if fresh := [card for card in cards if card.key not in drawn]:
        return fresh
    oldest = sorted(cards, key=lambda card: drawn.get(card.key, date.min))
    return oldest[: (len(oldest) + 1) // 2]


def _best(
    view: View,
    room: Room,
    ordered: Sequence[Card],
    lately: Sequence[Card],
    crowd: Sequence[Active],
    now: datetime,
) -> Chosen:
    """The first that lies in the band, else the nearest to it, of those that are no kin of a late one."""
    apart = list(islice((card for card in ordered if not _kin(card, lately)), LOOKED_AT))
    nearest: tuple[int, Chosen] | None = None
    for card in apart or ordered[:LOOKED_AT]:
        chosen = Chosen(card, _expected(view, room, card, crowd, now))
        off = gap(chosen.expected)
        if nearest is None or off < nearest[0]:
            nearest = (off, chosen)
        if off == 0:
            break
    assert nearest is not None  # there is a card to look at
    return nearest[1]


def _expected(view: View, room: Room, card: Card, crowd: Sequence[Active], now: datetime) -> float:
    known = view.known(card.key, [who.person for who in crowd])
    people = [(who, known.get(who.person)) for who in crowd]
    return success(view.past(room.team, card.key), card.difficulty, people, now)


def _kin(card: Card, lately: Sequence[Card]) -> bool:
    return any(card.akin(asked) for asked in lately)


def _place(mix: blake2b, card: Card, lately: Sequence[Card]) -> tuple[bool, bytes]:
    """Another topic than the last one first; then a mix of the room's own."""
    last = lately[-1] if lately else None
    same = last is not None and (last.deck, last.topic) == (card.deck, card.topic)
    mixed = mix.copy()
    mixed.update(card.key.encode())
    return (same, mixed.digest())
