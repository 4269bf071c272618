"""Grades an answer by a card's authored points."""

from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.core.rubric.outcome import Outcome, outcomes_of
from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason

PARTIAL_AT_MOST = 0.9


def by_points(reading: Reading) -> Grade:
    """The verdict by the points hit, missed and contradicted."""
    card = reading.card
    outcomes = outcomes_of(reading)
    hits = [n for n, o in enumerate(outcomes) if o.hit]
    against = [n for n, o in enumerate(outcomes) if o.against]
    everything = card.need == len(card.points)
    needed = sum(p.weight for p in card.points) if everything else card.need
    weight = sum(card.points[n].weight for n in hits)
    blamed = tuple(dict.fromkeys(r for o in outcomes if (r := o.against)))
    shown = evidence(reading, outcomes)
    if not hits or any(everything or card.points[n].must for n in against):
        return Grade(0.0, Verdict.WRONG, *shown, blamed or (Reason.NO_POINTS,))
    lacks = _lacks(reading, outcomes, weight >= needed)
    if lacks is None and not against:
        reason = Reason.ALL_POINTS if len(hits) == len(card.points) else Reason.ENOUGH_POINTS
        return Grade(min(1.0, weight / needed), Verdict.CORRECT, *shown, (reason,))
    score = min(PARTIAL_AT_MOST, weight / needed)
    return Grade(score, Verdict.PARTIAL, *shown, (*blamed, lacks or Reason.SOME_POINTS))


def _lacks(reading: Reading, outcomes: list[Outcome], enough: bool) -> Reason | None:
    """What keeps an answer without contradictions from being right."""
    card = reading.card
    if not enough:
        return Reason.SOME_POINTS
    if any(point.must and not out.hit for point, out in zip(card.points, outcomes, strict=True)):
        return Reason.MUST_MISSING
    places = [out.find.first for out in outcomes if out.hit and out.find is not None]
    if card.card.rubric.ordered and places != sorted(places):
        return Reason.OUT_OF_ORDER
    return None


def evidence(
    reading: Reading, outcomes: list[Outcome]
) -> tuple[tuple[Evidence, ...], tuple[Missed, ...], tuple[Evidence, ...]]:
    """The points hit, missed and contradicted, with the person's own words."""
    hit: list[Evidence] = []
    missed: list[Missed] = []
    against: list[Evidence] = []
    for n, (point, out) in enumerate(zip(reading.card.points, outcomes, strict=True)):
        if out.find is None:
            missed.append(Missed(n, point.label))
        else:
            quoted = Evidence(n, point.label, reading.quote(out.find.first, out.find.last))
            (against if out.against else hit).append(quoted)
    return tuple(hit), tuple(missed), tuple(against)
