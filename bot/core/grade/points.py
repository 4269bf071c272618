"""Grades an answer by a card's authored points."""

import re
from collections.abc import Collection

from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.core.rubric.match import Find, Said
from bot.core.rubric.outcome import Outcome, backwards, in_order, outcomes_of
from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason

PARTIAL_AT_MOST = 0.9
_ONE_AFTER = frozenset(("first", "firstly", "next", "then", "last", "lastly", "finally", "afterwards"))
_LOOKS_BACK = frozenset(("after", "before", "when", "having", "until"))
_STEPS = re.compile(r"\b(?:steps|stages|phases|order)\b", re.IGNORECASE)


def by_points(reading: Reading, credited: Collection[int] = ()) -> Grade:
    """The verdict by the points hit, missed and contradicted; the credited ones are hit."""
    card = reading.card
    points = card.points
    outcomes = _credited(reading, outcomes_of(reading), credited)
    everything = card.need == len(points)
    needed = weight = 0
    fatal = False
    blamed: list[Reason] = []
    for point, (found, reason) in zip(points, outcomes, strict=True):
        needed += point.weight
        if reason is not None:
            blamed.append(reason)
            fatal = fatal or everything or point.must
        elif found is not None:
            weight += point.weight
    if not everything:
        needed = card.need
    shown = evidence(reading, outcomes)
    if fatal or not weight:
        return Grade(0.0, Verdict.WRONG, *shown, tuple(dict.fromkeys(blamed)) or (Reason.NO_POINTS,))
    lacks = _lacks(reading, outcomes, weight >= needed)
    if lacks is Reason.OUT_OF_ORDER and backwards(outcomes):
        return Grade(0.0, Verdict.WRONG, *shown, (lacks,))
    if lacks is None and not blamed:
        reason = Reason.ENOUGH_POINTS if shown[1] else Reason.ALL_POINTS
        return Grade(min(1.0, weight / needed), Verdict.CORRECT, *shown, (reason,))
    score = min(PARTIAL_AT_MOST, weight / needed)
    reasons = (*dict.fromkeys(blamed), lacks or Reason.SOME_POINTS)
    return Grade(score, Verdict.PARTIAL, *shown, reasons)


def _credited(reading: Reading, outcomes: list[Outcome], credited: Collection[int]) -> list[Outcome]:
    """The outcomes with what a reviewer found in this answer."""
    for place in credited:
        if not outcomes[place].hit:
            outcomes[place] = Outcome(outcomes[place].find or _everywhere(reading))
    return outcomes


def _everywhere(reading: Reading) -> Find:
    """The whole answer, for a point that stands in no words of its own."""
    last = len(reading.tokens) - 1
    return Find(Said.YES, 0, 0, last, ((0, last),))


def _lacks(reading: Reading, outcomes: list[Outcome], enough: bool) -> Reason | None:
    """What keeps an answer without contradictions from being right."""
    card = reading.card
    if not enough:
        return Reason.SOME_POINTS
    for point, out in zip(card.points, outcomes, strict=True):
        if point.must and not out.hit:
            return Reason.MUST_MISSING
    if card.card.rubric.ordered:
        return None if in_order(reading, outcomes) else Reason.OUT_OF_ORDER
    return Reason.OUT_OF_ORDER if _backwards(reading, outcomes) else None


def _backwards(reading: Reading, outcomes: list[Outcome]) -> bool:
    """Whether steps that are asked for are told, in words that say so, from the last to the first."""
    words = {token[2] for token in reading.tokens}
    if _ONE_AFTER.isdisjoint(words) or not _LOOKS_BACK.isdisjoint(words):
        return False
    return bool(_STEPS.search(reading.card.card.ask)) and backwards(outcomes)


def evidence(
    reading: Reading, outcomes: list[Outcome]
) -> tuple[tuple[Evidence, ...], tuple[Missed, ...], tuple[Evidence, ...]]:
    """The points hit, missed and contradicted, with the person's own words."""
    hit: list[Evidence] = []
    missed: list[Missed] = []
    against: list[Evidence] = []
    for n, (point, (found, reason)) in enumerate(zip(reading.card.points, outcomes, strict=True)):
        if found is None:
            missed.append(Missed(n, point.label))
        else:
            quoted = Evidence(n, point.label, reading.quote(found.first, found.last))
            (hit if reason is None else against).append(quoted)
    return tuple(hit), tuple(missed), tuple(against)
