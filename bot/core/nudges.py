"""When a word before a close is worth saying, and which streaks are worth a word."""

from datetime import datetime, time, timedelta

from bot.core.calendar import instant, local_day, zone

LEAD = timedelta(hours=2)  # before the close
ROOM = timedelta(hours=1)  # after the question, or it would remind of what was just asked
EVENING, MORNING, NIGHT = time(18), time(8), time(21)
WORTH = 3  # days of a streak that a reminder is for
MILESTONES = (3, 7, 30, 100)


def awake(at: datetime, where: str) -> datetime:
    """The instant itself by day; in the night, the morning after it."""
    clock = at.astimezone(zone(where)).time()
    if MORNING <= clock < NIGHT:
        return at
    return instant(local_day(at, where) + timedelta(days=clock >= NIGHT), MORNING, zone(where))


def remind_at(opened: datetime, closes: datetime, where: str) -> datetime:
    """Two hours before the close; where that is early or late in the day, the evening before it."""
    at = closes - LEAD
    clock = at.astimezone(zone(where)).time()
    if MORNING <= clock < NIGHT:
        return at
    day = local_day(at, where) - timedelta(days=clock < MORNING)
    evening = instant(day, EVENING, zone(where))
    return evening if evening >= opened + ROOM else at
