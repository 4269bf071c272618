"""How someone stands with the cards as of now: what practice draws by, and when a card comes back."""

from datetime import datetime, time, timedelta

from bot.core.calendar import instant, local_day, zone
from bot.core.draw import Desk
from bot.core.model import Member, Room
from bot.core.recall import due_before
from bot.ports import View
from bot.usecases.almanac import exam_of, zone_of
from bot.usecases.house import House


def desk_of(view: View, house: House, room: Room, member: Member) -> Desk:
    """Everything that practice in a room is drawn by."""
    where, now = zone_of(view, house, room), house.clock.now()
    tomorrow = local_day(now, where) + timedelta(days=1)
    return Desk(
        view.person(member),
        now,
        instant(tomorrow, time.min, zone(where)),
        view.memories(member),
        exam_of(view, house, room),
    )


def comes_back(view: View, house: House, room: Room, member: Member, card: str) -> int | None:
    """In how many days a card comes back in practice, 0 for today; None: they never answered it."""
    memory = view.memory(member, card)
    if memory is None:
        return None
    due = due_before(memory, exam_of(view, house, room), view.person(member), card)
    return days_until(view, house, room, due)


def days_until(view: View, house: House, room: Room, at: datetime) -> int:
    """How many of the room's midnights lie between now and then."""
    where = zone_of(view, house, room)
    return max(0, (local_day(at, where) - local_day(house.clock.now(), where)).days)
