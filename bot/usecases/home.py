"""Coming in: the room's open questions, or that there is nothing open."""

from bot.messages import Message, Reply, Said, Visit
from bot.ports import View
from bot.usecases import ask
from bot.usecases.house import House, reader
from bot.views import question as views


async def visit(house: House, request: Visit) -> Reply:
    def look(view: View) -> tuple[Message, ...]:
        rounds = view.open_rounds(request.room, house.clock.now())
        return tuple(ask.render(view, house, round_) for round_ in rounds)

    return Said(views.home(reader(request), await house.store.read(look)))
