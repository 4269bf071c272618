"""`/leaderboard`: who stands where in this room, this week, this month or in all."""

from datetime import date
from functools import partial

from bot.core.calendar import EVER, local_day, month, week
from bot.core.model import Room
from bot.core.records import Board
from bot.errors import Refused
from bot.messages import Command, Press, Reply, Said
from bot.ports import View
from bot.usecases.house import House, reader
from bot.usecases.streaks import streak_of
from bot.views import board as views

SHOWN = 10


async def leaderboard(house: House, request: Command) -> Reply:
    return await _board(house, request, request.options.get("period", "").strip().lower() or "week")


async def pressed(house: House, request: Press, period: str) -> Reply:
    return await _board(house, request, period)


async def _board(house: House, request: Command | Press, period: str) -> Reply:
    if period not in views.PERIODS:
        raise Refused("board.unknown", typed=period, periods=", ".join(views.PERIODS))
    told, streaks, own = await house.store.read(partial(_read, house=house, request=request, period=period))
    return Said(views.board(reader(request), period, told, streaks, own))


def _read(
    view: View, house: House, request: Command | Press, period: str
) -> tuple[Board, tuple[int, ...], int]:
    now = house.clock.now()
    today = local_day(now, zone_of(view, house, request.room))
    board = view.board(request.room, key_of(period, today), request.member, SHOWN)
    streaks = tuple(streak_of(view, request.room, s.member, now).length for s in board.top)
    return board, streaks, streak_of(view, request.room, request.member, now).length


def key_of(period: str, today: date) -> str:
    """The key of the board that a word asks for."""
    match period:
        case "week":
            return week(today).key
        case "month":
            return month(today).key
        case _:
            return EVER.key


def zone_of(view: View, house: House, room: Room) -> str:
    """The zone that a room's days are told in: its schedule's, else the machine's."""
    schedules = view.schedules(room)
    return schedules[0].zone if schedules else house.zone
