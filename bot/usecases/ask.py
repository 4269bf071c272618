"""The daily question: which card, opened for its slot together with its outbox row in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.core import calendar
from bot.core.choices import RoomChoice
from bot.core.deck import freeze
from bot.core.model import Round, Schedule, Slot
from bot.core.records import DeliveryKind, NewDelivery, NewRound
from bot.messages import Message
from bot.ports import Tx, View
from bot.usecases import stock, turns
from bot.usecases.choosing import choose, left, pool, take_up
from bot.usecases.house import House, everybody
from bot.views import question as views


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of a due slot: a round, or why there is none."""

    slot: Slot
    round: Round | None
    why: str = ""


def settle(tx: Tx, house: House, schedule: Schedule, slot: Slot) -> tuple[Opened, ...]:
    """Settle every slot of a schedule that is due by now, and plan the next.

    The last one opens if its window still runs, the others are skipped: a first post, a retry and catching up
    after an outage are one path.
    """
    now = house.clock.now()
    due = _due(tx, schedule, slot, now)
    told = [_skip(tx, missed, "missed") for missed in due[:-1]]
    last = due[-1]
    if now - last.due > schedule.window:
        told.append(_skip(tx, last, "missed"))
    else:
        told.append(_open(tx, house, schedule, last, now))
    tx.plan(schedule.id, following(tx, schedule, last.due))
    return tuple(told)


def render(view: View, house: House, round_: Round) -> Message:
    """The daily post as its room reads it now."""
    kept = house.marker.kept(view, round_.version)
    answered = view.tally(round_.id).answered
    over = round_.closes is not None and house.clock.now() >= round_.closes
    drawn = views.daily(everybody(view, round_.room), round_, kept.card, kept.header, answered, over=over)
    call = view.choice(round_.room, RoomChoice.CALL)
    threaded = bool(view.choice(round_.room, RoomChoice.THREADS))
    return replace(views.calling(drawn, call) if call else drawn, threaded=threaded)


def following(view: View, schedule: Schedule, after: datetime) -> Slot | None:
    """The next slot that is due after an instant and not settled yet."""
    later = calendar.slots(schedule, after)
    return next((slot for slot in later if view.slot(schedule.id, slot.day) is None), None)


def upcoming(view: View, schedules: Sequence[Schedule], now: datetime, count: int) -> tuple[datetime, ...]:
    """When the next questions come; none while a pause has no end."""
    found: set[datetime] = set()
    for schedule in schedules:
        planned = view.planned(schedule.id)
        if planned is not None and not (schedule.paused and schedule.pauses_until is None):
            later = calendar.slots(schedule, max(planned.due, now))
            found |= {planned.due, *(slot.due for slot in islice(later, count))}
    return tuple(sorted(at for at in found if at > now)[:count])


def too_late(view: View, house: House, round_: Round) -> bool:
    """Whether the slot's window ran out before its question could be delivered."""
    found = _slot(view, round_)
    return found is not None and house.clock.now() - found[1].due > found[0].window


def prepare(tx: Tx, house: House, round_id: int) -> None:
    """What a question says of its close must hold: one that comes out late may close later than planned."""
    round_ = tx.round(round_id)
    found = _slot(tx, round_) if round_ is not None and round_.posted is None else None
    if found is not None:
        schedule, slot = found
        now = house.clock.now()
        tx.move_close(round_id, calendar.closes(schedule, slot, now), late=_is_late(schedule, slot, now))


def _is_late(schedule: Schedule, slot: Slot, now: datetime) -> bool:
    return not schedule.whole_day and calendar.is_late(slot, now)


def _slot(view: View, round_: Round) -> tuple[Schedule, Slot] | None:
    """The slot as it was when its round opened, whatever its schedule says by now."""
    if round_.schedule is None or round_.day is None:
        return None
    schedule, slot = view.schedule(round_.schedule), view.slot(round_.schedule, round_.day)
    return (schedule, slot) if schedule is not None and slot is not None else None


def _due(view: View, schedule: Schedule, first: Slot, now: datetime) -> list[Slot]:
    """The planned slot and those after it that are due by now and not settled."""
    later = calendar.slots(schedule, first.due, now)
    return [
        first,
        *(slot for slot in later if view.slot(schedule.id, slot.day) is None and slot.day != first.day),
    ]


def _skip(tx: Tx, slot: Slot, why: str) -> Opened:
    tx.skip(slot, why)
    return Opened(slot, None, why)


def _open(tx: Tx, house: House, schedule: Schedule, slot: Slot, now: datetime) -> Opened:
    library = house.library(tx, schedule.room.team)
    chosen = choose(tx, library, schedule, now)
    if chosen is None:
        return _skip(tx, slot, "no_card")
    card = chosen.card
    version = freeze(card, library.decks[card.deck].header)
    tx.keep_version(version.hash, version.content)
    opened = tx.open_round(
        NewRound(
            room=schedule.room,
            version=version.hash,
            card=card.key,
            opened=now,
            closes=calendar.closes(schedule, slot, now),
            slot=slot,
            late=_is_late(schedule, slot, now),
        )
    )
    if opened is not None:
        key = f"slot:{slot.schedule}:{slot.day.isoformat()}"
        tx.send(NewDelivery(key, schedule.room, DeliveryKind.QUESTION, now, opened.id))
        take_up(tx, schedule.room, card.key)
        turns.plan(tx, schedule, opened)
        stock.tell(tx, house, schedule, left(tx, library, schedule), len(pool(library, schedule.decks)))
    return Opened(slot, opened)
