"""Grades an answer to a card that asks for one number."""

from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.core.rubric.reading import Reading, equal
from bot.core.rubric.reasons import Reason
from bot.core.rubric.values import Measure


def by_number(reading: Reading) -> Grade:
    """Right when the wanted number is the one that is said; a missing unit makes it partial."""
    wanted, label = reading.card.measure, reading.card.card.answer
    if wanted is None:
        raise ValueError("the card asks for no number")
    denied = reading.denied
    said = [(a, b, m) for a, b, m in reading.measures() if denied is None or not denied[a]]
    right = [(a, b) for a, b, m in said if equal(m, wanted)]
    if right and len(right) == len([m for _, _, m in said if m.dimension == wanted.dimension]):
        return Grade(
            1.0,
            Verdict.CORRECT,
            (Evidence(0, label, reading.quote(*right[0])),),
            reasons=(Reason.NUMBER_RIGHT,),
        )
    bare = [(a, b) for a, b, m in said if wanted.dimension and not m.dimension and _bare(reading, m, wanted)]
    if bare and len(said) == 1:
        return Grade(
            0.5,
            Verdict.PARTIAL,
            (Evidence(0, label, reading.quote(*bare[0])),),
            reasons=(Reason.UNIT_MISSING,),
        )
    return Grade(0.0, Verdict.WRONG, (), (Missed(0, label),), (), (Reason.NUMBER_WRONG,))


def _bare(reading: Reading, found: Measure, wanted: Measure) -> bool:
    """The right figure without its unit."""
    quantity = reading.card.card.rubric.number
    unit = reading.card.lexicon.units.get(quantity.unit.lower()) if quantity else None
    return unit is not None and equal(Measure(wanted.dimension, found.value * unit.factor), wanted)
