"""Grades an answer by a card's authored points."""

from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.core.rubric.outcome import Outcome, outcomes_of
from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason


def by_points(reading: Reading) -> Grade:
    """The verdict by the points hit, missed and contradicted."""
    card = reading.card
    outcomes = outcomes_of(reading)
    hits = [n for n, o in enumerate(outcomes) if o.hit]
    against = [n for n, o in enumerate(outcomes) if o.against]
    weight = sum(card.points[n].weight for n in hits)
    needed = card.need if card.need < len(card.points) else sum(p.weight for p in card.points)
    met = weight >= needed and all(o.hit for o, p in zip(outcomes, card.points, strict=True) if p.must)
    everything = card.need == len(card.points)
    reasons: list[Reason] = []
    score = min(1.0, weight / needed)
    if against:
        reasons += dict.fromkeys(r for o in outcomes if (r := o.against))
    if not hits or any(everything or card.points[n].must for n in against):
        verdict, score = Verdict.WRONG, 0.0
        reasons += [] if against else [Reason.NO_POINTS]
    elif met and not against:
        verdict = Verdict.CORRECT
        reasons.append(Reason.ALL_POINTS if len(hits) == len(card.points) else Reason.ENOUGH_POINTS)
    else:
        verdict = Verdict.PARTIAL
        score = min(score, 0.9)
        reasons.append(Reason.SOME_POINTS)
    return Grade(score, verdict, *evidence(reading, outcomes), tuple(reasons))


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
