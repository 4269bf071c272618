"""A member's streak in a room: the kept fold over settled days, and the few days after it."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.model import Member, Room
from bot.core.streak import Streak, days_of, fold, settled
from bot.ports import Tx, View

MANY = 7  # settled days after the kept fold that are worth a write of their own


def streak_of(view: View, room: Room, member: Member, now: datetime) -> Streak:
    """The streak as of `now`."""
    kept, through = view.streak(room, member)
    return fold(kept, days_of(view.posted_days(room, member, through), now))


def keep_streak(tx: Tx, room: Room, member: Member, now: datetime) -> Streak:
    """The streak as of `now`; the fold over settled days is kept now and then, so that reads stay short."""
    kept, through = tx.streak(room, member)
    days = days_of(tx.posted_days(room, member, through), now)
    closed = settled(days) if len(days) >= MANY else ()
    if len(closed) >= MANY:
        tx.keep_streak(room, member, fold(kept, closed), closed[-1].day)
    return fold(kept, days)


def lengths_of(view: View, room: Room, members: Sequence[Member], now: datetime) -> dict[Member, int]:
    """How long the streaks of several members are, read together."""
    kept = view.streaks(room, members)
    return {member: fold(streak, days_of(days, now)).length for member, (streak, days) in kept.items()}
