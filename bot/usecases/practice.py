"""`/quiz`: a private run of questions that survives restarts: what is due, then weak, then new."""

from dataclasses import replace
from functools import partial

from bot.core.deck import freeze
from bot.core.draw import among, next_card
from bot.core.lookup import Library
from bot.core.model import Card, Header, Round, Verdict
from bot.core.records import Draws, NewRound, Session
from bot.errors import Refused
from bot.messages import Command, Press, Reply, Said, Submission
from bot.ports import Tx, View
from bot.usecases import drawing
from bot.usecases.desk import comes_back, desk_of
from bot.usecases.house import House, meet, reader
from bot.usecases.paper import Paper, lay_out, open_paper
from bot.views import quiz as views
from bot.views.question import subject
from bot.views.quiz import Asked, Following, Summary

MORE = 3
OVER = "over"


async def quiz(house: House, request: Command) -> Reply:
    """Begin a run over a deck or topic, or go on with the one that runs when nothing is named."""
    scope, draws = drawing.scoped(request.options.get("scope", ""), request.options.get("draws", ""))
    count = drawing.count(request.options.get("count", ""))
    if not scope and draws is Draws.ALL:
        running = await house.store.read(partial(current, house=house, request=request))
        if running is not None:
            return Said(views.question(reader(request), running))
    title, following = await house.store.write(
        partial(_begin, house=house, request=request, scope=scope, count=count, draws=draws)
    )
    return Said(views.begun(reader(request), title, following))


async def more(house: House, request: Press, scope: str) -> Reply:
    """Three more like the question that was just revealed."""
    title, following = await house.store.write(
        partial(_begin, house=house, request=request, scope=scope, count=MORE, draws=Draws.ALL)
    )
    return Said(views.begun(reader(request), title, following))


async def begin(house: House, request: Press, draws: str) -> Reply:
    """Begin a run, or go on with the one that runs, by a press."""
    _, drawn = drawing.scoped("", draws)
    if drawn is Draws.ALL:
        running = await house.store.read(partial(current, house=house, request=request))
        if running is not None:
            return Said(views.question(reader(request), running))
    title, following = await house.store.write(
        partial(_begin, house=house, request=request, scope="", count=drawing.USUAL, draws=drawn)
    )
    return Said(views.begun(reader(request), title, following))


async def skip(house: House, request: Press, round_id: str) -> Reply:
    """Leave this question and go on with the next."""
    following = await house.store.write(partial(_skip, house=house, request=request, round_id=int(round_id)))
    return Said(views.question(reader(request), following))


async def stop(house: House, request: Press, session_id: str) -> Reply:
    """End the run here."""
    summary = await house.store.write(
        partial(_stop, house=house, request=request, session_id=int(session_id))
    )
    return Said(views.summary(reader(request), summary))


def advance(tx: Tx, house: House, request: Press | Submission, paper: Paper) -> Following | None:
    """After an answer in a run: the next question, or the summary. None: that run has ended."""
    session = tx.session(request.member, paper.round.room)
    if session is None or session.id != paper.round.session:
        return None
    right = session.right + (paper.attempts[-1].grade.verdict is Verdict.CORRECT)
    return _next(tx, house, request, session, done=session.done + 1, right=right)


def current(view: View, house: House, request: Command | Press | Submission) -> Following | None:
    """The question a running session stands at; None when nothing runs here."""
    session = view.session(request.member, request.room)
    rounds = view.session_rounds(session.id) if session else ()
    return again(view, house, session.id, str(rounds[-1].id)) if session and rounds else None


def place(following: Following | None) -> str:
    """Where a run stood, for `again`: its question's round, or that it was over."""
    match following:
        case None:
            return ""
        case Following(_, Asked(round_)):
            return str(round_.id)
        case _:
            return OVER


def again(view: View, house: House, session_id: int, place: str) -> Following | None:
    """What was told at that place of a run, once more."""
    session = view.run(session_id)
    if session is None or not place:
        return None
    if place == OVER:
        return Following(session, _summary(view, house, session))
    before = [round_.id for round_ in view.session_rounds(session_id)].index(int(place))
    paper = lay_out(view, house, int(place), session.member)
    return Following(replace(session, done=before), Asked(paper.round, paper.kept.card, paper.kept.header))


def _begin(
    tx: Tx, house: House, request: Command | Press, scope: str, count: int, draws: Draws
) -> tuple[str, Following]:
    if known := tx.outcome(request.id):
        session_id, _, place_then = known.partition(":")
        return _told_again(tx, house, int(session_id), place_then)
    library = house.library(tx, request.member.team)
    wanted = drawing.find(library, scope, count, draws)
    meet(tx, request)
    desk = desk_of(tx, house, request.room, request.member)
    drawn = drawing.drawn(tx, house, request.room, wanted, desk)
    session = tx.open_session(
        Session(
            0,
            request.member,
            request.room,
            wanted.scope,
            min(wanted.count, len(drawn)),
            0,
            0,
            opened=request.arrived,
            draws=draws,
        )
    )
    following = _open(tx, house, request, session, library)
    tx.remember(request.id, request.arrived, f"{session.id}:{place(following)}")
    return wanted.title, following


def _told_again(view: View, house: House, session_id: int, place_then: str) -> tuple[str, Following]:
    following = again(view, house, session_id, place_then)
    if following is None:
        raise Refused("quiz.not_running")
    found = house.library(view, following.session.member.team).find(following.session.scope)
    return found.title, following


def _next(
    tx: Tx, house: House, request: Press | Submission, session: Session, *, done: int, right: int
) -> Following:
    over = done >= session.wanted
    tx.step_session(session.id, done, right, request.arrived if over else None)
    stepped = replace(session, done=done, right=right)
    if over:
        return Following(stepped, _summary(tx, house, stepped))
    return _open(tx, house, request, stepped, house.library(tx, request.member.team))


def _skip(tx: Tx, house: House, request: Press, round_id: int) -> Following:
    if known := tx.outcome(request.id):
        session_id, _, place_then = known.partition(":")
        return _told_again(tx, house, int(session_id), place_then)[1]
    paper = open_paper(tx, house, request, round_id)
    session = tx.session(request.member, paper.round.room)
    if session is None or session.id != paper.round.session:
        raise Refused("quiz.not_running")
    following = _next(tx, house, request, session, done=session.done + 1, right=session.right)
    tx.remember(request.id, request.arrived, f"{session.id}:{place(following)}")
    return following


def _stop(tx: Tx, house: House, request: Press, session_id: int) -> Summary:
    session = tx.run(session_id)
    if session is None or session.member != request.member:
        raise Refused("quiz.not_running")
    if tx.outcome(request.id) is None:
        if session.ended is not None:
            raise Refused("quiz.not_running")
        tx.step_session(session.id, session.done, session.right, request.arrived)
        tx.remember(request.id, request.arrived, str(session.id))
    return _summary(tx, house, session)


def _open(
    tx: Tx, house: House, request: Command | Press | Submission, session: Session, library: Library
) -> Following:
    """The next question of a run; its summary where the decks have none left, or are gone."""
    cards = library.find(session.scope).cards if session.scope else tuple(library.cards.values())
    before = [round_.card for round_ in tx.session_rounds(session.id)]
    free = [card for card in drawing.askable(tx, house, session.room, cards) if card.key not in before]
    desk = desk_of(tx, house, session.room, session.member)
    drawn = among(free, desk, session.draws)
    if not drawn:
        tx.step_session(session.id, session.done, session.right, request.arrived)
        return Following(session, _summary(tx, house, session))
    card = next_card(drawn, desk, [library.cards[key] for key in before if key in library.cards])
    header = library.decks[card.deck].header
    return Following(session, Asked(_open_round(tx, request, session, card, header), card, header))


def _open_round(
    tx: Tx, request: Command | Press | Submission, session: Session, card: Card, header: Header
) -> Round:
    version = freeze(card, header)
    tx.keep_version(version.hash, version.content)
    opened = tx.open_round(
        NewRound(
            room=session.room,
            version=version.hash,
            card=card.key,
            opened=request.arrived,
            member=session.member,
            session=session.id,
        )
    )
    assert opened is not None  # only a slot can be settled already
    return opened


def _summary(view: View, house: House, session: Session) -> Summary:
    """How the run went, the topic that went worst, and when its cards come back."""
    losses: dict[str, list[float]] = {}
    returns: list[int] = []
    for round_ in view.session_rounds(session.id):
        paper = lay_out(view, house, round_.id, session.member)
        if paper.best is not None:
            title = subject(paper.kept.card, paper.kept.header)
            losses.setdefault(title, []).append(1.0 - paper.best.grade.score)
            returns.append(comes_back(view, house, session.room, session.member, round_.card) or 0)
    weakest = max(losses, key=lambda topic: sum(losses[topic]) / len(losses[topic]), default="")
    lost = sum(losses.get(weakest, ()))
    return Summary(session.right, len(returns), weakest if lost else "", tuple(returns))
