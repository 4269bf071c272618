"""What an answer says of each point of a card: said, contradicted, or not spoken of."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from bot.core.rubric.match import Find, Said, find
from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason
from bot.core.rubric.subjects import bare_verb, owners
from bot.core.rubric.values import Point


class Outcome(NamedTuple):
    """What an answer says of a point: the find that decided, and why where it is against the person."""

    find: Find | None = None
    against: Reason | None = None

    @property
    def hit(self) -> bool:
        return self.find is not None and self.against is None


REVERSAL = 3  # pairs of points: fewer are a mere slip of the order
NEARLY_ALL = 0.8
BARE = 10  # tokens of an answer so short that it gives values alone
_INDIRECT = (Reason.REVERSED, Reason.DENIED)
_AGAINST = {Said.DENIED: Reason.DENIED, Said.REVERSED: Reason.REVERSED}


def outcome(point: Point, reading: Reading, within: Sequence[int] | None = None) -> Outcome:
    """The closest claim that is said outright, else the closest that is contradicted.

    In the tokens of `within` alone.
    """
    best, against = _closest(point, reading, within)
    for claim in point.contrary:
        if claim.gate >= 0 and not reading.mask & claim.gate:
            continue
        found = find(claim, reading, within)
        if found is not None and found.said is Said.YES and (best is None or _outweighs(found, best)):
            return Outcome(found, Reason.CONTRARY)
    if best is not None:
        return Outcome(best)
    return Outcome(against, _AGAINST[against.said]) if against is not None else Outcome()


def _closest(point: Point, reading: Reading, within: Sequence[int] | None) -> tuple[Find | None, Find | None]:
    """The closest find that hits the point and the closest that contradicts it."""
    best: Find | None = None
    against: Find | None = None
    mask = reading.mask
    for claim in point.claims:
        if claim.gate >= 0 and not mask & claim.gate:  # most claims end here: no call for what cannot be
            continue
        found = find(claim, reading, within)
        if found is None:
            continue
        if found.said is Said.YES or _AGAINST[found.said] in point.forgives:
            if best is None or found.cost < best.cost:
                best = found
                if not best.cost:  # nothing lies closer
                    break
        elif against is None or found.cost < against.cost:
            against = found
    return best, against


def _outweighs(contrary: Find, hit: Find) -> bool:
    """A contrary statement counts unless its words lie further apart than the hit's, or are the hit's own."""
    return contrary.cost <= hit.cost + 1 and not set(contrary.places) <= set(hit.places)


def outcomes_of(reading: Reading) -> list[Outcome]:
    """What an answer says of every point, each looked for where the answer speaks of the point's subject."""
    card = reading.card
    owned = owners(reading, card.subjects) if card.subjects else []
    if any(owned):
        found = [_said_of(n, owned, reading) for n in range(len(card.points))]
    else:
        found = [outcome(point, reading) for point in card.points]
        if len(card.subjects) > 1 and len(reading.tokens) <= BARE:
            found = _respectively(found, reading)
    for out in found:
        if out.against is not None:
            return _excused(found, reading)
    return found


def in_order(reading: Reading, found: list[Outcome]) -> bool:
    """Whether the points hit can be read one after the other: what is said twice counts where it fits."""
    places = _starts(found)
    if places == sorted(places):
        return True
    after = -1
    for point, out in zip(reading.card.points, found, strict=True):
        if out.hit:
            later = [i > after for i in range(len(reading.tokens))]
            finds = [find(claim, reading, later) for claim in point.claims]
            starts = [f.first for f in finds if f is not None and f.said is Said.YES]
            if not starts:
                return False
            after = min(starts)
    return True


def backwards(found: list[Outcome]) -> bool:
    """Whether three points or more come in the opposite order, or nearly so."""
    pairs = list(combinations(_starts(found), 2))
    return len(pairs) >= REVERSAL and sum(a > b for a, b in pairs) >= NEARLY_ALL * len(pairs)


def _starts(found: list[Outcome]) -> list[int]:
    return [out.find.first for out in found if out.hit and out.find is not None]


def _respectively(found: list[Outcome], reading: Reading) -> list[Outcome]:
    """Bare values answer in the question's order; in the opposite order they are swapped."""
    compared = [n for n, point in enumerate(reading.card.points) if point.of]
    places = [out.find.first for n in compared if (out := found[n]).hit and out.find is not None]
    if len(places) < len(compared) or len(places) < 2 or places != sorted(set(places), reverse=True):
        return found
    return [
        Outcome(out.find, Reason.SAID_OF_ANOTHER) if n in compared else out for n, out in enumerate(found)
    ]


def _excused(found: list[Outcome], reading: Reading) -> list[Outcome]:
    """Words that hit one point do not contradict another.

    "low-dimensional" does not deny "high-dimensional objects".
    """
    kept = []
    for n, out in enumerate(found):
        if out.find is not None and out.against in _INDIRECT:
            taken = _tokens(o.find for m, o in enumerate(found) if m != n and o.hit)
            if taken & _tokens([out.find]):
                point = reading.card.points[n]
                kept.append(Outcome() if point.of else Outcome(_elsewhere(point, reading, taken)))
                continue
        kept.append(out)
    return kept


def _elsewhere(point: Point, reading: Reading, taken: set[int]) -> Find | None:
    """Where a point is said in words that hit no other."""
    free = [i not in taken for i in range(len(reading.tokens))]
    return _closest(point, reading, free)[0]


def _tokens(finds: Iterable[Find | None]) -> set[int]:
    return {i for f in finds if f is not None for first, last in f.places for i in range(first, last + 1)}


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
            if swapped.find is not None and _does_the_opposite(mine, there, owned, reading):
                return Outcome(swapped.find, Reason.DENIED if swapped.hit else None)
            if swapped.hit and not any(
                outcome(p, reading, there).hit for p in reading.card.points if p.of == named[rival]
            ):
                return Outcome(swapped.find, Reason.SAID_OF_ANOTHER)
    return Outcome()


def _does_the_opposite(mine: int, there: Sequence[bool], owned: list[int], reading: Reading) -> bool:
    """Whether a subject is only said not to do what another does, or to do what it does not: "B doesn't"."""
    if reading.denied is None:
        return False
    does = bare_verb(mine, owned, reading)
    return does is not None and does == any(d and t for d, t in zip(reading.denied, there, strict=True))
