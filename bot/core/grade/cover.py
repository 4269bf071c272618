"""What an answer says of one accepted answer: which of its words, which of them turned round, and where."""

from itertools import pairwise
from typing import NamedTuple

from bot.core.lexicon import Role
from bot.core.rubric.reading import Place, Reading
from bot.core.rubric.reasons import Reason
from bot.core.rubric.values import Line, Wanted

_PAUSE = int(Role.COMMA | Role.STOP | Role.AND | Role.OR | Role.ENDS | Role.CONTRAST)
_NUMBER, _ASKED = int(Role.NUMBER), int(Role.ASKED)
CROSSINGS = 2
OUTWEIGHS = 0.25  # so much turned round for what is said right makes an answer wrong
NAME_BROKEN = 0.6  # what a name with a word missing or out of order loses
BROKEN = 0.3  # the share of what is said that such names lose, from which on nothing else counts


class Cover(NamedTuple):
    """The words of a line that are said, by their number, and what is turned round."""

    said: dict[int, Place]
    good: float  # the weight of what is said right
    slips: int = 0  # how many words are turned round
    turned: Place | None = None  # where, when it outweighs what is said right
    reason: Reason = Reason.REVERSED
    broken: bool = False  # what is said is mostly a name with a word missing or out of order


def cover(line: Line, reading: Reading) -> Cover:
    """The words of the line that are said, and those that are turned round.

    What is turned round outweighs an answer when there is a quarter as much of it as of what is said right.
    """
    good = bad = 0.0
    slips = 0
    said: dict[int, Place] = {}
    turned, reason = None, Reason.REVERSED
    mask = reading.mask
    for n, (wanted, gate) in enumerate(zip(line.wanted, line.gates, strict=True)):
        if not mask & gate and gate != -1:
            continue
        place, straight = _said(wanted, reading)
        if place is None:
            continue
        if straight:
            good += wanted.weight
            said[n] = place
        else:
            slips += 1
            if wanted.choice or not wanted.asked:
                bad += wanted.weight
                itself = reading.tokens[place[0]][0] & wanted.element.bit
                reason = Reason.DENIED if itself else Reason.REVERSED
                turned = turned or place
    change = _named(line, said, reading) if line.names else 0.0
    broken = change < -BROKEN * good
    good += change
    if line.numbers and (other := _other_number(line, said, reading)) is not None:
        bad, turned, reason = bad + max(good, 1.0), other, Reason.NUMBER_WRONG
    if line.clauses and (crossed := _crossed(line, said, reading)) is not None:
        bad, turned, reason = bad + 2 * max(good, 1.0), crossed, Reason.SAID_OF_ANOTHER
    return Cover(said, good, slips, turned if bad and bad >= good * OUTWEIGHS else None, reason, broken)


def _named(line: Line, said: dict[int, Place], reading: Reading) -> float:
    """What names add or take away.

    Initials say the whole, a name with a word missing or out of order says half.
    """
    change = 0.0
    for name in line.names:
        there = [n for n in name.words if n in said]
        if name.initials & reading.mask:
            for i, token in enumerate(reading.tokens):
                if token[0] & name.initials:
                    change += sum(line.wanted[n].weight for n in name.words if n not in said)
                    said |= {n: (i, i) for n in name.words if n not in said}
                    break
        elif (
            there
            and not name.loose
            and (len(there) < len(name.words) or [said[n] for n in there] != sorted(said[n] for n in there))
        ):
            change -= NAME_BROKEN * sum(line.wanted[n].weight for n in there)
    return change


def _crossed(line: Line, said: dict[int, Place], reading: Reading) -> Place | None:
    """Where words of different parts of the card's answer stand together oftener than words of the same part.

    "Full training starts pre-trained, transfer learning with random weights" has all the words, crossed.
    """
    at = sorted((place[0], line.clauses[n]) for n, place in said.items() if line.clauses[n] >= 0)
    together = crossed = 0
    where: Place | None = None
    tokens = reading.tokens
    for (first, home), (second, other) in pairwise(at):
        if any(token[1] & _PAUSE for token in tokens[first:second]):
            continue
        if home == other:
            together += 1
        else:
            crossed += 1
            where = where or (first, second)
    return where if crossed >= CROSSINGS and crossed > together else None


def _other_number(line: Line, said: dict[int, Place], reading: Reading) -> Place | None:
    """The place of a number that stands where the card has another one."""
    if not reading.roles & _NUMBER or any(line.wanted[n].element.word[:1].isdigit() for n in said):
        return None
    for i, token in enumerate(reading.tokens):
        if token[1] & _NUMBER and not token[1] & _ASKED and not token[0]:
            return (i, i)
    return None


def _said(wanted: Wanted, reading: Reading) -> tuple[Place | None, bool]:
    """Where a word is said, if at all, and whether it is said the way the card says it.

    Its opposite, denied, is as good as the word: "not connected" for "separated".
    """
    denied = reading.denied
    found = reading.places(wanted.element)
    straight = _straight(wanted, found, reading)
    if found and not wanted.choice:
        return (straight or found)[0], bool(straight)
    opposite = wanted.element.alone
    other = None
    if opposite & reading.mask:
        other = next((i for i, token in enumerate(reading.tokens) if token[0] & opposite), None)
    turned = other is not None and (denied is not None and bool(denied[other])) == wanted.denied
    if found and not turned:
        return (straight or found)[0], bool(straight)
    return (None, False) if other is None else ((other, other), not turned)


def _straight(wanted: Wanted, found: list[Place], reading: Reading) -> list[Place]:
    """Where a word is said the way the card says it: only the word that a denial falls on is denied."""
    denied, falls = reading.denied, reading.stressed()
    if denied is None or falls is None:
        return [] if wanted.stressed else found
    if not wanted.denied:
        return [place for place in found if not falls[place[0]]]
    return [place for place in found if denied[place[0]]] if wanted.stressed else found
