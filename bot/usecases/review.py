"""What reviewers do with an appeal: look at it, word it, accept, refuse, take back."""

from functools import partial

from bot.core.appeals import Appeal, Ruled, Ruling
from bot.core.records import TeamDeck
from bot.core.rubric import PatternError
from bot.core.rubric.syntax import folded
from bot.core.ruling import widened
from bot.errors import Refused
from bot.messages import Command, Form, Invalid, Press, Reply, Said, Submission
from bot.ports import Tx, View
from bot.usecases import regrade
from bot.usecases.house import House, meet, reader
from bot.usecases.marker import Known
from bot.usecases.weighing import (
    Case,
    case_of,
    changed_by,
    check_words,
    if_accepted,
    looked_at,
    still_open,
)
from bot.views import review as views
from bot.views.review import Looked

SHOWN = 10
READ = 50  # waiting appeals that are looked through for those
LONGEST = 400  # characters of a wording
MOST = 24  # accepted alternatives of a card that its deck does not have yet: each is graded by


async def queue(house: House, request: Command) -> Reply:
    """What waits for a reviewer, appeals and drafts, and what was ruled lately."""
    waiting, settled, drafts = await house.store.read(partial(_queue, request=request))
    return Said(views.queue(reader(request), waiting, settled, drafts))


async def look(house: House, request: Press, appeal_id: str) -> Reply:
    """An appeal with all that speaks for and against it."""
    work = partial(looked_at, house=house, request=request, appeal_id=int(appeal_id))
    return Said(views.look(reader(request), await house.store.read(work)))


async def open_form(house: House, request: Press, appeal_id: str) -> Reply:
    """The form for other words; a press writes nothing."""
    return await house.store.read(partial(_form, house=house, request=request, appeal_id=int(appeal_id)))


async def word(house: House, request: Submission, appeal_id: str) -> Reply:
    """Keep a reviewer's own words for the point, and show what accepting them would change."""
    words = " ".join(request.fields.get("words", "").split())[:LONGEST]
    work = partial(_word, house=house, request=request, appeal_id=int(appeal_id), words=words)
    say = reader(request)
    try:
        return Said(views.look(say, await house.store.write(work)))
    except PatternError as fault:
        return Invalid({"words": say.text("review.pattern", at=fault.offset + 1, why=fault.text)})


async def accept(house: House, request: Press, wording_id: str) -> Reply:
    """Take these words for the point, for everyone and from now on."""
    wording = await house.store.read(lambda view: view.wording(int(wording_id)))
    if wording is None:
        raise Refused("review.gone")
    return await _rule(house, request, wording.appeal, Ruled.ALTERNATIVE, wording.id)


async def accept_whole(house: House, request: Press, appeal_id: str) -> Reply:
    """Take the whole answer for right, whoever types it."""
    return await _rule(house, request, int(appeal_id), Ruled.ALTERNATIVE)


async def once(house: House, request: Press, appeal_id: str) -> Reply:
    """Give the point to this answer alone."""
    return await _rule(house, request, int(appeal_id), Ruled.ONCE)


async def reject(house: House, request: Press, appeal_id: str) -> Reply:
    """Leave exactly this text at what it is worth."""
    return await _rule(house, request, int(appeal_id), Ruled.REJECTED)


async def withdraw(house: House, request: Press, appeal_id: str) -> Reply:
    """Take a ruling back: everything is as it was, and the appeal waits again."""
    return await _rule(house, request, int(appeal_id), Ruled.WITHDRAWN)


async def _rule(
    house: House, request: Press, appeal_id: int, verdict: Ruled, wording: int | None = None
) -> Reply:
    known: Known = {}
    await house.store.read(partial(_foresee, house=house, request=request, appeal_id=appeal_id, known=known))
    work = partial(
        rule,
        house=house,
        request=request,
        appeal_id=appeal_id,
        verdict=verdict,
        wording=wording,
        known=known,
    )
    gained, lost = await house.store.write(work)
    house.wake()
    return Said(views.ruled(reader(request), verdict, appeal_id, gained, lost))


def _foresee(view: View, house: House, request: Press, appeal_id: int, known: Known) -> None:
    """Grade all the answers before the transaction, so that nobody waits for that in it."""
    case = case_of(view, request, appeal_id)
    before = view.rulings(case.appeal.team, case.appeal.card)
    wording = view.proposed(appeal_id)
    words = wording.words if wording is not None else case.handed.attempt.text
    all_ = regrade.answers(view, case.appeal.card, case.appeal.team)
    others = tuple(ruling for ruling in before if ruling.attempt != case.appeal.attempt)
    for after in ((*before, if_accepted(case.appeal, words)), others):
        regrade.under(view, house, all_, before, after, known)


def rule(
    tx: Tx,
    house: House,
    request: Press,
    appeal_id: int,
    verdict: Ruled,
    wording: int | None = None,
    known: Known | None = None,
) -> tuple[int, int]:
    """Write a ruling with every regrade that follows; how many people gain by it, and how many lose."""
    if told := tx.outcome(request.id):
        gained, _, lost = told.partition(":")
        return int(gained), int(lost)
    case = case_of(tx, request, appeal_id)
    if case.appeal.waits is (verdict is Ruled.WITHDRAWN):
        raise Refused("review.settled")
    meet(tx, request)
    before = tx.rulings(case.appeal.team, case.appeal.card)
    if verdict is Ruled.ALTERNATIVE and len(_new_to(tx, house, case, before)) >= MOST:
        raise Refused("review.full", most=MOST)
    ruling = tx.rule(
        appeal_id, verdict, _worded(tx, request, case, verdict, wording), request.member, request.arrived
    )
    moves = _regraded(tx, house, case, verdict, before, known)
    regrade.tell(tx, house, moves, f"ruling-{ruling}")
    _answer(tx, house, case, verdict, moves)
    won = len({move.member for move in moves if move.lifted})
    worse = len({move.member for move in moves if move.lowered})
    tx.remember(request.id, request.arrived, f"{won}:{worse}")
    return won, worse


def _new_to(view: View, house: House, case: Case, rulings: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """The accepted alternatives that the card as it stands in its deck does not have."""
    library = house.library(view, case.appeal.team)
    card = library.cards.get(case.appeal.card) or house.marker.kept(view, case.handed.round.version).card
    return tuple(
        ruling
        for ruling in rulings
        if ruling.verdict is Ruled.ALTERNATIVE and widened(card, (ruling,)) != card
    )


def _worded(tx: Tx, request: Press, case: Case, verdict: Ruled, wording: int | None) -> int | None:
    """The words of a ruling; of an answer accepted as a whole these are its own."""
    if verdict is not Ruled.ALTERNATIVE or wording is not None:
        return wording
    if case.appeal.point is not None or not folded(case.handed.attempt.text):
        raise Refused("review.no_words")
    return tx.word(case.appeal.id, case.handed.attempt.text, request.member, request.arrived).id


def _regraded(
    tx: Tx, house: House, case: Case, verdict: Ruled, before: tuple[Ruling, ...], known: Known | None
) -> tuple[regrade.Moved, ...]:
    """Grade every answer to the card anew that the ruling touches, and tell for whom it counts."""
    all_ = regrade.answers(tx, case.appeal.card, case.appeal.team)
    after = tx.rulings(case.appeal.team, case.appeal.card)
    accepting = verdict in (Ruled.ALTERNATIVE, Ruled.ONCE)
    changed = changed_by(tx, house, all_, before, after, accepting=accepting, known=known)
    if accepting and case.appeal.attempt not in changed:
        raise Refused("review.helps_nobody")
    regrade.write(tx, changed.values())
    return regrade.moved(all_, changed)


def _answer(tx: Tx, house: House, case: Case, verdict: Ruled, moves: tuple[regrade.Moved, ...]) -> None:
    """Whoever appealed hears of a ruling that changes nothing for them, too."""
    member = case.handed.attempt.member
    told = any(move.member == member and (move.lifted or move.lowered) for move in moves)
    if verdict is not Ruled.WITHDRAWN and not told:
        ask = house.marker.kept(tx, case.handed.round.version).card.ask
        say = "rejected" if verdict is Ruled.REJECTED else "accepted"
        tx.note(member, say, {"ask": ask}, house.clock.now())


def _queue(
    view: View, request: Command
) -> tuple[tuple[Appeal, ...], tuple[Appeal, ...], tuple[TeamDeck, ...]]:
    team = request.member.team
    return still_open(view, view.unruled(team, READ))[:SHOWN], view.ruled(team, SHOWN), view.drafts(team)


def _form(view: View, house: House, request: Press, appeal_id: int) -> Form:
    looked = looked_at(view, house, request, appeal_id)
    if not looked.appeal.waits:
        raise Refused("review.settled")
    return views.form(reader(request), looked)


def _word(tx: Tx, house: House, request: Submission, appeal_id: int, words: str) -> Looked:
    case = case_of(tx, request, appeal_id)
    if not case.appeal.waits:
        raise Refused("review.settled")
    if case.appeal.point is None or not words:
        raise Refused("review.no_words")
    if tx.outcome(request.id) is None:
        check_words(house, house.marker.kept(tx, case.handed.round.version), case.appeal, words)
        meet(tx, request)
        tx.word(appeal_id, words, request.member, request.arrived)
        tx.remember(request.id, request.arrived, str(appeal_id))
    return looked_at(tx, house, request, appeal_id)
