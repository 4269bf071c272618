"""The one way from an answer to its grade: guards first, then the card's kind decides."""

from collections.abc import Collection
from dataclasses import replace

from bot.core.grade.dump import heaped
from bot.core.grade.guards import guard, nothing
from bot.core.grade.line import by_line
from bot.core.grade.number import by_number
from bot.core.grade.points import by_points
from bot.core.kinds import Kind, kind_of
from bot.core.model import Grade, Verdict
from bot.core.rubric.match import Said, find
from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason
from bot.core.rubric.values import Claim, Compiled


def grade(compiled: Compiled, text: str, credited: Collection[int] = ()) -> Grade:
    """What an answer is worth: a pure function of the card, its deck's header, the lexicon and the text.

    `credited` are points that a reviewer found in this very answer: they are hit, whatever its words.
    """
    reading = Reading(compiled, text)
    if credited and compiled.points and reading.tokens:
        result = by_points(reading, credited)
        return _spoiled(reading, result) if result.verdict is not Verdict.WRONG else result
    settled = guard(reading)
    if settled is not None:
        return settled
    result = _by_kind(reading)
    if result.verdict is Verdict.CORRECT:
        result = heaped(reading, result)
    if result.verdict is not Verdict.WRONG and (compiled.rivals or compiled.spoilers):
        return _spoiled(reading, result)
    return result


def _by_kind(reading: Reading) -> Grade:
    match kind_of(reading.card.card):
        case Kind.SELF:
            return nothing(reading, Reason.SELF_RATED)
        case Kind.POINTS:
            return by_points(reading)
        case Kind.NUMBER:
            return by_number(reading)
        case Kind.LINE:
            return by_line(reading)


def _spoiled(reading: Reading, result: Grade) -> Grade:
    """The grade with what voids or caps it taken into account."""
    card = reading.card
    if card.card.rubric.pick_one and any(_affirmed(claim, reading) for claim in card.rivals):
        return replace(result, score=0.0, verdict=Verdict.WRONG, reasons=(Reason.RIVAL,))
    for spoiler in card.spoilers:
        if any(_affirmed(claim, reading) for claim in spoiler.claims):
            if not spoiler.cap:
                return replace(result, score=0.0, verdict=Verdict.WRONG, reasons=(Reason.SPOILED,))
            result = replace(
                result, score=min(result.score, 0.5), verdict=Verdict.PARTIAL, reasons=(Reason.CAPPED,)
            )
    return result


def _affirmed(claim: Claim, reading: Reading) -> bool:
    found = find(claim, reading)
    return found is not None and found.said is Said.YES
