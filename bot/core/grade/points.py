"""Grades an answer by a card's authored points."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core.grade.match import Find, Said, find
from bot.core.grade.reading import Reading
from bot.core.grade.reasons import Reason
from bot.core.grade.subjects import owners
from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.core.rubric.values import Point


class Outcome(NamedTuple):
    """What an answer says of a point: the find that decided, and why where it is against the person."""

    find: Find | None = None
    against: Reason | None = None

    @property
    def hit(self) -> bool:
        return self.find is not None and self.against is None


_AGAINST = {Said.DENIED: Reason.DENIED, Said.REVERSED: Reason.REVERSED}


def outcome(point: Point, reading: Reading, within: Sequence[int] | None = None) -> Outcome:
    """The closest claim that is said outright, else the first that is contradicted; in the tokens of `within` alone."""
    against: Outcome | None = None
    best: Find | None = None
    for claim in point.claims:
        found = find(claim, reading, within)
        if found is None:
            continue
        if found.said is Said.YES:
            if best is None or found.cost < best.cost:
                best = found
        elif against is None:
            against = Outcome(found, _AGAINST[found.said])
    for claim in point.contrary:
        found = find(claim, reading, within)
        if found is not None and found.said is Said.YES:
            return Outcome(found, Reason.CONTRARY)
    if best is not None:
        return Outcome(best)
    return against or Outcome()


def outcomes_of(reading: Reading) -> list[Outcome]:
    """What an answer says of every point, each looked for where the answer speaks of the point's subject."""
    card = reading.card
    named = card.subjects
    if not named:
        return [outcome(point, reading) for point in card.points]
    owned = owners(reading, named)
    if not any(owned):
        return [outcome(point, reading) for point in card.points]
    return [_said_of(n, owned, reading) for n in range(len(card.points))]


def _said_of(place: int, owned: list[int], reading: Reading) -> Outcome:
    point, named = reading.card.points[place], reading.card.subjects
    if not point.of:
        return outcome(point, reading)
    mine = 1 << named.index(point.of)
    out = outcome(point, reading, [not owner or owner & mine for owner in owned])
    if out.find is not None:
        return out
    for rival in range(len(named)):
        if rival != named.index(point.of):
            there = [owner == 1 << rival for owner in owned]
            swapped = outcome(point, reading, there)
            if swapped.hit and not any(outcome(p, reading, there).hit for p in reading.card.points if p.of == named[rival]):
                return Outcome(swapped.find, Reason.SAID_OF_ANOTHER)
    return Outcome()


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
    hit, missed, against = [], [], []
    for n, (point, out) in enumerate(zip(reading.card.points, outcomes, strict=True)):
        if out.find is None:
            missed.append(Missed(n, point.label))
        else:
            quoted = Evidence(n, point.label, reading.quote(out.find.first, out.find.last))
            (against if out.against else hit).append(quoted)
    return tuple(hit), tuple(missed), tuple(against)
