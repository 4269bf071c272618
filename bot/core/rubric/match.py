"""Finds a claim in an answer: said, denied or turned round, whichever reading lies closest together."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import IntEnum
from itertools import accumulate
from typing import NamedTuple

from bot.core.lexicon import Role
from bot.core.rubric.reading import PAUSE, SMALL, Place, Reading
from bot.core.rubric.values import Claim, Element

_CUTS = int(Role.STOP)
_SHUNS = int(Role.SHUNS)
_NOTHING = frozenset(("no", "none", "nothing", "nowhere", "nobody"))
_INTO = frozenset(("in", "into", "to", "with", "on"))
_FAR = 1_000_000
_WIDE = 16  # tokens that are counted one by one
MOST_STARTS = 10
ENOUGH = 20  # places tried after which what has been found is close enough


class Said(IntEnum):
    """How an answer takes a claim."""

    YES = 0
    DENIED = 1
    REVERSED = 2


_YES, _DENIED = Said.YES, Said.DENIED


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
        straight = _assemble(claim, reading, within)
    turns = claim.turns
    if not turns or not mask & turns or (straight is not None and not straight[0] and not straight[1]):
        return straight
    turned = _turned(claim, reading, within)
    if turned is None:
        return straight
    if straight is None or (straight.said is Said.YES and turned.cost < straight.cost):
        return turned
    return straight


def _places(element: Element, reading: Reading, within: Sequence[int] | None) -> list[Place]:
    places = reading.found.get(element.key)
    if places is None:
        places = reading.places(element)
    return places if within is None else [place for place in places if within[place[0]]]


def _assemble(
    claim: Claim,
    reading: Reading,
    within: Sequence[int] | None,
    turned: Element | None = None,
    instead: Element | None = None,
) -> Find | None:
    """The closest reading of a claim, with one element `instead` of the one that is `turned`."""
    if claim.lone is not None:
        places = _places(instead or claim.lone, reading, within)
        if instead is not None and claim.lone.phrases:
            places = _outside(places, reading.places(claim.lone))
        if not places:
            return None
        alone = _alone(places, reading, claim.denied)
        return _denying(alone) if claim.denied else alone
    steps: list[list[list[Place]]] = []
    for step in claim.steps:
        columns = []
        for element in step:
            wanted = instead if instead is not None and element is turned else element
            places = _places(wanted, reading, within)
            if places and wanted is instead and element.phrases:
                places = _outside(places, reading.places(element))
            if not places:
                return None
            columns.append(places)
        steps.append(columns)
    found = _in_order(steps, reading) if len(steps) > 1 else _together(steps[0], reading, claim.denied)
    return _denying(found) if claim.denied and found is not None else found


def _outside(places: list[Place], itself: list[Place]) -> list[Place]:
    """The places that are no part of what they are the opposite of: the "one" of "more than one"."""
    if not itself:
        return places
    starts = [start for start, _ in itself]
    reach = list(accumulate((end for _, end in itself), max, initial=-1))
    return [(a, b) for a, b in places if reach[bisect_right(starts, a)] < b]


def _denying(found: Find) -> Find:
    """What is found of a claim in the negative: denied it is said."""
    return found._replace(said=_YES if found.said is _DENIED else _DENIED)


def _alone(places: list[Place], reading: Reading, wants_denial: bool) -> Find:
    denied = reading.denied
    wanted, other = (_DENIED, _YES) if wants_denial else (_YES, _DENIED)
    for place in places:
        first, last = place
        is_denied = denied is not None and bool(
            denied[first] or denied[last] or (wants_denial and _of_nothing(last, reading))
        )
        if wants_denial == is_denied:
            return Find(wanted, 0, first, last, (place,))
    first, last = places[0]
    return Find(other, 0, first, last, (places[0],))


def _of_nothing(verb: int, reading: Reading) -> bool:
    """Whether what is done is done to nothing: who "fits no class" does not fit."""
    following = [token[2] for token in reading.tokens[verb + 1 : verb + 3]]
    if following and following[0] in _INTO:
        following = following[1:]
    return bool(following) and following[0] in _NOTHING


def _together(columns: list[list[Place]], reading: Reading, wants_denial: bool) -> Find | None:
    """One place for each element, as close together as can be, in one statement."""
    statements = reading.statements() if reading.roles & _CUTS else None
    anchor = _shortest(columns)
    others = [column for n, column in enumerate(columns) if n != anchor]
    window = 6 + 4 * len(others)
    wanted = _DENIED if wants_denial else _YES
    best: Find | None = None
    for tried, start in enumerate(columns[anchor]):
        chosen = [start]
        for column in others:
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


def _shortest(columns: list[list[Place]]) -> int:
    if len(columns) == 2:
        return int(len(columns[1]) < len(columns[0]))
    return min(range(len(columns)), key=lambda n: len(columns[n]))


def _nearest(
    column: list[Place], to: Place, taken: list[Place], statements: list[int] | None
) -> Place | None:
    at = 0
    if len(column) > 2:
        at = bisect_left(column, to)
        column = column[at - 2 if at > 2 else 0 : at + 3]
    nearest, least = None, _FAR
    for place in column:
        apart = place[0] - to[0]
        if apart < 0:
            apart = -apart
        if (
            apart < least
            and place not in taken
            and (statements is None or statements[place[0]] == statements[to[0]])
        ):
            nearest, least = place, apart
    return nearest


def _weigh(chosen: list[Place], reading: Reading, window: int, together: bool = True) -> Find | None:
    """What the chosen places cost; None where they are too far apart, or not `together` in one statement."""
    first, last = min(chosen)[0], max([end for _, end in chosen])
    if last - first > window:
        return None
    if together and reading.roles & _CUTS and reading.statements()[first] != reading.statements()[last]:
        return None
    cost = 0  # the words between are what keeps a claim's words apart
    for start, end in chosen:
        cost += start - end - 1
    if last - first > _WIDE:
        cost += reading.apart(first, last)
    else:
        for token in reading.tokens[first : last + 1]:
            cost += 3 if token[1] & PAUSE else not token[1] & SMALL
    denied = reading.denied
    said = _DENIED if denied is not None and any(denied[a] or denied[b] for a, b in chosen) else _YES
    return Find(said, cost, first, last, tuple(chosen))


def _in_order(steps: list[list[list[Place]]], reading: Reading) -> Find | None:
    """Each step as early as can be after the one before, from whichever start lies closest."""
    best: Find | None = None
    together: bool | None = None
    for start in steps[0][0][:MOST_STARTS]:
        chosen = _chain(steps, start[0] - 1)
        if not chosen:  # nor from any later start
            break
        if together is None:
            together = not reading.listed
        found = _weigh(chosen, reading, _FAR, together)
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
    for element, instead in claim.turned:
        if not mask & instead.bit:
            continue
        found = _assemble(claim, reading, within, element, instead)
        if found is not None and (best is None or found.cost < best.cost):
            best = found
    if best is None:
        return None
    itself = any(
        reading.tokens[first][1] & _SHUNS for first, _ in best.places
    )  # "removes" is opposite and denial in one
    return best._replace(said=Said.REVERSED if best.said is Said.YES or itself else Said.YES)
