"""The close of a daily question: its buttons go off and its answer comes out, once."""

from bot.core.model import Round
from bot.core.records import DeliveryKind, NewDelivery
from bot.messages import Message
from bot.ports import Tx, View
from bot.usecases.house import House, everybody
from bot.views import reveal as views


def close(tx: Tx, house: House, round_: Round) -> None:
    """Deal with a round past its close. One that never came out has nothing to reveal."""
    now = house.clock.now()
    tx.close(round_.id, now)
    if round_.posted is not None:
        tx.send(NewDelivery(f"reveal:{round_.id}", round_.room, DeliveryKind.REVEAL, now, round_.id))


def render(view: View, house: House, round_: Round) -> Message:
    kept = house.marker.kept(view, round_.version)
    tally = view.tally(round_.id)
    first = view.name(tally.first_full) if tally.first_full else ""
    labels = tuple(point.label for point in kept.compiled.points)
    return views.reveal(everybody(round_.room), round_, kept.card, kept.header, labels, tally, first)
