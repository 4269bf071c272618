"""`/study squads`: named groups of members that compete, by role, by hand or by a balanced draw."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from bot.core import boards
from bot.core.boards import Span
from bot.core.mentions import mentioned
from bot.core.model import Member, Team
from bot.core.squads import draw
from bot.errors import Refused
from bot.messages import Command, Reply, Right, Said
from bot.ports import Tx, View
from bot.usecases.board import days_of
from bot.usecases.house import House, meet, reader
from bot.views import squads as views

MOST = 20  # squads of a team
LONGEST = 40  # characters of a name
CROWD = 10_000  # members that are drawn at most
_GROUP = re.compile(r"<(?:@&|!subteam\^)([A-Za-z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Order:
    """What an admin types behind the command, already cut into words."""

    house: House
    request: Command
    words: tuple[str, ...]

    @property
    def team(self) -> Team:
        return self.request.room.team


async def squads(house: House, request: Command) -> Reply:
    """The squads; with words behind it, an admin changes them."""
    words = request.options.get("how", "").split()
    if not words:
        known = await house.store.read(lambda view: view.squads(request.room.team))
        return Said(views.squads(reader(request), known))
    if Right.ADMIN not in request.rights:
        raise Refused("door.admins_only")
    verb = words[0].lower()
    if verb not in _ORDERS and (near := get_close_matches(verb, _ORDERS, 1)):
        raise Refused("squads.near", typed=words[0], near=" ".join((near[0], *words[1:])))
    if verb not in _ORDERS or len(words) < 2:
        raise Refused("squads.how")
    order = Order(house, request, tuple(words[1:]))
    seed = await house.store.write(partial(_obey, order=order, obey=_ORDERS[verb]))
    known = await house.store.read(lambda view: view.squads(request.room.team))
    return Said(views.squads(reader(request), known, seed))


def _obey(tx: Tx, order: Order, obey: Callable[[Tx, Order], str]) -> str:
    """Do it once; the seed of a draw is told again to who asks again."""
    request = order.request
    if (known := tx.outcome(request.id)) is not None:
        return known
    meet(tx, request)
    seed = obey(tx, order)
    tx.remember(request.id, request.arrived, seed)
    return seed


def _add(tx: Tx, order: Order) -> str:
    """`add NAME [role or group]`."""
    name = _fit(order.words[0])
    if len(tx.squads(order.team)) >= MOST:
        raise Refused("squads.many", most=MOST)
    if not tx.add_squad(order.team, name, _group(" ".join(order.words[1:]))):
        raise Refused("squads.taken", name=name)
    return ""


def _drop(tx: Tx, order: Order) -> str:
    for name in order.words:
        if not tx.drop_squad(order.team, name):
            raise _unknown(tx, order, name)
    return ""


def _put(tx: Tx, order: Order) -> str:
    """`put NAME member member …`."""
    name = order.words[0]
    for member in _people(tx, order, order.words[1:]):
        if not tx.put_in_squad(member, name):
            raise _unknown(tx, order, name)
    return ""


def _take(tx: Tx, order: Order) -> str:
    """`take member member …`."""
    for member in _people(tx, order, order.words):
        tx.take_from_squad(member)
    return ""


def _draw(tx: Tx, order: Order) -> str:
    """`draw NAME NAME … [seed=…]`: everybody on this season's board, or else on that of all time."""
    seeds = [word.removeprefix("seed=") for word in order.words if word.startswith("seed=")]
    names = list(dict.fromkeys(_fit(word) for word in order.words if not word.startswith("seed=")))
    if len(names) > MOST:
        raise Refused("squads.many", most=MOST)
    if len(names) < 2:
        raise Refused("squads.draw_several", names=" ".join(names))
    people = _crowd(tx, order)
    if len(people) < len(names):
        raise Refused("squads.few", n=len(people), squads=len(names))
    seed = seeds[0] if seeds else str(order.request.arrived.date())
    for squad in tx.squads(order.team):
        if squad.name not in names or squad.group:
            tx.drop_squad(order.team, squad.name)
    for name in names:
        tx.add_squad(order.team, name, "")
    for member, name in draw(people.items(), names, seed):
        tx.put_in_squad(member, name)
    return seed


def _crowd(view: View, order: Order) -> Mapping[Member, int]:
    days = days_of(view, order.house, order.request.room)
    keys = [boards.key(boards.period(span, days.today, days.seasons)) for span in (Span.SEASON, Span.ALL)]
    tops = (view.board(order.request.room, key, None, CROWD).top for key in keys)
    return {line.member: line.points for line in next(filter(None, tops), ())}


_ORDERS: Mapping[str, Callable[[Tx, Order], str]] = {
    "add": _add,
    "drop": _drop,
    "put": _put,
    "take": _take,
    "draw": _draw,
}


def _fit(name: str) -> str:
    if len(name) > LONGEST or name.startswith(("<", "@")):
        raise Refused("squads.bad_name", typed=name, most=LONGEST)
    return name


def _group(typed: str) -> str:
    """The role or user group in a mention, or as it was typed, less the sign before it; "": none."""
    mention = _GROUP.fullmatch(typed)
    return mention[1] if mention else typed.lstrip("@&")


def _people(view: View, order: Order, words: Sequence[str]) -> tuple[Member, ...]:
    """Those who were mentioned or named; a name must be one person's."""
    accounts, names = mentioned(" ".join(words))
    found = [Member(order.team, account) for account in accounts]
    for name in names:
        called = view.called(order.team, name)
        if len(called) != 1:
            raise Refused("squads.several" if called else "squads.nobody", typed=name)
        found += called
    if not found:
        raise Refused("squads.how")
    return tuple(found)


def _unknown(view: View, order: Order, name: str) -> Refused:
    known: Sequence[str] = [squad.name for squad in view.squads(order.team)]
    return Refused("squads.unknown", name=name, known=", ".join(known) or "–")
