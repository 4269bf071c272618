"""What is out is redrawn where it stands when what it tells has changed; as seldom as a counter."""

from collections.abc import Iterable

from bot.core.model import Member, Round
from bot.core.records import DeliveryKind, NewDelivery, Turn, TurnKind
from bot.ports import Tx
from bot.usecases.counter import seldom
from bot.usecases.house import House


def amend(tx: Tx, house: House, round_: Round) -> None:
    """Before the close there is nothing to redraw; what is still on its way is drawn as it is sent."""
    now = house.clock.now()
    if not round_.daily or round_.closes is None or now < round_.closes:
        return
    window, at = seldom(now)
    key = f"amended:{round_.id}:{window}"
    tx.send(NewDelivery(key, round_.room, DeliveryKind.AMENDED, at, round_.id))
    for ref in tx.reveals(round_.id):
        if isinstance(ref.to, Member):
            whose = f"{key}:{tx.number(ref.to)}"
            tx.send(NewDelivery(whose, ref.to, DeliveryKind.AMENDED, at, round_.id))


def amend_naming(tx: Tx, house: House, rounds: Iterable[int]) -> None:
    """Who is named first in these has become somebody else, or nobody."""
    for round_ in map(tx.round, rounds):
        if round_ is not None:
            amend(tx, house, round_)


def told_as(turn: Turn) -> str:
    """The key of what the room is told when a week or season is over."""
    key = f"{turn.what}:{turn.id}"
    return f"{key}:{turn.last}" if turn.what is TurnKind.SEASON else key


def amend_endings(tx: Tx, house: House, turns: Iterable[Turn]) -> None:
    """Who won these weeks and seasons is told anew."""
    window, at = seldom(house.clock.now())
    for turn in turns:
        if tx.posted(told_as(turn)) is not None:
            key, facts = f"amended:{told_as(turn)}:{window}", {"turn": str(turn.id)}
            tx.send(NewDelivery(key, turn.room, DeliveryKind.AMENDED, at, facts=facts))
