"""Grades an answer by the words of a one-line card's answer."""

from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason
from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.core.rubric.values import Line


def coverage(line: Line, reading: Reading) -> tuple[float, list[tuple[int, int]], bool]:
    """The weighted share of the line's words that are said, where, and whether one is turned round."""
    got, places, turned = 0.0, [], False
    for wanted in line.wanted:
        found = reading.places(wanted.element)
        if not found:
            turned = turned or bool(reading.mask & wanted.element.alone)
            continue
        denied = reading.denied is not None and all(reading.denied[a] for a, _ in found)
        if denied != wanted.denied:
            turned = turned or not wanted.asked
            continue
        got += wanted.weight
        places.append(found[0])
    return (got / line.total if line.total else 0.0), places, turned


def by_line(reading: Reading) -> Grade:
    card = reading.card
    share, places, turned = max(
        (coverage(line, reading) for line in card.lines), key=lambda c: (not c[2], c[0])
    )
    label = card.card.answer
    if turned:
        return Grade(0.0, Verdict.WRONG, (), (Missed(0, label),), (), (Reason.REVERSED,))
    if share >= card.mark:
        first, last = min(a for a, _ in places), max(b for _, b in places)
        return Grade(
            min(1.0, share),
            Verdict.CORRECT,
            (Evidence(0, label, reading.quote(first, last)),),
            (),
            (),
            (Reason.COVERED,),
        )
    verdict = Verdict.PARTIAL if share >= card.mark / 2 else Verdict.WRONG
    reason = Reason.PARTLY_COVERED if verdict is Verdict.PARTIAL else Reason.NOT_COVERED
    return Grade(min(1.0, share), verdict, (), (Missed(0, label),), (), (reason,))
