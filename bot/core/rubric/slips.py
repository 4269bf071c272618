"""How alike two words are: by slips of the finger, or as forms of one word."""

from collections.abc import Callable
from functools import cache

KEPT = 5  # letters that all derivations of a word keep


@cache
def _measure() -> Callable[..., int]:
    # Loaded with the first word that nobody knows: half of what importing the grader costs is this library.
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return OSA.distance


def slips(word: str, other: str, score_cutoff: int) -> int:
    """Letters wrong, missing, extra or swapped; one more than `score_cutoff` where there are more."""
    return _measure()(word, other, score_cutoff=score_cutoff)


def derived(one: str, other: str) -> bool:
    """Whether two stems share their first four fifths, as `precis` and `precision` do."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < KEPT:
        return False
    same = 0
    for a, b in zip(shorter, longer, strict=False):
        if a != b:
            break
        same += 1
    return same >= KEPT and same >= 0.8 * len(longer)
