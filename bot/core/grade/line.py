"""Grades an answer by the words of a one-line card's answer."""

from itertools import pairwise
from typing import NamedTuple

from bot.core.lexicon import Role
from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.core.rubric.reading import Place, Reading
from bot.core.rubric.reasons import Reason
from bot.core.rubric.values import Line, Wanted

_PAUSE = int(Role.COMMA | Role.STOP | Role.AND | Role.OR | Role.ENDS | Role.CONTRAST)
CROSSINGS = 2
_NUMBER, _ASKED = int(Role.NUMBER), int(Role.ASKED)
TURNED = 0.5  # what a word turned round takes away, beside what one said right gives
OUTWEIGHS = 1.0
NAME_BROKEN = 0.6
CURVE = 0.8  # the first words of a long answer tell more than the last
NEAR = 0.08  # this close to the mark the person is told so


class Cover(NamedTuple):
    """How much of a line is said, where, and the place of a word that is turned round."""

    share: float
    places: list[Place]
    turned: Place | None = None
    reason: Reason = Reason.REVERSED


def coverage(line: Line, reading: Reading) -> Cover:
    """The weighted share of the line's words that are said, less those that are turned round.

    What is turned round outweighs an answer when there is as much of it as of what is said right.
    """
    good = bad = 0.0
    said: dict[int, Place] = {}
    turned, reason = None, Reason.REVERSED
    for n, wanted in enumerate(line.wanted):
        place, straight = _said(wanted, reading)
        if place is None:
            continue
        if straight:
            good += wanted.weight
            said[n] = place
        elif wanted.choice or not wanted.asked:
            bad += wanted.weight
            reason = Reason.DENIED if reading.tokens[place[0]][0] & wanted.element.bit else Reason.REVERSED
            turned = turned or place
    if line.names:
        good += _named(line, said, reading)
    if line.numbers and (other := _other_number(line, said, reading)) is not None:
        bad, turned, reason = bad + max(good, 1.0), other, Reason.NUMBER_WRONG
    if line.clauses and (crossed := _crossed(line, said, reading)) is not None:
        bad, turned, reason = bad + max(good, 1.0) / TURNED, crossed, Reason.SAID_OF_ANOTHER
    share = max(0.0, good - bad * TURNED) / line.total if line.total else 0.0
    return Cover(
        share**CURVE, list(said.values()), turned if bad and bad >= good * OUTWEIGHS else None, reason
    )


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
    opposite = wanted.element.alone if not found or wanted.choice else 0
    other = None
    if opposite & reading.mask:
        other = next((i for i, token in enumerate(reading.tokens) if token[0] & opposite), None)
    turned = other is not None and (denied is not None and bool(denied[other])) == wanted.denied
    if found and not turned:
        straight = [p for p in found if (denied is not None and bool(denied[p[0]])) == wanted.denied]
        return (straight or found)[0], bool(straight)
    return (None, False) if other is None else ((other, other), not turned)


def by_line(reading: Reading) -> Grade:
    """Right from the mark on, partly right from half of it; a word turned round makes it wrong."""
    card = reading.card
    share, places, turned, reason = max(
        (coverage(line, reading) for line in card.lines), key=lambda c: (c.turned is None, c.share)
    )
    label = card.card.answer
    if turned is not None:
        return Grade(0.0, Verdict.WRONG, (), (), (Evidence(0, label, reading.quote(*turned)),), (reason,))
    score = min(1.0, share)
    hit = (
        (Evidence(0, label, reading.quote(min(a for a, _ in places), max(b for _, b in places))),)
        if places
        else ()
    )
    if score >= card.mark:
        return Grade(score, Verdict.CORRECT, hit, reasons=(Reason.COVERED,))
    partial = score >= card.mark / 2
    reasons = [Reason.PARTLY_COVERED if partial else Reason.NOT_COVERED]
    if score >= card.mark - NEAR:
        reasons.append(Reason.NEAR_THE_MARK)
    verdict = Verdict.PARTIAL if partial else Verdict.WRONG
    return Grade(
        score, verdict, hit if partial else (), () if partial else (Missed(0, label),), (), tuple(reasons)
    )
