"""`/study setup` and its kin: when a room gets its question, from which decks, and how that goes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache, partial
from typing import TypeVar
from zoneinfo import available_timezones

from bot.core import calendar, timewords
from bot.core.holidays import holidays as in_calendar
from bot.core.holidays import is_calendar
from bot.core.lookup import Library
from bot.core.model import Card, Header, Room, Schedule, Slot
from bot.errors import Refused
from bot.messages import Asked, Command, Press, Reply, Said, Submission
from bot.ports import Tx, View
from bot.usecases import ask
from bot.usecases.house import House, reader
from bot.views import question as questions
from bot.views import study as views

T = TypeVar("T")

USUAL_TIME = time(9)
SHOWN = 10


async def setup(house: House, request: Command) -> Reply:
    """Show the schedule, or change it by what was typed behind the command."""
    stands = await house.store.read(partial(_stands, room=request.room))
    words = request.options.get("how", "").split()
    if not words:
        proposed = stands or _proposed(house, request)
        return Said(views.setup(reader(request), proposed, kept=stands is not None))
    library = await house.store.read(partial(house.library, team=request.room.team))
    return await _keep(house, request, _typed(library, stands or _proposed(house, request), words))


async def open_form(house: House, request: Press, argument: str) -> Reply:
    del argument
    stands = await house.store.read(partial(_stands, room=request.room))
    return views.form(reader(request), stands or _proposed(house, request))


async def save(house: House, request: Press, argument: str) -> Reply:
    """One press keeps what was proposed, and posts the first question now."""
    del argument
    stands = await house.store.read(partial(_stands, room=request.room))
    return await _keep(house, request, stands or _proposed(house, request), at_once=stands is None)


async def submit(house: House, request: Submission, argument: str) -> Reply:
    del argument
    stands = await house.store.read(partial(_stands, room=request.room))
    library = await house.store.read(partial(house.library, team=request.room.team))
    fields = request.fields
    changed = replace(
        stands or _proposed(house, request),
        at=_read(timewords.clock_time, fields.get("at", "")),
        weekdays=_read(timewords.weekdays, fields.get("days", "")),
        zone=_zone(fields.get("zone", "")),
        decks=_decks(library, fields.get("decks", "").replace(",", " ").split()),
        close=_close(fields.get("close", "")),
        holidays=_read(days_off, fields.get("holidays", "")),
    )
    return await _keep(house, request, changed)


async def holidays(house: House, request: Command) -> Reply:
    """Set the days without a question: dates, or the text of an .ics calendar."""
    schedule = await _standing(house, request)
    changed = replace(schedule, holidays=_read(days_off, request.options.get("days", "")))
    return await _keep(house, request, changed)


async def pause(house: House, request: Command) -> Reply:
    schedule = await _standing(house, request)
    typed = request.options.get("until", "").strip()
    until = min(_read(timewords.dates, typed)) if typed else None
    return await _keep(house, request, replace(schedule, paused=True, pauses_until=until))


async def resume(house: House, request: Command) -> Reply:
    schedule = await _standing(house, request)
    return await _keep(house, request, replace(schedule, paused=False, pauses_until=None))


async def status(house: House, request: Command) -> Reply:
    told = await house.store.read(partial(_status, house=house, request=request))
    return Said(views.status(reader(request), told))


async def test(house: House, request: Command) -> Reply:
    """The room's next question, for the asker alone, so that its look can be tried."""
    schedule = await _standing(house, request)
    card, header = await house.store.read(partial(_next_card, house=house, schedule=schedule))
    return Said(questions.preview(reader(request), card, header))


async def decks(house: House, request: Command) -> Reply:
    library = await house.store.read(partial(house.library, team=request.room.team))
    return Said(views.decks(reader(request), tuple(library.decks.values())))


def ensure(tx: Tx, schedule: Schedule, house: House) -> None:
    """Keep this schedule in a room that has none; a slot whose window still runs is not too late for it."""
    if not tx.schedules(schedule.room):
        kept = tx.add_schedule(schedule)
        tx.plan(kept.id, calendar.next_slot(kept, house.clock.now() - kept.window))


async def _keep(
    house: House, request: Command | Press | Submission, schedule: Schedule, *, at_once: bool = False
) -> Reply:
    kept = await house.store.write(partial(_write, house=house, schedule=schedule, at_once=at_once))
    house.wake()
    following = calendar.next_slot(kept, house.clock.now())
    return Said(views.saved(reader(request), kept, following.due if following else None))


def _write(tx: Tx, house: House, schedule: Schedule, at_once: bool) -> Schedule:
    if schedule.id:
        tx.change_schedule(schedule)
    else:
        schedule = tx.add_schedule(schedule)
    now = house.clock.now()
    today = Slot(schedule.id, calendar.local_day(now, schedule.zone), now)
    tx.plan(schedule.id, today if at_once else calendar.next_slot(schedule, now))
    return schedule


def _next_card(view: View, house: House, schedule: Schedule) -> tuple[Card, Header]:
    library = house.library(view, schedule.room.team)
    card = ask.choose(view, library, schedule)
    if card is None:
        raise Refused("setup.no_cards")
    return card, library.decks[card.deck].header


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
    following = calendar.next_slot(schedule, house.clock.now())
    return views.Status(
        schedule=schedule,
        next_post=following.due if following else None,
        slots=view.slots(schedule.id, SHOWN),
        left=ask.left(view, house.library(view, request.room.team), schedule),
        version=house.version,
    )


def _typed(library: Library, schedule: Schedule, words: list[str]) -> Schedule:
    """Each word says by its own look what it sets: a deck, a time, weekdays, or a zone."""
    decks = tuple(word for word in words if word in library.decks)
    for word in words:
        if word not in decks:
            schedule = _set(schedule, word, library)
    return replace(schedule, decks=decks) if decks else schedule


def _set(schedule: Schedule, word: str, library: Library) -> Schedule:
    if word.startswith("close="):
        return replace(schedule, close=_close(word.removeprefix("close=")))
    if word[0].isdigit() and not word.isdecimal():
        return replace(schedule, at=_read(timewords.clock_time, word))
    if "/" in word:
        return replace(schedule, zone=_zone(word))
    with suppress(timewords.Unclear):
        return replace(schedule, weekdays=timewords.weekdays(word))
    with suppress(timewords.Unclear):
        return replace(schedule, zone=timewords.zone_name(word, _zones()))
    raise Refused("setup.unclear", typed=word, known=", ".join(library.decks))


def _read(reader_: Callable[[str], T], typed: str) -> T:
    """What was typed as a value; what cannot be read is refused with what may have been meant."""
    try:
        return reader_(typed)
    except timewords.Unclear as unclear:
        key = f"setup.{unclear.code.replace('.', '_')}"
        raise Refused(key, typed=unclear.said, near=", ".join(unclear.near)) from None


def _close(typed: str) -> timedelta | None:
    """How long after its time a question closes; "next" or nothing: when the next one opens."""
    return None if typed.strip() in ("", "next") else _read(timewords.span, typed)


def days_off(typed: str) -> frozenset[date]:
    """Dates as they are typed, or those of an .ics calendar. Raises Unclear."""
    return in_calendar(typed) if is_calendar(typed) else timewords.dates(typed)


def _zone(typed: str) -> str:
    return _read(partial(timewords.zone_name, known=_zones()), typed)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _decks(library: Library, names: list[str]) -> tuple[str, ...]:
    for name in names:
        if name not in library.decks:
            raise Refused("setup.bad_deck", typed=name, known=", ".join(library.decks))
    return tuple(names)
