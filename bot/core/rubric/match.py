"""Finds a claim in an answer: said, denied or turned round, whichever reading lies closest together."""

from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from bot.core.lexicon import Role
from bot.core.rubric.reading import Place, Reading
from bot.core.rubric.values import Claim, Element

_CUTS = int(Role.STOP)
_PAUSE = int(Role.COMMA | Role.AND | Role.ENDS | Role.CONTRAST)
_SMALL = int(Role.SMALL)
_SHUNS = int(Role.SHUNS)
_FAR = 1_000_000
MOST_STARTS = 20
ENOUGH = 20  # places tried after which what has been found is close enough


class Said(IntEnum):
    """How an answer takes a claim."""

    YES = 0
    DENIED = 1
    REVERSED = 2


class Find(NamedTuple):
    """A claim found: how it is said, how far its words lie apart, and where."""

    said: Said
    cost: int
    first: int
    last: int
    places: tuple[Place, ...]


def find(claim: Claim, reading: Reading, within: Sequence[int] | None = None) -> Find | None:
    """The closest reading of a claim, in the tokens of `within` alone; None where there is none."""
    mask, straight = reading.mask, None
    for need in claim.needs:
        if not mask & need and need != -1:
            break
    else:
        straight = _assemble(
            claim, reading, [[_places(e, reading, within) for e in step] for step in claim.steps]
        )
    if not mask & claim.turns or (straight is not None and straight.said is Said.YES and not straight.cost):
        return straight
    turned = _turned(claim, reading, within)
    if turned is None:
        return straight
    if straight is None or (straight.said is Said.YES and turned.cost < straight.cost):
        return turned
    return straight


def _places(element: Element, reading: Reading, within: Sequence[int] | None) -> list[Place]:
    places = reading.places(element)
    return places if within is None else [place for place in places if within[place[0]]]


def _assemble(claim: Claim, reading: Reading, steps: list[list[list[Place]]]) -> Find | None:
    if any(not places for step in steps for places in step):
        return None
    if len(steps) > 1:
        found = _in_order(steps, reading)
    elif len(steps[0]) == 1:
        found = _alone(steps[0][0], reading, claim.denied)
    else:
        found = _together(steps[0], reading, claim.denied)
    if found is not None and claim.denied:
        return found._replace(said=Said.YES if found.said is Said.DENIED else Said.DENIED)
    return found


def _alone(places: list[Place], reading: Reading, wants_denial: bool) -> Find:
    denied = reading.denied
    wanted, other = (Said.DENIED, Said.YES) if wants_denial else (Said.YES, Said.DENIED)
    for place in places:
        if wants_denial == (denied is not None and bool(denied[place[0]] or denied[place[1]])):
            return Find(wanted, 0, place[0], place[1], (place,))
    first = places[0]
    return Find(other, 0, first[0], first[1], (first,))


def _together(columns: list[list[Place]], reading: Reading, wants_denial: bool) -> Find | None:
    """One place for each element, as close together as can be, in one statement."""
    statements = reading.statements() if reading.roles & _CUTS else None
    anchor = min(range(len(columns)), key=lambda n: len(columns[n]))
    window = 6 + 4 * (len(columns) - 1)
    wanted = Said.DENIED if wants_denial else Said.YES
    best: Find | None = None
    for tried, start in enumerate(columns[anchor]):
        chosen = [start]
        for n, column in enumerate(columns):
            if n != anchor:
                near = _nearest(column, start, chosen, statements)
                if near is None:
                    break
                chosen.append(near)
        else:
            found = _weigh(chosen, reading, window)
            if found is not None and (
                best is None or (found.said is not wanted, found.cost) < (best.said is not wanted, best.cost)
            ):
                best = found
            if best is not None and best.said is wanted and (not best.cost or tried > ENOUGH):
                break
    return best


def _nearest(
    column: list[Place], to: Place, taken: list[Place], statements: list[int] | None
) -> Place | None:
    at = bisect_left(column, to)
    around = column[max(0, at - 2) : at + 3]
    free = [place for place in around if place not in taken]
    if statements is not None:
        free = [place for place in free if statements[place[0]] == statements[to[0]]]
    return min(free, key=lambda place: abs(place[0] - to[0]), default=None)


def _weigh(chosen: list[Place], reading: Reading, window: int) -> Find | None:
    first, last = min(p[0] for p in chosen), max(p[1] for p in chosen)
    if last - first > window:
        return None
    cost = sum(p[0] - p[1] - 1 for p in chosen)  # the words between are what keeps a claim's words apart
    if reading.roles & _CUTS and reading.statements()[first] != reading.statements()[last]:
        return None
    for token in reading.tokens[first : last + 1]:
        cost += 3 if token[1] & _PAUSE else not token[1] & _SMALL
    denied = reading.denied
    said = (
        Said.DENIED if denied is not None and any(denied[p[0]] or denied[p[1]] for p in chosen) else Said.YES
    )
    return Find(said, cost, first, last, tuple(chosen))


def _in_order(steps: list[list[list[Place]]], reading: Reading) -> Find | None:
    """Each step as early as can be after the one before, from whichever start lies closest."""
    best: Find | None = None
    for start in steps[0][0][:MOST_STARTS]:
        chosen = _chain(steps, start[0] - 1)
        found = _weigh(chosen, reading, _FAR) if chosen else None
        if found is not None and (best is None or (found.said, found.cost) < (best.said, best.cost)):
            best = found
    return best


def _chain(steps: list[list[list[Place]]], after: int) -> list[Place] | None:
    chosen: list[Place] = []
    for step in steps:
        ends = after
        for column in step:
            at = bisect_left(column, (after + 1, 0))
            while at < len(column) and column[at] in chosen:
                at += 1
            if at == len(column):
                return None
            place = column[at]
            chosen.append(place)
            ends = max(ends, place[1])
        after = ends
    return chosen


def _turned(claim: Claim, reading: Reading, within: Sequence[int] | None) -> Find | None:
    """The claim with one element replaced by its opposite."""
    mask = reading.mask
    best: Find | None = None
    elements = claim.elements
    for element in elements:
        opposite = element.contrary if len(elements) > 1 else element.alone
        if not mask & opposite:
            continue
        instead = Element(opposite)
        steps = [
            [_places(instead if e is element else e, reading, within) for e in step] for step in claim.steps
        ]
        found = _assemble(claim, reading, steps)
        if found is not None and (best is None or found.cost < best.cost):
            best = found
    if best is None:
        return None
    itself = any(
        reading.tokens[first][1] & _SHUNS for first, _ in best.places
    )  # "removes" is opposite and denial in one
    return best._replace(said=Said.REVERSED if best.said is Said.YES or itself else Said.YES)
