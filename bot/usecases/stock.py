"""How many cards a room has left, told to whoever set it up before there are none."""

from bot.core.model import Schedule
from bot.core.records import DeliveryKind, NewDelivery
from bot.ports import Tx
from bot.usecases.house import House

LOW = (0, 5, 10)  # told once for each, of a stock of at least twice as many


def tell(tx: Tx, house: House, schedule: Schedule, left: int, all_: int) -> None:
    """One notice for each mark that the stock falls below, and again when there are other cards."""
    marks = [mark for mark in LOW if left <= mark and 2 * mark <= all_]
    if not marks or schedule.owner is None:
        return
    key = f"stock:{schedule.id}:{all_}:{marks[0]}"
    facts = {"say": "low_stock" if left else "no_stock", "n": str(left)}
    tx.send(NewDelivery(key, schedule.owner, DeliveryKind.NOTICE, house.clock.now(), facts=facts))
