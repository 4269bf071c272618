"""What whoever set a schedule up is told when a question did not come out; never silence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.core.choices import RoomChoice
from bot.core.model import Member, Room, Schedule
from bot.core.records import Delivery, DeliveryKind, NewDelivery
from bot.messages import Message, Span, Style, Text
from bot.ports import Tx, View
from bot.usecases.ask import Opened
from bot.usecases.house import House, everybody
from bot.wording import Wording, of


def skipped(tx: Tx, house: House, schedule: Schedule, missed: Sequence[Opened]) -> None:
    """One notice for all the slots that passed without a question."""
    if not missed:
        return
    first, last = missed[0].slot.day.isoformat(), missed[-1].slot.day.isoformat()
    facts = {"say": missed[-1].why, "n": str(len(missed)), "first": first, "last": last}
    tell(tx, house, schedule, f"skipped:{schedule.id}:{last}", facts)


def tell(tx: Tx, house: House, schedule: Schedule, key: str, facts: Mapping[str, str]) -> None:
    """Who set the schedule up is told, and the room's channel for notices where it has one."""
    now = house.clock.now()
    said = {**facts, "of": everybody(tx, schedule.room).language}
    if schedule.owner is not None:
        tx.send(NewDelivery(key, schedule.owner, DeliveryKind.NOTICE, now, facts=said))
    if channel := tx.choice(schedule.room, RoomChoice.LOG):
        log = Room(schedule.room.team, channel)
        if log != schedule.room:
            tx.send(NewDelivery(f"{key}:log", log, DeliveryKind.NOTICE, now, facts=said))


def lost(tx: Tx, house: House, delivery: Delivery) -> None:
    """The room is gone: its schedules pause, nothing is deleted, and their owner is told once."""
    tx.drop(delivery.id, "gone")
    if not isinstance(delivery.to, Room):
        return
    pause(tx, house, delivery.to, str(delivery.id))


def pause(tx: Tx, house: House, room: Room, why: str) -> None:
    """Nobody can be asked there any more; `why` makes the notice's key unlike that of another time."""
    for schedule in tx.schedules(room):
        if schedule.paused and schedule.pauses_until is None:
            continue
        tx.change_schedule(replace(schedule, paused=True, pauses_until=None))
        tx.plan(schedule.id, None)
        facts = {"say": "lost", "room": schedule.room.thread or schedule.room.channel}
        tell(tx, house, schedule, f"lost:{schedule.id}:{why}", facts)


def outdated(tx: Tx, house: House, delivery: Delivery) -> None:
    """It could not be sent while it still made sense: dropped, and for a question the owner is told."""
    tx.drop(delivery.id, "too_late")
    round_ = tx.round(delivery.round) if delivery.round is not None else None
    if delivery.kind is not DeliveryKind.QUESTION or round_ is None or round_.schedule is None:
        return
    tx.close(round_.id, house.clock.now())
    schedule = tx.schedule(round_.schedule)
    if schedule is not None and round_.day is not None:
        day = round_.day.isoformat()
        facts = {"say": "unreachable", "n": "1", "first": day, "last": day}
        tell(tx, house, schedule, f"unreachable:{round_.id}", facts)


def render(view: View, delivery: Delivery) -> Message:
    facts: dict[str, object] = dict(delivery.facts)
    key = f"notice.{facts.pop('say')}"
    if "n" in facts:
        facts["n"] = int(str(facts["n"]))
    facts |= {name: date.fromisoformat(str(facts[name])) for name in ("first", "last") if name in facts}
    if "room" in facts:
        facts["room"] = (Span(str(facts["room"]), Style.PLACE),)
    say = _wording(view, delivery.to, str(facts.pop("of", "")))
    return Message((Text(say.line(key, **facts)),), say.text(key, **facts))


def _wording(view: View, to: Room | Member, language: str) -> Wording:
    """A member's own, a room's own; `language` is that of the room it is of.

    A channel for notices speaks that, and so does a word to who has never done anything here.
    """
    if isinstance(to, Member):
        return of(view.locale(to) or language)
    return of(language) if language else everybody(view, to)
