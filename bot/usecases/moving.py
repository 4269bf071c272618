"""An appeal over the wrong point: a reviewer moves it to the one that is meant."""

import asyncio
from functools import partial

from bot.core.appeals import Appeal
from bot.core.model import Card, Deck
from bot.core.rubric.syntax import folded
from bot.core.ruling import label
from bot.errors import Refused
from bot.messages import Press, Reply, Said, Submission
from bot.ports import Tx, View
from bot.usecases.appeal import deck_of, proposal
from bot.usecases.house import House, meet, reader
from bot.usecases.weighing import Case, case_of, elsewhere, looked_at
from bot.views import review as views
from bot.views.appeal import WHOLE
from bot.views.review import Looked


async def open_form(house: House, request: Press, appeal_id: str) -> Reply:
    """The form to say which point is meant; a press writes nothing."""
    look = partial(looked_at, house=house, request=request, appeal_id=int(appeal_id))
    looked = await house.store.read(look)
    _movable(looked.appeal, looked.elsewhere)
    return views.move_form(reader(request), looked)


async def submit(house: House, request: Submission, appeal_id: str) -> Reply:
    """Move it, with words that would say the other point, and show what accepting them would change."""
    if told := await house.store.read(
        partial(_again, house=house, request=request, appeal_id=int(appeal_id))
    ):
        return Said(views.look(reader(request), told))
    look = partial(_read, house=house, request=request, appeal_id=int(appeal_id))
    case, card, deck, points = await house.store.read(look)
    _movable(case.appeal, points)
    point = _meant(card, points, request.fields.get("point", "").strip())
    words = await asyncio.to_thread(proposal, house, card, case.handed.attempt, point, deck)
    work = partial(_move, house=house, request=request, appeal_id=int(appeal_id), point=point, words=words)
    return Said(views.look(reader(request), await house.store.write(work)))


def _movable(appeal: Appeal, points: tuple[int | None, ...]) -> None:
    if not appeal.waits:
        raise Refused("review.settled")
    if not points:
        raise Refused("review.no_other")


def _again(view: View, house: House, request: Submission, appeal_id: int) -> Looked | None:
    """A second delivery of the same form."""
    return looked_at(view, house, request, appeal_id) if view.outcome(request.id) is not None else None


def _read(
    view: View, house: House, request: Submission, appeal_id: int
) -> tuple[Case, Card, Deck, tuple[int | None, ...]]:
    case = case_of(view, request, appeal_id)
    kept = house.marker.kept(view, case.handed.round.version)
    deck = deck_of(house.library(view, case.appeal.team), kept.card, kept.header)
    return case, kept.card, deck, elsewhere(view, case, kept.card)


def _meant(card: Card, points: tuple[int | None, ...], typed: str) -> int | None:
    """The point by its place as the form gives it, or by its name as somebody types it."""
    for point in points:
        named = () if point is None else (folded(label(card.rubric.points[point])),)
        if typed == (WHOLE if point is None else str(point)) or folded(typed) in named:
            return point
    raise Refused("review.no_such_point", typed=typed)


def _move(tx: Tx, house: House, request: Submission, appeal_id: int, point: int | None, words: str) -> Looked:
    if tx.outcome(request.id) is None:
        case = case_of(tx, request, appeal_id)
        card = house.marker.kept(tx, case.handed.round.version).card
        points = elsewhere(tx, case, card)
        _movable(case.appeal, points)
        if point not in points:  # somebody has appealed over it since
            raise Refused("review.no_other")
        meet(tx, request)
        tx.move_appeal(appeal_id, point, label(card.rubric.points[point]) if point is not None else "")
        tx.word(appeal_id, words, None, request.arrived)
        tx.remember(request.id, request.arrived, str(appeal_id))
    return looked_at(tx, house, request, appeal_id)
