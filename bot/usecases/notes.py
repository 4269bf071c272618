"""What waits to be told to somebody goes out under the next private reply to a request of theirs."""

from dataclasses import replace
from functools import partial

from bot.core.appeals import PendingNote
from bot.messages import Asked, Press, Reply, Said, Submission
from bot.ports import Tx
from bot.usecases.house import House, reader
from bot.views import ids
from bot.views import notes as views

# Tries take what waits in the transaction that records them: nobody looks at the store a second time.
TRIES = frozenset({"answer", "unknown", "show", "rate"})


async def with_notes(house: House, request: Asked, reply: Reply) -> Reply:
    """The reply with what waited; a second delivery of the request tells it again."""
    if not (isinstance(reply, Said) and reply.private) or _verb(request) in TRIES:
        return reply
    waiting = await house.store.read(lambda view: view.notes(request.member, request.id))
    if not waiting:
        return reply
    await house.store.write(partial(taken, request=request))
    return replace(reply, message=views.under(reader(request), reply.message, waiting))


def taken(tx: Tx, request: Asked) -> tuple[PendingNote, ...]:
    """What waits for the member, told with this request from now on."""
    waiting = tx.notes(request.member, request.id)
    if waiting:
        tx.told(request.member, request.id)
    return waiting


def _verb(request: Asked) -> str:
    match request:
        case Press(button=id) | Submission(form=id):
            return ids.split(id)[0]
        case _:
            return ""
