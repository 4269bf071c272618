"""The kinds of question there are, by what a card gives to grade by."""

from enum import StrEnum

from bot.core.model import Card


class Kind(StrEnum):
    """Each kind is graded by a module of its own in `core.grade`."""

    SELF = "self"  # the person says how well they knew it
    POINTS = "points"  # authored key points
    NUMBER = "number"  # one number with its unit
    LINE = "line"  # question and answer alone


def kind_of(card: Card) -> Kind:
    """The kind of a card; authored points win over a number beside them."""
    if card.self_rated:
        return Kind.SELF
    if card.rubric.points:
        return Kind.POINTS
    return Kind.NUMBER if card.rubric.number else Kind.LINE
