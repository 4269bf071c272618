"""Answering a round: a try, "I don't know yet", "show me", a hint; graded and recorded in one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import time
from functools import partial

from bot.core import boards
from bot.core.appeals import PendingNote
from bot.core.calendar import instant, local_day, week, zone
from bot.core.model import Attempt, AttemptKind, Confidence, Grade
from bot.core.records import Hint, NewAttempt, Standing
from bot.core.score import self_rated, worth
from bot.core.sitting import Sitting
from bot.core.streak import Streak
from bot.errors import Refused
from bot.messages import Press, Reply, Said, Submission
from bot.ports import Tx, View
from bot.usecases import nudges, practice
from bot.usecases.almanac import almanac
from bot.usecases.counter import counted
from bot.usecases.desk import comes_back
from bot.usecases.house import House, meet, reader
from bot.usecases.marker import nothing_said
from bot.usecases.notes import taken
from bot.usecases.paper import Paper, answerable, lay_out
from bot.usecases.streaks import keep_streak
from bot.views import feedback, notes, question
from bot.views.quiz import Following

SURENESS = frozenset(Confidence)
LONGEST = 4000  # characters; the platforms' own bound for what can be typed into a form


@dataclass(frozen=True, slots=True)
class Try:
    """What someone hands in for a round."""

    round: int
    kind: AttemptKind
    text: str = ""
    confidence: Confidence = Confidence.UNSAID
    known: int = 0  # 1 to 5, how well they say they knew a card that cannot be graded


async def open_form(house: House, request: Press, round_id: str) -> Reply:
    """The form to answer with; a press writes nothing."""
    look = partial(answerable, house=house, request=request, round_id=int(round_id))
    paper = await house.store.read(look)
    return question.form(reader(request), paper.round, paper.kept.card, paper.attempts)


async def submit(house: House, request: Submission, round_id: str) -> Reply:
    """Grade what was typed into the form."""
    text = request.fields.get("text", "")
    if not text.strip():
        raise Refused("answer.blank")
    if len(text) > LONGEST:
        raise Refused("answer.too_long", most=LONGEST, length=len(text))
    return await hand_in(house, request, Try(int(round_id), AttemptKind.ANSWER, text, _sure(request)))


def _sure(request: Submission) -> Confidence:
    said = request.fields.get("sure", "")
    return Confidence(said) if said in SURENESS else Confidence.UNSAID


async def do_not_know(house: House, request: Press, round_id: str) -> Reply:
    """An honest "I don't know yet" keeps the streak and shows the answer."""
    return await hand_in(house, request, Try(int(round_id), AttemptKind.UNKNOWN))


async def show(house: House, request: Press, round_id: str) -> Reply:
    """Show the answer; there is no further try after it."""
    return await hand_in(house, request, Try(int(round_id), AttemptKind.SHOWN))


async def hint(house: House, request: Press, round_id: str) -> Reply:
    """The hint of the first point that is neither hit nor hinted yet."""
    paper, point = await house.store.write(
        partial(_hint, house=house, request=request, round_id=int(round_id))
    )
    left = len(_hintable(paper)) - (0 if any(h.point == point for h in paper.hints) else 1)
    message = feedback.hinted(reader(request), paper.round, paper.kept.card, point, left)
    return Said(message, kept=True)


async def hand_in(house: House, request: Press | Submission, new: Try) -> Reply:
    """Record a try and tell what it was worth."""
    work = partial(enter, house=house, request=request, new=new)
    outcome, waiting, window = await house.store.write(work)
    if window is not None:
        house.windows.keep(new.round, window)
        house.wake()
    say = reader(request)
    message = feedback.feedback(say, outcome)
    return Said(notes.under(say, message, waiting) if waiting else message, replaces=False)


def enter(
    tx: Tx, house: House, request: Press | Submission, new: Try
) -> tuple[feedback.Outcome, tuple[PendingNote, ...], int | None]:
    """Record a try inside one transaction; also the notes to tell under it, and what `counted` says."""
    sitting = tx.sit(request.id, new.round, request.member)
    outcome = _record(tx, house, request, new, sitting)
    waiting = taken(tx, request) if sitting.noted else ()
    return outcome, waiting, counted(tx, house, outcome.round)


def _record(
    tx: Tx, house: House, request: Press | Submission, new: Try, sitting: Sitting
) -> feedback.Outcome:
    if sitting.outcome is not None:
        return _again(tx, house, request, new.round, sitting.outcome)
    paper = answerable(tx, house, request, new.round, sitting)
    meet(tx, request)
    attempt = tx.record(_graded(tx, house, paper, request, new))
    after = paper.after(attempt)
    following = practice.advance(tx, house, request, after) if paper.round.session else None
    tx.remember(request.id, request.arrived, f"{attempt.id}:{practice.place(following)}")
    outcome = _outcome(tx, house, request, after, following)
    if outcome.streak is not None and not paper.attempts:
        nudges.milestone(tx, house, request, paper.round, outcome.streak)
    return outcome


def _again(tx: Tx, house: House, request: Press | Submission, round_id: int, known: str) -> feedback.Outcome:
    """A second delivery of the same event: told as it was told then."""
    attempt, _, place = known.partition(":")
    paper = lay_out(tx, house, round_id, request.member)
    until = tuple(a for a in paper.attempts if a.id <= int(attempt))
    session = paper.round.session
    following = practice.again(tx, house, session, place) if session is not None else None
    return _outcome(tx, house, request, replace(paper, attempts=until), following)


def _graded(tx: Tx, house: House, paper: Paper, request: Press | Submission, new: Try) -> NewAttempt:
    text, grade, won = _better(tx, house, paper, new)
    return NewAttempt(
        round=paper.round.id,
        room=paper.round.room,
        member=paper.member,
        arrived=request.arrived,
        kind=new.kind,
        grade=grade,
        points=won,
        text=text,
        confidence=new.confidence,
        hints=len(paper.hints),
        boards=() if new.kind is AttemptKind.RATED else _counts_for(tx, house, paper, request),
    )


def _counts_for(view: View, house: House, paper: Paper, request: Press | Submission) -> tuple[str, ...]:
    """The boards of an answer. In practice a card counts once a day, so that nobody wins by repeating it."""
    round_, card = paper.round, paper.kept.card
    days = almanac(view, house, round_.room)
    if round_.day is not None:
        return boards.daily_keys(round_.day, card.deck, card.topic, days.seasons)
    today = local_day(request.arrived, days.zone)
    if view.practised_since(request.member, round_.card, instant(today, time.min, zone(days.zone))):
        return ()
    return boards.practice_keys(today, days.seasons)


def _better(view: View, house: House, paper: Paper, new: Try) -> tuple[str, Grade, int]:
    """What is added counts with what was said before, unless it stands better alone."""
    rulings = view.rulings(paper.round.room.team, paper.round.card)
    graded = [
        (text, *_worth(paper, house.marker.grades(paper.kept, text, rulings))) for text in _texts(paper, new)
    ]
    if not graded:
        return "", *_worth(paper, (_unsaid(paper, new),))
    return max(graded, key=lambda row: row[1].score)


def _texts(paper: Paper, new: Try) -> Iterator[str]:
    if new.kind is AttemptKind.ANSWER:
        yield new.text
        earlier = paper.attempts[-1].text if paper.attempts else ""
        if earlier and earlier not in new.text and len(earlier) + len(new.text) < LONGEST:
            yield f"{earlier}\n{new.text}"


def _worth(paper: Paper, grades: Iterable[Grade]) -> tuple[Grade, int]:
    if not paper.hints:
        return worth(grades, first_try=not paper.attempts)
    hinted = frozenset(hint.point for hint in paper.hints)
    weights = tuple(point.weight for point in paper.kept.card.rubric.points)
    return worth(grades, first_try=not paper.attempts, hinted=hinted, weights=weights)


def _unsaid(paper: Paper, new: Try) -> Grade:
    """The grade of a try without words."""
    if new.kind is not AttemptKind.RATED:
        return nothing_said(paper.kept)
    if not paper.kept.card.self_rated:
        raise Refused("door.old_button")
    return self_rated(new.known)


def _outcome(
    tx: Tx, house: House, request: Press | Submission, paper: Paper, following: Following | None
) -> feedback.Outcome:
    streak: Streak | None = None
    standing: Standing | None = None
    if paper.round.day:
        streak = keep_streak(tx, paper.round.room, request.member, house.clock.now())
        standing = tx.standing(paper.round.room, week(paper.round.day).key, request.member)
    return feedback.Outcome(
        round=paper.round,
        card=paper.kept.card,
        header=paper.kept.header,
        attempt=paper.attempts[-1],
        best=paper.best or paper.attempts[-1],
        tries_left=paper.tries_left,
        hints=tuple(h.point for h in paper.hints),
        streak=streak,
        standing=standing,
        following=following,
        returns=comes_back(tx, house, paper.round.room, request.member, paper.round.card),
    )


def _hintable(paper: Paper) -> list[int]:
    """The points a hint can still be had for."""
    last: Attempt | None = paper.attempts[-1] if paper.attempts else None
    hit = {e.point for e in last.grade.hit} if last else set()
    taken = {h.point for h in paper.hints}
    return [
        i for i, p in enumerate(paper.kept.card.rubric.points) if p.hint and i not in hit and i not in taken
    ]


def _hint(tx: Tx, house: House, request: Press, round_id: int) -> tuple[Paper, int]:
    if known := tx.outcome(request.id):
        return lay_out(tx, house, round_id, request.member), int(known)
    paper = answerable(tx, house, request, round_id)
    free = _hintable(paper)
    if not free:
        raise Refused("answer.no_hint")
    meet(tx, request)
    tx.take_hint(round_id, request.member, Hint(free[0], request.arrived))
    tx.remember(request.id, request.arrived, str(free[0]))
    return paper, free[0]
