"""How many slips of the finger lie between two words."""

from collections.abc import Callable
from functools import cache


@cache
def _measure() -> Callable[..., int]:
    # Loaded with the first word that nobody knows: half of what importing the grader costs is this library.
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return OSA.distance


def slips(word: str, other: str, score_cutoff: int) -> int:
    """Letters wrong, missing, extra or swapped; one more than `score_cutoff` where there are more."""
    return _measure()(word, other, score_cutoff=score_cutoff)
