"""What a room has coming: planned when a question opens, taken once when its time has come."""

from datetime import datetime, timedelta

from bot.core import boards
from bot.core.boards import Span
from bot.core.calendar import instant, zone
from bot.core.model import Round, Schedule
from bot.core.nudges import remind_at
from bot.core.records import Turn, TurnKind
from bot.ports import Tx
from bot.usecases import ending, nudges
from bot.usecases.almanac import seasons_in
from bot.usecases.house import House

LONGEST_WAIT = timedelta(days=2)  # for the last question of a week to close; a season is waited for

_PERIODS = {TurnKind.WEEK: Span.WEEK, TurnKind.SEASON: Span.SEASON}


def plan(tx: Tx, schedule: Schedule, round_: Round) -> None:
    """With a question come the end of its week and season, and a word before its close."""
    if round_.day is None:
        return
    for what, span in _PERIODS.items():
        period = boards.period(span, round_.day, seasons_in(tx, schedule.room))
        due = instant(period.last + timedelta(days=1), schedule.at.replace(fold=0), zone(schedule.zone))
        tx.add_turn(schedule.room, what, period.key, period.last, due)
    if round_.closes is not None and not schedule.whole_day:
        due = remind_at(round_.opened, round_.closes, schedule.zone)
        tx.add_turn(schedule.room, TurnKind.REMIND, str(round_.id), round_.day, due)


def take(tx: Tx, house: House, turn: Turn) -> None:
    """Deal with what is due, or put it off where it is not time after all."""
    now = house.clock.now()
    later = nudges.later(tx, house, turn) if turn.what is TurnKind.REMIND else _open_until(tx, turn, now)
    if later is not None and later > now:
        tx.put_off_turn(turn.id, later)
        return
    if not tx.take_turn(turn.id, now):
        return
    match turn.what:
        case TurnKind.REMIND:
            nudges.remind(tx, house, turn)
        case TurnKind.WEEK:
            ending.week(tx, house, turn)
        case TurnKind.SEASON:
            ending.season(tx, house, turn)


def _open_until(tx: Tx, turn: Turn, now: datetime) -> datetime | None:
    """When the last question of a period closes that can still be answered; None: its sums stand."""
    closes = [r.closes for r in tx.open_rounds(turn.room, now) if r.day and r.day <= turn.last and r.closes]
    last = max(closes, default=None)
    return None if last is None or (turn.what is TurnKind.WEEK and last - turn.due > LONGEST_WAIT) else last
