"""Cards that cannot be graded: their answer on demand, then how well the person says they knew it."""

from functools import partial

from bot.core.model import AttemptKind
from bot.errors import Refused
from bot.messages import Press, Reply, Said
from bot.ports import View
from bot.usecases import answer
from bot.usecases.house import House, reader
from bot.usecases.paper import Paper, open_paper
from bot.views import ids
from bot.views import rating as views


async def look(house: House, request: Press, round_id: str) -> Reply:
    """The answer, and the question how well it was known; a press writes nothing."""
    paper = await house.store.read(partial(_paper, house=house, request=request, round_id=int(round_id)))
    return Said(views.looked(reader(request), paper.round, paper.kept.card), kept=True)


async def rate(house: House, request: Press, argument: str) -> Reply:
    """Record how well they say they knew it: `argument` is the round and 1 to 5."""
    round_id, _, known = argument.partition("-")
    if not ids.is_number(round_id) or known not in views.SCALE:
        raise Refused("door.old_button")
    new = answer.Try(int(round_id), AttemptKind.RATED, known=int(known))
    return await answer.hand_in(house, request, new)


def _paper(view: View, house: House, request: Press, round_id: int) -> Paper:
    paper = open_paper(view, house, request, round_id)
    if not paper.kept.card.self_rated:
        raise Refused("door.old_button")
    return paper
