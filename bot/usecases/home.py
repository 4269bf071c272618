"""Coming in: the room's open questions, or that one is done with them, or that there are none."""

from functools import partial

from bot.core.model import Round
from bot.messages import Message, Reply, Said, Visit
from bot.ports import View
from bot.usecases import ask
from bot.usecases.house import House, reader
from bot.usecases.paper import lay_out
from bot.views import question as views


async def visit(house: House, request: Visit) -> Reply:
    posts, done = await house.store.read(partial(_look, house=house, request=request))
    return Said(views.home(reader(request), posts, done))


def _look(view: View, house: House, request: Visit) -> tuple[tuple[Message, ...], Round | None]:
    """What can still be answered, and the latest question that this member is done with."""
    rounds = view.open_rounds(request.room, house.clock.now())
    finished = [r for r in rounds if lay_out(view, house, r.id, request.member).finished]
    posts = tuple(ask.render(view, house, r) for r in rounds if r not in finished)
    return posts, next(iter(finished), None)
