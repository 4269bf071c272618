"""An answer was right after all: which point, why; kept for the reviewers with words they might accept."""

import asyncio
from dataclasses import dataclass
from functools import partial

from bot.core.appeals import Appeal, NewAppeal, Ruled
from bot.core.calendar import local_day
from bot.core.lookup import Library
from bot.core.model import Attempt, AttemptKind, Card, Deck, Header, Room, Verdict
from bot.core.records import DeliveryKind, NewDelivery
from bot.core.rubric.syntax import folded
from bot.core.ruling import digest, label
from bot.core.suggest import Given, proposals
from bot.errors import Refused
from bot.messages import Press, Reply, Said, Submission
from bot.ports import Tx, View
from bot.usecases.almanac import zone_of
from bot.usecases.house import House, everybody, meet, reader
from bot.usecases.nudges import quiet_until
from bot.usecases.paper import Paper, lay_out
from bot.usecases.rights import founders, named
from bot.views import appeal as views

LONGEST = 1000  # characters of a reason


@dataclass(frozen=True, slots=True)
class Contested:
    """The answer that an appeal is about; `known`: what was appealed of it before."""

    paper: Paper
    attempt: Attempt
    known: tuple[Appeal, ...]
    closed: bool

    @property
    def open_points(self) -> tuple[int, ...]:
        """The points that were not given."""
        grade = self.attempt.grade
        count = len(self.paper.kept.card.rubric.points)
        missed = {*(one.point for one in grade.missed), *(one.point for one in grade.contradicted)}
        return tuple(sorted(point for point in missed if point < count))


async def open_form(house: House, request: Press, round_id: str) -> Reply:
    """The form to say which point, and why; a press writes nothing."""
    found = await house.store.read(partial(_contested, house=house, request=request, round_id=int(round_id)))
    paper = found.paper
    told = paper.finished or found.closed
    hinted = frozenset(hint.point for hint in paper.hints)
    return views.form(reader(request), paper.round, paper.kept.card, found.open_points, told, hinted)


async def submit(house: House, request: Submission, round_id: str) -> Reply:
    """Keep the appeal, with words that would say what the person meant."""
    why = request.fields.get("why", "").strip()
    if len(why) > LONGEST:
        raise Refused("appeal.too_long", most=LONGEST)
    look = partial(_looked_at, house=house, request=request, round_id=int(round_id))
    found, deck = await house.store.read(look)
    point = _point(found, request.fields.get("point", ""), why)
    words = await asyncio.to_thread(proposal, house, found.paper.kept.card, found.attempt, point, deck)
    filed = await house.store.write(
        partial(_file, house=house, request=request, found=found, point=point, why=why, words=words)
    )
    house.wake()
    left = not (found.paper.finished or found.closed)
    return Said(views.filed(reader(request), filed, found.paper.round, left=left))


def _contested(view: View, house: House, request: Press | Submission, round_id: int) -> Contested:
    paper = lay_out(view, house, round_id, request.member)
    answers = [attempt for attempt in paper.attempts if attempt.kind is AttemptKind.ANSWER]
    if not answers:
        raise Refused("appeal.nothing")
    attempt = answers[-1]
    if attempt.grade.verdict is Verdict.CORRECT and attempt.grade.score == 1:
        raise Refused("appeal.right")
    known = view.appeals_of(attempt.id)
    return Contested(paper, attempt, known, paper.closed(house.clock.now()))


def _looked_at(view: View, house: House, request: Submission, round_id: int) -> tuple[Contested, Deck]:
    found = _contested(view, house, request, round_id)
    library = house.library(view, request.member.team)
    return found, deck_of(library, found.paper.kept.card, found.paper.kept.header)


def deck_of(library: Library, card: Card, header: Header) -> Deck:
    """The deck a card stands in now, or what is left of it."""
    return library.decks.get(card.deck) or Deck(header, (card,))


def _point(found: Contested, typed: str, why: str) -> int | None:
    """The point that was chosen; without a choice the one that the reason names, else the first not given."""
    points = found.paper.kept.card.rubric.points
    if typed == views.WHOLE or not points:
        return None
    first = next(iter(found.open_points), None)
    if typed in ("", str(first)):  # as the form proposes it, and as a typed chat leaves it
        said = [point for point in found.open_points if folded(label(points[point])) in folded(why)]
        return said[0] if len(said) == 1 else first
    if typed.isdecimal() and len(typed) < 3 and int(typed) in found.open_points:
        return int(typed)
    raise Refused("appeal.has_it")


def proposal(house: House, card: Card, attempt: Attempt, point: int | None, deck: Deck) -> str:
    """Words that would say the point: the least that lifts this answer and harms no other; "" for none."""
    if point is None:
        return ""
    had = frozenset(one.point for one in attempt.grade.hit)
    given = Given(attempt.text, points=had | {point})
    made = [one for one in proposals(card, deck, house.marker.lexicon, [given]) if one.point == point]
    return next((one.add for one in sorted(made, key=lambda one: not one.effect.safe)), "")


def _file(
    tx: Tx, house: House, request: Submission, found: Contested, point: int | None, why: str, words: str
) -> Appeal:
    round_, card = found.paper.round, found.paper.kept.card
    of = digest(found.attempt.text)
    same = [ruling for ruling in tx.rulings(round_.room.team, round_.card) if ruling.digest == of]
    if any(one.verdict is Ruled.REJECTED and one.point == point for one in same):
        raise Refused("appeal.looked_at")
    known = next((one for one in tx.appeals_of(found.attempt.id) if one.point == point), None)
    if known is not None:
        return known
    meet(tx, request)
    said = label(card.rubric.points[point]) if point is not None else ""
    filed = tx.file(
        NewAppeal(
            team=round_.room.team,
            card=round_.card,
            attempt=found.attempt.id,
            point=point,
            label=said,
            digest=of,
            at=request.arrived,
            why=why,
        )
    )
    if words:
        tx.word(filed.id, words, None, request.arrived)
    _tell_reviewers(tx, house, round_.room)
    return filed


def _tell_reviewers(tx: Tx, house: House, room: Room) -> None:
    """Those who review hear of it once a day, however many appeals there are."""
    facts = {"say": "appeals", "of": everybody(tx, room).language}
    who = tx.reviewers(room.team) or founders(tx, room) or named(tx, room)
    day = local_day(house.clock.now(), zone_of(tx, house, room)).isoformat()
    for member in who:
        key, at = f"appeals:{tx.number(member)}:{day}", quiet_until(tx, member, house.clock.now())
        tx.send(NewDelivery(key, member, DeliveryKind.NOTICE, at, facts=facts))
