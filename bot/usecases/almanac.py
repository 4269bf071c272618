"""What a room's days go by, looked up once for all who ask in a transaction."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from bot.core.calendar import Seasons, instant, local_day, seasons_of, zone
from bot.core.choices import RoomChoice
from bot.core.model import Room
from bot.ports import View
from bot.usecases.house import House


@dataclass(frozen=True, slots=True)
class Almanac:
    """`exam`: when the day that the room studies for begins, also when it has passed; None: no day is set."""

    zone: str
    seasons: Seasons
    exam: datetime | None

    def coming(self, now: datetime) -> datetime | None:
        """When the exam's day begins; None: there is none to come."""
        return self.exam if self.exam is not None and self.exam > now else None

    def days_until(self, at: datetime, now: datetime) -> int:
        """How many of the room's midnights lie between now and then."""
        return max(0, (local_day(at, self.zone) - local_day(now, self.zone)).days)


def almanac(view: View, house: House, room: Room) -> Almanac:
    return view.once(("almanac", room), partial(_read, view, house, room))


def zone_of(view: View, house: House, room: Room) -> str:
    """The zone that a room's days are told in: its schedule's, else the machine's."""
    return almanac(view, house, room).zone


def seasons_in(view: View, room: Room) -> Seasons:
    """The rule that the room's seasons go by."""
    return seasons_of(view.choice(room, RoomChoice.SEASONS))


def exam_day(view: View, room: Room) -> date | None:
    """The day that the room studies for, also when it has passed; None: no day is set."""
    said = view.choice(room, RoomChoice.EXAM)
    return date.fromisoformat(said) if said else None


def _read(view: View, house: House, room: Room) -> Almanac:
    schedules, day = view.schedules(room), exam_day(view, room)
    where = schedules[0].zone if schedules else house.zone
    return Almanac(where, seasons_in(view, room), instant(day, time.min, zone(where)) if day else None)
