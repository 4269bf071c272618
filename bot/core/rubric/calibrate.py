"""Sets a compiled card straight by its own right answers: what they say can contradict no point."""

from dataclasses import replace

from bot.core.rubric.match import Said, find
from bot.core.rubric.outcome import outcomes_of
from bot.core.rubric.reading import Reading
from bot.core.rubric.reasons import Reason
from bot.core.rubric.values import Compiled, Point

_FORGIVEN = (Reason.DENIED, Reason.REVERSED)


def calibrated(card: Compiled) -> Compiled:
    """The card, forgiving the contradictions that its own right answers would run into."""
    if not card.points or not card.card.answer:
        return card
    for text in (card.card.answer, *card.card.tries.right):
        reading = Reading(card, text)
        outcomes = outcomes_of(reading)
        if any(out.against for out in outcomes):
            points = tuple(
                _forgiving(p, out.against, reading) for p, out in zip(card.points, outcomes, strict=True)
            )
            card = replace(card, points=points)
    return card


def _forgiving(point: Point, against: Reason | None, reading: Reading) -> Point:
    if against is Reason.CONTRARY:
        kept = tuple(
            c for c in point.contrary if (found := find(c, reading)) is None or found.said is not Said.YES
        )
        return replace(point, contrary=kept)
    if against in _FORGIVEN:
        return replace(point, forgives=point.forgives | {against})
    return point
