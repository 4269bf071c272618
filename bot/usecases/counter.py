"""How many have answered, on the question itself: redrawn once in ten seconds at most, for every platform."""

from datetime import UTC, datetime, timedelta

from bot.core.model import Round
from bot.core.records import DeliveryKind, NewDelivery
from bot.ports import Tx
from bot.usecases.house import House

APART = timedelta(seconds=10)


def counted(tx: Tx, house: House, round_: Round) -> bool:
    """Whether a redrawing was put into the outbox: the first answer of each ten seconds asks for one."""
    if not round_.daily:
        return False
    window, at = seldom(house.clock.now())
    if round_.closes is not None and at >= round_.closes:
        return False  # the close redraws it
    return tx.send(
        NewDelivery(f"count:{round_.id}:{window}", round_.room, DeliveryKind.REFRESH, at, round_.id)
    )


def seldom(now: datetime) -> tuple[int, datetime]:
    """The number of the ten seconds that run, and their end: all that asks in them asks for one redrawing."""
    window = int(now.timestamp() // APART.total_seconds())
    return window, datetime.fromtimestamp((window + 1) * APART.total_seconds(), UTC)
