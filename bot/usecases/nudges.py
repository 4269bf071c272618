"""A word to somebody, privately and seldom: their streak hangs on a question, or has become long."""

from datetime import datetime, timedelta

from bot.core.calendar import local_day
from bot.core.choices import MemberChoice
from bot.core.model import Member, Round
from bot.core.nudges import MILESTONES, WORTH, awake, remind_at
from bot.core.quiet import quiet_of
from bot.core.records import Delivery, DeliveryKind, NewDelivery, Turn
from bot.core.streak import Streak
from bot.messages import Asked, Message
from bot.ports import Tx, View
from bot.usecases import privacy
from bot.usecases.almanac import zone_of
from bot.usecases.house import House, addressed
from bot.usecases.streaks import lengths_of, streak_of
from bot.views import nudges as views

LEAST = timedelta(minutes=10)  # before the close: later there is no time to answer
STALE = timedelta(hours=12)  # a milestone is no news any more
LATE = timedelta(hours=2)  # a reminder that was held up for longer would come at any hour

REMINDER, MILESTONE = "reminder", "milestone"


def later(view: View, house: House, turn: Turn) -> datetime | None:
    """When to remind, if the question closes later than was planned when it opened."""
    round_ = view.round(int(turn.about))
    if round_ is None or round_.closes is None:
        return None
    return remind_at(round_.opened, round_.closes, zone_of(view, house, turn.room))


def remind(tx: Tx, house: House, turn: Turn) -> None:
    """Everybody who asked for it, has a streak worth it and has not answered; once a day in all rooms."""
    round_ = tx.round(int(turn.about))
    if round_ is None or not _answerable(round_, house.clock.now()):
        return
    asked = tx.who_chose(turn.room, MemberChoice.REMINDERS, privacy.ON)
    waiting = [member for member in asked if not _answered(tx, round_, member)]
    streaks = lengths_of(tx, turn.room, waiting, house.clock.now())
    where = zone_of(tx, house, turn.room)
    day = local_day(house.clock.now(), where)
    for member in waiting:
        at = quiet_until(tx, member, awake(house.clock.now(), where))
        if streaks[member] >= WORTH and _answerable(round_, at):
            key = f"reminder:{tx.number(member)}:{day}"
            facts = {"say": REMINDER}
            tx.send(NewDelivery(key, member, DeliveryKind.NUDGE, at, round_.id, facts))


def milestone(tx: Tx, house: House, request: Asked, round_: Round, streak: Streak) -> None:
    """A streak has become long: told once for each length and schedule, unless they do not want it."""
    if streak.length in MILESTONES and privacy.wants(tx, request.member, MemberChoice.MILESTONES):
        key = f"milestone:{round_.schedule}:{tx.number(request.member)}:{streak.length}"
        at = quiet_until(tx, request.member, house.clock.now())
        facts = {"say": MILESTONE, "n": str(streak.length)}
        tx.send(NewDelivery(key, request.member, DeliveryKind.NUDGE, at, facts=facts))


def quiet_until(view: View, member: Member, at: datetime) -> datetime:
    """The first instant at which the member may be sent something."""
    quiet = quiet_of(view.choice(member, MemberChoice.QUIET))
    return quiet.until(at) if quiet is not None else at


def render(view: View, house: House, delivery: Delivery) -> Message | None:
    """The words as things stand now; None: there is no sense in them any more."""
    now = house.clock.now()
    if not isinstance(delivery.to, Member):
        return None
    say = addressed(view, delivery.to)
    if delivery.facts["say"] == MILESTONE:
        fresh = now - delivery.since <= STALE
        return views.milestone(say, int(delivery.facts["n"])) if fresh else None
    round_ = view.round(delivery.round) if delivery.round is not None else None
    if round_ is None or round_.closes is None or not _answerable(round_, now):
        return None
    if now - delivery.since > LATE or _answered(view, round_, delivery.to):
        return None
    streak = streak_of(view, round_.room, delivery.to, now)
    kept = house.marker.kept(view, round_.version)
    return views.reminder(say, round_, kept.card, streak.length)


def _answerable(round_: Round, at: datetime) -> bool:
    return round_.posted is not None and round_.closes is not None and round_.closes - at >= LEAST


def _answered(view: View, round_: Round, member: Member) -> bool:
    return bool(view.attempts(round_.id, member))
