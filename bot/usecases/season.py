"""`/study season`: how long this room's seasons are, and how the one that runs stands."""

import re
from datetime import date, timedelta
from functools import partial

from bot.core import boards
from bot.core.boards import Span, Wanted
from bot.core.calendar import QUARTERS, Period, Seasons, instant, told_seasons, zone
from bot.core.choices import RoomChoice
from bot.core.model import Room
from bot.core.records import TurnKind
from bot.errors import Refused
from bot.messages import Command, Reply, Right, Said
from bot.ports import Tx, View
from bot.usecases import board, ending, privacy, turns
from bot.usecases.house import House, meet, reader
from bot.usecases.words import day_off
from bot.views import season as views

CUT = "cut"  # remembered of a request by which a season ended
USUAL = "quarter"  # typed to go back to quarters
_LENGTH = re.compile(r"(\d{1,2})\s*(m|w|months?|weeks?)")
LONGEST = {"m": 24, "w": 60}


async def season(house: House, request: Command) -> Reply:
    """The season that runs; with words behind it, an admin sets how they run from now on."""
    typed, cut = request.options.get("how", "").strip().lower(), False
    if typed:
        if Right.ADMIN not in request.rights:
            raise Refused("door.admins_only")
        cut = await house.store.write(partial(_set, house=house, request=request, typed=typed))
    told = await house.store.read(partial(_look, house=house, request=request))
    return Said(views.season(reader(request), told, cut=cut))


async def digest(house: House, request: Command) -> Reply:
    """Whether the room is told how each week went."""
    wanted = request.options.get("switch", "").strip().lower()
    if wanted:
        if wanted not in (privacy.ON, privacy.OFF):
            raise Refused("digest.how")
        await house.store.write(lambda tx: tx.choose(request.room, RoomChoice.DIGEST, wanted))
    on = await house.store.read(lambda view: view.choice(request.room, RoomChoice.DIGEST)) == privacy.ON
    return Said(views.digest(reader(request), on=on))


def _set(tx: Tx, house: House, request: Command, typed: str) -> bool:
    """Whether a season that somebody leads ends by this."""
    if (told := tx.outcome(request.id)) is not None:
        return told == CUT
    days = board.days_of(tx, house, request.room)
    today, ran = days.today, boards.period(Span.SEASON, days.today, days.seasons).key
    rule = QUARTERS if typed.startswith(USUAL) else _read(typed, today)
    meet(tx, request)
    tx.choose(request.room, RoomChoice.SEASONS, "" if rule == QUARTERS else told_seasons(rule))
    now_runs = boards.period(Span.SEASON, today, rule).key
    for schedule in tx.schedules(request.room):
        # Who leads the season that ends by this is told a day later: a mistake can be taken back until then.
        due = instant(today + timedelta(days=1), schedule.at.replace(fold=0), zone(schedule.zone))
        tx.cut_turns(request.room, TurnKind.SEASON, now_runs, today, due)
        for round_ in tx.open_rounds(request.room, house.clock.now()):
            turns.plan(tx, schedule, round_)
    cut = ran != now_runs and ending.has_winners(tx, request.room, ran)
    tx.remember(request.id, request.arrived, CUT if cut else "")
    return cut


def _read(typed: str, today: date) -> Seasons:
    """`8 weeks from 2026-03-02`, `3m`: a length, and where it is not today, the day a season begins."""
    length, _, start = typed.partition(" from ")
    found = _LENGTH.fullmatch(length.strip())
    if found is None:
        raise Refused("season.how")
    number, unit = int(found[1]), found[2][0]
    begins = day_off(start) if start.strip() else today
    if not 1 <= number <= LONGEST[unit]:
        raise Refused("season.how")
    try:
        rule = Seasons(begins, months=number) if unit == "m" else Seasons(begins, months=0, weeks=number)
    except ValueError:
        raise Refused("season.late_start") from None
    # Seasons are reckoned backwards from the start as well: one far off would cut the season that runs today.
    if begins > boards.period(Span.SEASON, today, rule).last + timedelta(days=1):
        raise Refused("season.far_start")
    return rule


def _look(view: View, house: House, request: Command) -> views.Running:
    days = board.days_of(view, house, request.room)
    shown = board.shown(view, house, request.room, request.member, Wanted(Span.SEASON))
    period = boards.period(Span.SEASON, days.today, days.seasons)
    return views.Running(period, shown, late=not shown.board.members and _late(view, request.room, period))


def _late(view: View, room: Room, period: Period) -> bool:
    """Whether questions of its days went to the season before, since it was set after they were answered."""
    asked = view.asked(room, boards.key(period), period.first, period.last)
    return len(view.questions(room, period.first)) > asked
