"""A team that takes the bot in is greeted once, where the bot may write."""

from bot.core.records import DeliveryKind, NewDelivery
from bot.messages import Change
from bot.ports import Tx
from bot.usecases.house import House


def greet(tx: Tx, house: House, request: Change) -> None:
    team = request.room.team
    key = f"greeting:{team.platform}:{team.id}"  # once for ever, however often the bot comes and goes
    facts = {"say": "greeting"}
    tx.send(NewDelivery(key, request.room, DeliveryKind.NOTICE, house.clock.now(), facts=facts))
