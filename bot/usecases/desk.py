"""How someone stands with the cards as of now: what practice draws by, and when a card comes back."""

from datetime import time, timedelta

from bot.core.calendar import instant, local_day, zone
from bot.core.draw import Desk
from bot.core.model import Member, Room
from bot.core.recall import due_before
from bot.ports import View
from bot.usecases.almanac import almanac
from bot.usecases.house import House


def desk_of(view: View, house: House, room: Room, member: Member) -> Desk:
    """Everything that practice in a room is drawn by."""
    days, now = almanac(view, house, room), house.clock.now()
    tomorrow = local_day(now, days.zone) + timedelta(days=1)
    return Desk(
        view.person(member),
        now,
        instant(tomorrow, time.min, zone(days.zone)),
        view.memories(member),
        days.coming(now),
    )


def comes_back(view: View, house: House, room: Room, member: Member, card: str) -> int | None:
    """In how many days a card comes back in practice, 0 for today; None: they never answered it."""
    memory = view.memory(member, card)
    if memory is None:
        return None
    days, now = almanac(view, house, room), house.clock.now()
    due = due_before(memory, days.coming(now), view.person(member), card)
    return days.days_until(due, now)
