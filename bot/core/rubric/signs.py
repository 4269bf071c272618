"""Signs that say a word: "<" is smaller between two things, and nothing where it belongs to a tag."""

from collections.abc import Sequence

from bot.core.text import Kind, Piece

SAYS = {">": ("above", "over", "larger"), "<": ("below", "under", "smaller")}  # besides "more" and "less"
COMPARES = frozenset("<>≤≥")


def compares(found: Sequence[Piece], at: int, tagged: bool) -> bool:
    """Whether a sign compares, as in "a<b", ">1" and where it stands alone, and is no part of a tag."""
    if len(found) == 1:
        return True
    if tagged or at + 1 == len(found):
        return False
    following = found[at + 1].kind
    return following is Kind.NUMBER or (
        following is Kind.WORD and at > 0 and found[at - 1].kind is not Kind.MARK
    )
