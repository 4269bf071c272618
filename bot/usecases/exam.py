"""`/study exam`: the day a room studies for: practice brings cards back before it, `/stats` counts down."""

from datetime import date, timedelta
from functools import partial

from bot.core.calendar import local_day
from bot.core.choices import RoomChoice
from bot.errors import Refused
from bot.messages import Command, Press, Reply, Said, Submission
from bot.ports import Tx
from bot.usecases.almanac import exam_day, zone_of
from bot.usecases.house import House, meet, reader
from bot.usecases.words import day_off
from bot.views import exam as views

NONE = "none"
FARTHEST = timedelta(days=3 * 366)  # beyond that, no plan means anything


async def exam(house: House, request: Command) -> Reply:
    """Set the day, take it back with `none`, or tell it."""
    typed = request.options.get("day", "").strip()
    if not typed:
        told = await house.store.read(lambda view: exam_day(view, request.room))
        return Said(views.told(reader(request), told))
    return await _set(house, request, typed)


async def open_form(house: House, request: Press, argument: str) -> Reply:
    del argument
    told = await house.store.read(lambda view: exam_day(view, request.room))
    return views.form(reader(request), told)


async def submit(house: House, request: Submission, argument: str) -> Reply:
    del argument
    return await _set(house, request, request.fields.get("day", "").strip() or NONE)


async def _set(house: House, request: Command | Submission, typed: str) -> Reply:
    day = None if typed.lower() == NONE else day_off(typed)
    kept = await house.store.write(partial(_write, house=house, request=request, day=day))
    return Said(views.told(reader(request), kept))


def _write(tx: Tx, house: House, request: Command | Submission, day: date | None) -> date | None:
    if tx.outcome(request.id) is not None:
        return exam_day(tx, request.room)
    today = local_day(house.clock.now(), zone_of(tx, house, request.room))
    if day is not None and not today < day <= today + FARTHEST:
        raise Refused("exam.past" if day <= today else "exam.far", day=day)
    meet(tx, request)
    tx.choose(request.room, RoomChoice.EXAM, day.isoformat() if day else "")
    tx.remember(request.id, request.arrived, day.isoformat() if day else NONE)
    return day
