"""How alike two words are: by slips of the finger, or as forms of one word."""

from collections.abc import Callable
from functools import cache

_LONG_QUALITY = 6  # letters
_QUALITIES = ("ed", "able", "ible", "ete", "ate", "ent", "ant", "ive", "al", "ar", "ect", "ic", "ous")
_NOT_SO = ("un", "non", "in", "im", "ir", "il")
_BEFORE = {"m": "im", "p": "im", "b": "im", "r": "ir", "l": "il"}
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


def negated(word: str) -> tuple[str, ...]:
    """A quality's opposite by its prefix: "incomplete" for "complete", "related" for "unrelated"."""
    if len(word) < _LONG_QUALITY or not word.endswith(_QUALITIES):
        return ()
    for prefix in _NOT_SO:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= _LONG_QUALITY - 1 and _takes(prefix, rest):
            return (rest,)
    return tuple(prefix + word for prefix in _NOT_SO if _takes(prefix, word))


def _takes(prefix: str, word: str) -> bool:
    """Whether a word may have this prefix: "im" goes before lips, and "in" before no participle."""
    if prefix in ("un", "non"):
        return True
    before = _BEFORE.get(word[0], "in")
    return prefix == before and not word.endswith("ed")
