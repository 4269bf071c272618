"""Grades an answer by the words of a one-line card's answer and of the others that it accepts."""

from typing import NamedTuple

from bot.core.grade.cover import Cover, cover
from bot.core.grade.likeness import likeness, signals, words_of
from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason

NEAR = 0.08  # this close to the mark the person is told so


class _Match(NamedTuple):
    """How well an answer agrees with one accepted answer."""

    straight: bool  # nothing turned round outweighs it
    score: float
    cover: Cover


def _best(reading: Reading) -> _Match:
    """The accepted answer that speaks most for the person."""
    card = reading.card
    words = words_of(reading)
    best: _Match | None = None
    for line in card.lines:
        if best is not None and not reading.mask & line.reach:
            continue
        found = cover(line, reading)
        score = 0.0
        if found.said:
            seen = signals(line, found, words, card.asks_several)
            score = likeness(seen, len(card.lines), found, line)
        match = _Match(found.turned is None, score, found)
        if best is None or match[:2] > best[:2]:
            best = match
    if best is None:
        raise ValueError("the card has no answer")
    return best


def by_line(reading: Reading) -> Grade:
    """Right from the mark on, partly right from half of it; a word turned round makes it wrong."""
    card = reading.card
    _, share, found = _best(reading)
    places, turned, reason = list(found.said.values()), found.turned, found.reason
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
