"""Measures what a changed card does: to the answers given, its own tries, its neighbours, the echo."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.grade import grade
from bot.core.grade.inspect import met_by
from bot.core.model import Card, Grade, Verdict
from bot.core.rubric import Compiled
from bot.core.suggest.values import Effect, Given

_RANK = {Verdict.WRONG: 0, Verdict.PARTIAL: 1, Verdict.CORRECT: 2}
_TRIES = {"right": Verdict.CORRECT, "partly": Verdict.PARTIAL, "wrong": Verdict.WRONG}


@dataclass(frozen=True, slots=True)
class Case:
    """An answer with its grade by the card as it is, and the points it lacks though they are its own."""

    given: Given
    before: Grade
    wanted: frozenset[int] = frozenset()


def effect_on(compiled: Compiled, cases: Iterable[Case]) -> Effect:
    """What a changed card does to the answers given."""
    found: dict[str, list[Given]] = defaultdict(list)
    for case in cases:
        found[_change(case, grade(compiled, case.given.text))].append(case.given)
    gained, nearer, spoiled, overrated, lost = (
        tuple(found[kind]) for kind in ("gained", "nearer", "spoiled", "overrated", "lost")
    )
    return Effect(gained, nearer, spoiled, overrated, lost)


def _change(case: Case, after: Grade) -> str:
    """The field of an effect that an answer belongs to; "": nothing has changed for it."""
    said, was, now = case.given.verdict, _RANK[case.before.verdict], _RANK[after.verdict]
    if now > was and said is Verdict.WRONG and after.verdict is Verdict.CORRECT:
        return "spoiled"
    fresh = hits(after) - hits(case.before)
    if said is not None and now > max(was, _RANK[said]):
        return "overrated"
    if case.given.points is not None and fresh - case.given.points:
        return "overrated"
    if now < was and (said is None or now < _RANK[said]):
        return "lost"
    if now > was and after.verdict is Verdict.CORRECT:
        return "gained"
    return "nearer" if now > was or fresh & case.wanted else ""


def hits(graded: Grade) -> frozenset[int]:
    return frozenset(one.point for one in graded.hit)


def beside(effect: Effect, old: Compiled, new: Compiled, others: Iterable[Card]) -> Effect:
    """The effect with the tries that break, other cards' answers that pass now, and the question's echo."""
    return replace(
        effect,
        broken=tuple(_broken(old, new)),
        others=tuple(other.key for other in others if not _passes(old, other) and _passes(new, other)),
        echo=bool(set(met_by(new, new.card.ask)) - set(met_by(old, old.card.ask))),
    )


def _broken(old: Compiled, new: Compiled) -> Iterable[str]:
    own = [(Verdict.CORRECT, old.card.answer)]
    own += [(verdict, text) for side, verdict in _TRIES.items() for text in getattr(old.card.tries, side)]
    for verdict, text in own:
        if text and grade(old, text).verdict is verdict is not grade(new, text).verdict:
            yield text


def _passes(compiled: Compiled, other: Card) -> bool:
    """Whether another card's answer counts as right here; twins and the very same answer may."""
    card = compiled.card
    akin = other.id in card.kin or card.id in other.kin
    if akin or not other.answer or other.answer.casefold() == card.answer.casefold():
        return False
    return grade(compiled, other.answer).verdict is Verdict.CORRECT
