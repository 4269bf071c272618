"""Quiet hours: when somebody wants to hear nothing, by the clock on their wall."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.core.calendar import instant, local_day, zone

_HOURS = re.compile(r"(\d\d?)(?::(\d\d))?\s*-\s*(\d\d?)(?::(\d\d))?")


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time to another, over midnight where the second is the earlier one."""

    begins: time
    ends: time
    zone: str

    def told(self) -> str:
        """As a member keeps it; `quiet_of` reads it."""
        return f"{self.begins:%H:%M}-{self.ends:%H:%M} {self.zone}"

    def until(self, at: datetime) -> datetime:
        """The first instant from `at` on at which it is not quiet."""
        clock = at.astimezone(zone(self.zone)).time()
        over = self.begins > self.ends
        inside = clock >= self.begins or clock < self.ends if over else self.begins <= clock < self.ends
        if not inside:
            return at
        day = local_day(at, self.zone) + timedelta(days=1 if over and clock >= self.begins else 0)
        return instant(day, self.ends, zone(self.zone))


def quiet_of(told: str) -> Quiet | None:
    """What a member keeps; None: they keep no quiet hours."""
    hours, _, where = told.partition(" ")
    return read(hours, where) if told else None


def read(typed: str, where: str) -> Quiet | None:
    """`22-7`, `22:30-07:00`; None: that is no span of hours."""
    found = _HOURS.fullmatch(typed.strip())
    if found is None:
        return None
    first, first_minute, last, last_minute = (int(part or 0) for part in found.groups())
    if first > 23 or last > 24 or first_minute > 59 or last_minute > 59:
        return None
    begins, ends = time(first, first_minute), time(last % 24, last_minute)
    return Quiet(begins, ends, where) if begins != ends else None
