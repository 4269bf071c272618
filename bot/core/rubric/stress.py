"""On which word a denial falls: "not in a closed path" denies "closed" and says nothing of paths."""

from collections.abc import Sequence

from bot.core.lexicon import Role
from bot.core.rubric.remembered import Token

_HUNG = int(Role.GLUED)
# What a denied object hangs on: "does not have seeds" denies the seeds.
_BEARERS = frozenset(
    (
        "have", "has", "had", "having", "get", "gets", "got", "give", "gives", "make", "makes", "made",
        "contain", "contains", "contained", "containing", "include", "includes", "show", "shows", "need",
        "use", "uses", "used", "do", "does", "be", "go", "goes", "able", "any", "longer", "possible",
    )
)  # fmt: skip
# Where a denial falls on how much or how alike: "not enough heat" denies no heat.
_MEASURES = frozenset(
    ("same", "enough", "every", "everything", "all", "always", "both", "exactly", "very", "equal", "only")
)


def stressed(tokens: Sequence[Token], denied: bytearray) -> bytearray:
    """One flag a token: 1 where a denial falls on it, as far as it is a word of the card."""
    found = bytearray(len(tokens))
    start = -1
    for i, flag in enumerate(denied):
        if flag and start < 0:
            start = i
        if start >= 0 and (not flag or i + 1 == len(denied)):
            _stress(tokens, range(start, i + bool(flag)), found)
            start = -1
    return found


def _stress(tokens: Sequence[Token], run: range, found: bytearray) -> None:
    """Marks the first word of a run that is the card's and carries something by itself."""
    bearer = -1
    for i in run:
        mask, _, word, _, _ = tokens[i]
        if word in _BEARERS:
            if mask and bearer < 0:
                bearer = i
        elif mask:
            found[i] = 1
            return
        elif word in _MEASURES:
            return
    if bearer >= 0:
        found[bearer] = 1
