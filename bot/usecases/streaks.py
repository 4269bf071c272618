"""A member's streak in a room: the kept fold over settled days, and the few days after it."""

from datetime import datetime

from bot.core.model import Member, Room
from bot.core.streak import Streak, days_of, fold, settled
from bot.ports import Tx, View


def streak_of(view: View, room: Room, member: Member, now: datetime) -> Streak:
    """The streak as of `now`. Reads, and never writes: `settle` keeps the cache."""
    kept, through = view.streak(room, member)
    return fold(kept, days_of(view.posted_days(room, member, through), now))


def settle(tx: Tx, room: Room, member: Member, now: datetime) -> None:
    """Keep the fold over the days that are all closed, so that later reads are short."""
    kept, through = tx.streak(room, member)
    closed = settled(days_of(tx.posted_days(room, member, through), now))
    if closed:
        tx.keep_streak(room, member, fold(kept, closed), closed[-1].day)
