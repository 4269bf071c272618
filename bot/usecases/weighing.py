"""What an appeal is about, and what accepting it would change: for people, the card and its neighbours."""

from dataclasses import dataclass

from bot.core import rubric
from bot.core.appeals import Appeal, Handed, Ruled, Ruling
from bot.core.lookup import Library
from bot.core.model import Attempt, Card
from bot.core.ruling import widened
from bot.core.suggest.effect import beside
from bot.core.suggest.values import Effect
from bot.errors import Refused
from bot.messages import Asked
from bot.ports import View
from bot.usecases import regrade
from bot.usecases.house import House
from bot.usecases.marker import Kept, Known
from bot.views.review import Change, Looked

LATEST = 2**62  # the number of a ruling that is not written yet


@dataclass(frozen=True, slots=True)
class Case:
    """An appeal with the answer it is about."""

    appeal: Appeal
    handed: Handed


def case_of(view: View, request: Asked, appeal_id: int) -> Case:
    """The appeal of the reviewer's own team. Refuses another's, and one whose author was forgotten."""
    appeal = view.appeal(appeal_id)
    handed = view.handed(appeal.attempt) if appeal is not None else None
    if appeal is None or handed is None or appeal.team != request.member.team:
        raise Refused("review.gone")
    return Case(appeal, handed)


def still_open(view: View, appeals: tuple[Appeal, ...]) -> tuple[Appeal, ...]:
    """Those that still ask for something: what another ruling has given by now is settled."""
    return tuple(
        appeal
        for appeal in appeals
        if (handed := view.handed(appeal.attempt)) is not None and not _has_it(appeal, handed)
    )


def _has_it(appeal: Appeal, handed: Handed) -> bool:
    grade = handed.attempt.grade
    if appeal.point is None:
        return grade.score == 1
    return any(one.label == appeal.label for one in grade.hit)


def looked_at(view: View, house: House, request: Asked, appeal_id: int) -> Looked:
    """The appeal with the words it may be accepted with, and what that would change."""
    case = case_of(view, request, appeal_id)
    kept = house.marker.kept(view, case.handed.round.version)
    wording = view.proposed(appeal_id) if case.appeal.point is not None else None
    words = case.handed.attempt.text if case.appeal.point is None else wording.words if wording else ""
    change = _change(view, house, case, words) if words and case.appeal.waits else None
    return Looked(
        case.appeal, kept.card, case.handed.attempt, wording, change, elsewhere(view, case, kept.card)
    )


def elsewhere(view: View, case: Case, card: Card) -> tuple[int | None, ...]:
    """What else the answer lacks and nobody has appealed over: its points, or None for the whole of it."""
    grade, points = case.handed.attempt.grade, card.rubric.points
    given = {one.point for one in grade.hit}
    appealed = {appeal.point for appeal in view.appeals_of(case.appeal.attempt)}
    lacking = (point for point in range(len(points)) if point not in given)
    whole = (None,) if points else ()
    return tuple(point for point in (*lacking, *whole) if point not in appealed)


def if_accepted(appeal: Appeal, words: str) -> Ruling:
    """The ruling that accepting these words would be."""
    return Ruling(LATEST, Ruled.ALTERNATIVE, appeal.attempt, appeal.point, appeal.label, appeal.digest, words)


def check_words(house: House, kept: Kept, appeal: Appeal, words: str) -> None:
    """Raises PatternError for words that are no pattern, or one too many for the card."""
    wider = widened(kept.card, (if_accepted(appeal, words),))
    rubric.compile(wider, kept.header, house.marker.lexicon)


def changed_by(
    view: View,
    house: House,
    all_: regrade.Answers,
    before: tuple[Ruling, ...],
    after: tuple[Ruling, ...],
    *,
    accepting: bool,
    known: Known | None = None,
) -> dict[int, Attempt]:
    """The attempts that another set of rulings makes worth something else; accepting lowers none."""
    changed = regrade.under(view, house, all_, before, after, known)
    if not accepting:
        return changed
    now = {one.attempt.id: one.attempt for one in all_.handed}
    return {id: one for id, one in changed.items() if _worth(one) >= _worth(now[id])}


def _worth(attempt: Attempt) -> tuple[int, float]:
    return attempt.points, attempt.grade.score


def _change(view: View, house: House, case: Case, words: str) -> Change:
    appeal = case.appeal
    before = view.rulings(appeal.team, appeal.card)
    after = (*before, if_accepted(appeal, words))
    all_ = regrade.answers(view, appeal.card, appeal.team)
    changed = changed_by(view, house, all_, before, after, accepting=True)
    effect = _beside(house, house.library(view, appeal.team), appeal.card, before, after)
    return Change(
        works=appeal.attempt in changed,
        gains=tuple(
            (view.name(move.member), move.gain) for move in regrade.moved(all_, changed) if move.lifted
        ),
        broken=effect.broken,
        others=effect.others,
        echo=effect.echo,
    )


def _beside(
    house: House, library: Library, key: str, before: tuple[Ruling, ...], after: tuple[Ruling, ...]
) -> Effect:
    """What the card as it stands in its deck says to it: its tries, its neighbours, its question."""
    card = library.cards.get(key)
    if card is None:
        return Effect()
    deck = library.decks[card.deck]
    try:
        old, new = (
            rubric.compile(widened(card, rulings), deck.header, house.marker.lexicon)
            for rulings in (before, after)
        )
    except rubric.PatternError:
        return Effect()
    return beside(Effect(), old, new, [other for other in deck.cards if other.id != card.id])
