"""How many have answered, on the question itself: redrawn once in ten seconds at most, for every platform."""

from datetime import UTC, datetime, timedelta

from bot.core.model import Round
from bot.core.records import DeliveryKind, NewDelivery
from bot.ports import Tx
from bot.usecases.house import House

APART = timedelta(seconds=10)


def counted(tx: Tx, house: House, round_: Round) -> int | None:
    """The window whose redrawing stands in the outbox after this, to be kept in `house.windows` once durable.

    None: there is none to come, or the first answer of its ten seconds has asked for it already.
    """
    if not round_.daily:
        return None
    window, at = seldom(house.clock.now())
    if house.windows.holds(round_.id, window):
        return None
    if round_.closes is not None and at >= round_.closes:
        return None  # the close redraws it
    tx.send(NewDelivery(f"count:{round_.id}:{window}", round_.room, DeliveryKind.REFRESH, at, round_.id))
    return window


def seldom(now: datetime) -> tuple[int, datetime]:
    """The number of the ten seconds that run, and their end: all that asks in them asks for one redrawing."""
    window = int(now.timestamp() // APART.total_seconds())
    return window, datetime.fromtimestamp((window + 1) * APART.total_seconds(), UTC)
