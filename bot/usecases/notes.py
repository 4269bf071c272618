"""What waits to be told to somebody goes out under the next private reply to a request of theirs."""

from dataclasses import replace
from functools import partial

from bot.messages import Asked, Reply, Said
from bot.ports import Tx
from bot.usecases.house import House, reader
from bot.views import notes as views


async def with_notes(house: House, request: Asked, reply: Reply) -> Reply:
    """The reply with what waited; a second delivery of the request tells it again."""
    if not (isinstance(reply, Said) and reply.private):
        return reply
    waiting = await house.store.read(lambda view: view.notes(request.member, request.id))
    if not waiting:
        return reply
    await house.store.write(partial(_told, request=request))
    return replace(reply, message=views.under(reader(request), reply.message, waiting))


def _told(tx: Tx, request: Asked) -> None:
    tx.told(request.member, request.id)
