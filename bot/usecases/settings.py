"""`/study setup` and its kin: when a room gets its question, from which decks, and how that goes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import partial

from bot.core import calendar
from bot.core.choices import RoomChoice
from bot.core.lookup import Library
from bot.core.model import Room, Schedule, Slot
from bot.errors import Refused
from bot.messages import Asked, Command, Press, Reply, Said, Submission
from bot.ports import Tx, View
from bot.usecases import ask
from bot.usecases.almanac import exam_day
from bot.usecases.choosing import left
from bot.usecases.house import House, meet, reader
from bot.usecases.lacks import lacking
from bot.usecases.manners import Chosen, manners_in
from bot.usecases.words import close_after, day_off, days_off, settings_in, time_of_day, weekdays, zone
from bot.views import study as views
from bot.wording import DEFAULT

USUAL_TIME = time(9)
SHOWN = 10
UPCOMING = 3  # questions to come that are told

Writes = Command | Press | Submission
Change = Callable[[Library, Schedule], Schedule]


async def setup(house: House, request: Command) -> Reply:
    """Show the schedule, or change it by what was typed behind the command."""
    words = request.options.get("how", "").split()
    if words:
        chosen, others = manners_in(words)
        kept = await _change(
            house, request, lambda library, stands: settings_in(others, library, stands), chosen=chosen
        )
        return Said(views.saved(reader(request), *kept, await lacking(house, request.room), chosen))
    stands = await house.store.read(partial(_stands, room=request.room))
    lacks = await lacking(house, request.room)
    shown = stands or _proposed(house, request)
    return Said(views.setup(reader(request), shown, lacks, kept=stands is not None))


async def open_form(house: House, request: Press, argument: str) -> Reply:
    del argument
    stands = await house.store.read(partial(_stands, room=request.room))
    return views.form(reader(request), stands or _proposed(house, request))


async def save(house: House, request: Press, argument: str) -> Reply:
    """One press keeps what was proposed, and posts the first question now."""
    del argument
    kept = await _change(house, request, lambda _, stands: stands, at_once=True)
    return Said(views.saved(reader(request), *kept, await lacking(house, request.room)))


async def submit(house: House, request: Submission, argument: str) -> Reply:
    del argument
    fields = request.fields

    def change(library: Library, stands: Schedule) -> Schedule:
        return replace(
            stands,
            at=time_of_day(fields.get("at", "")),
            weekdays=weekdays(fields.get("days", "")),
            zone=zone(fields.get("zone", "")),
            decks=_decks(library, fields.get("decks", "").replace(",", " ").split()),
            close=close_after(fields.get("close", "")),
        )

    kept = await _change(house, request, change)
    return Said(views.saved(reader(request), *kept, await lacking(house, request.room)))


async def holidays(house: House, request: Command) -> Reply:
    """Set the days without a question: dates, or the text of an .ics calendar; without any, tell them."""
    typed = request.options.get("days", "").strip()
    if not typed:
        return Said(views.holidays(reader(request), await _standing(house, request)))
    days = frozenset() if typed.lower() == "none" else days_off(typed)
    kept = await _change(house, request, lambda _, stands: replace(stands, holidays=days), needed=True)
    return Said(views.saved(reader(request), *kept))


async def pause(house: House, request: Command) -> Reply:
    typed = request.options.get("until", "").strip()
    until = day_off(typed) if typed else None

    def change(_: Library, stands: Schedule) -> Schedule:
        if until is not None and until <= calendar.local_day(house.clock.now(), stands.zone):
            raise Refused("setup.past", day=until)
        return replace(stands, paused=True, pauses_until=until)

    kept, _ = await _change(house, request, change, needed=True)
    return Said(views.paused(reader(request), kept))


async def resume(house: House, request: Command) -> Reply:
    kept = await _change(
        house, request, lambda _, stands: replace(stands, paused=False, pauses_until=None), needed=True
    )
    return Said(views.saved(reader(request), *kept))


async def status(house: House, request: Command) -> Reply:
    told = await house.store.read(partial(_status, house=house, request=request))
    return Said(views.status(reader(request), told))


def ensure(tx: Tx, schedule: Schedule, house: House, language: str = DEFAULT) -> None:
    """Keep this schedule in a room that has none; a slot whose window still runs is not too late for it."""
    if not tx.schedules(schedule.room):
        kept = tx.add_schedule(schedule)
        tx.plan(kept.id, ask.following(tx, kept, house.clock.now() - kept.window))
        _speak(tx, schedule.room, language)


async def _change(
    house: House,
    request: Writes,
    change: Change,
    *,
    needed: bool = False,
    at_once: bool = False,
    chosen: Chosen = views.NOTHING_CHOSEN,
) -> tuple[Schedule, Slot | None]:
    """Read, change and keep the room's schedule in one transaction; it, and the slot that is next."""

    def work(tx: Tx) -> tuple[Schedule, Slot | None]:
        kept = _write(tx, house, request, change, needed, at_once)
        for choice, value in chosen.items():
            tx.choose(request.room, choice, value)
        return kept

    kept = await house.store.write(work)
    house.wake()
    return kept


def _write(
    tx: Tx, house: House, request: Writes, change: Change, needed: bool, at_once: bool
) -> tuple[Schedule, Slot | None]:
    stands = _stands(tx, request.room)
    if stands is None and needed:
        raise Refused("setup.none")
    if stands is not None and tx.outcome(request.id):
        return stands, tx.planned(stands.id)
    library = house.library(tx, request.room.team)
    changed = change(library, stands or _proposed(house, request))
    meet(tx, request)
    now = house.clock.now()
    if stands is None:
        changed = tx.add_schedule(changed)
        _speak(tx, request.room, reader(request).language)
    else:
        _settle_due(tx, house, stands)
        tx.change_schedule(changed)
    today = Slot(changed.id, calendar.local_day(now, changed.zone), now)
    slot = today if at_once and stands is None else ask.following(tx, changed, now)
    tx.plan(changed.id, slot)
    tx.remember(request.id, request.arrived, str(changed.id))
    return changed, slot


def _speak(tx: Tx, room: Room, language: str) -> None:
    """A new room reads the language of who sets it up, until `/study language` says another."""
    if language != DEFAULT and not tx.choice(room, RoomChoice.LANGUAGE):
        tx.choose(room, RoomChoice.LANGUAGE, language)


def _settle_due(tx: Tx, house: House, schedule: Schedule) -> None:
    """What is overdue by the old schedule is settled before the new one counts."""
    planned = tx.planned(schedule.id)
    if planned is not None and planned.due <= house.clock.now() and not calendar.rests(schedule, planned.day):
        ask.settle(tx, house, schedule, planned)


def _stands(view: View, room: Room) -> Schedule | None:
    return next(iter(view.schedules(room)), None)


async def _standing(house: House, request: Command) -> Schedule:
    schedule = await house.store.read(partial(_stands, room=request.room))
    if schedule is None:
        raise Refused("setup.none")
    return schedule


def _proposed(house: House, request: Asked) -> Schedule:
    return Schedule(0, request.room, USUAL_TIME, house.zone, owner=request.member)


def _status(view: View, house: House, request: Command) -> views.Status:
    schedule = _stands(view, request.room)
    if schedule is None:
        raise Refused("setup.none")
    now, platform = house.clock.now(), request.room.team.platform
    today = calendar.local_day(now, schedule.zone)
    return views.Status(
        schedule=schedule,
        resting=calendar.rests(schedule, today),
        following=ask.upcoming(view, (schedule,), now, UPCOMING),
        slots=view.slots(schedule.id, SHOWN),
        left=left(view, house.library(view, request.room.team), schedule),
        version=house.version,
        exam=exam_day(view, request.room),
        waiting=sum(one.count for one in view.waiting(now) if one.platform == platform),
    )


def _decks(library: Library, names: list[str]) -> tuple[str, ...]:
    for name in names:
        if name not in library.decks:
            raise Refused("setup.bad_deck", typed=name, known=", ".join(library.decks))
    return tuple(names)
