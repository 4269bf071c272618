"""The close of a daily question: its buttons go off, its answer comes out once, and an outage is excused."""

from bot.core.model import Round
from bot.core.outage import PATIENCE, is_outage
from bot.core.records import DeliveryKind, NewDelivery
from bot.messages import Message
from bot.ports import Tx, View
from bot.usecases.house import House, everybody
from bot.views import reveal as views


def close(tx: Tx, house: House, round_: Round) -> None:
    """Deal with a round past its close. One that never came out has nothing to reveal."""
    now = house.clock.now()
    tx.close(round_.id, now)
    if round_.posted is None:
        return
    if _was_away(tx, round_):
        tx.void(round_.id, now, void=True, why="outage")
    tx.send(NewDelivery(f"over:{round_.id}", round_.room, DeliveryKind.REFRESH, now, round_.id))
    tx.send(NewDelivery(f"reveal:{round_.id}", round_.room, DeliveryKind.REVEAL, now, round_.id))


def render(view: View, house: House, round_: Round) -> Message:
    kept = house.marker.kept(view, round_.version)
    tally = view.tally(round_.id)
    first = view.name(tally.first_full) if tally.first_full else ""
    labels = tuple(point.label for point in kept.compiled.points)
    return views.reveal(everybody(view, round_.room), round_, kept.card, kept.header, labels, tally, first)


def _was_away(view: View, round_: Round) -> bool:
    """Whether the bot was away so much that missing the question is nobody's fault.

    Where the bot comes and goes with its people, as in a terminal, its absence is theirs.
    """
    schedule = view.schedule(round_.schedule) if round_.schedule is not None else None
    if schedule is None or schedule.whole_day or round_.posted is None or round_.closes is None:
        return False
    beats = []
    for since, until in view.present(round_.room.team.platform, round_.posted, round_.closes):
        at = max(since, round_.posted)
        while at < min(until, round_.closes):
            beats.append(at)
            at += PATIENCE
        beats.append(min(until, round_.closes))
    return is_outage(round_.posted, round_.closes, beats)
