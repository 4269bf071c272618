"""The rules of today's quiz bots, written anew, to stand beside the grader."""

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bot.core.lexicon import Role
from bot.core.text import stem
from bot.library.lexicon import shipped

ASKED = 0.35  # what a word of the question weighs in plain coverage
_SMALL = frozenset(word for word, role in shipped().roles.items() if role & Role.SMALL)

Rule = Callable[[str, Sequence[str]], bool]


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def exact(answer: str, listed: Sequence[str]) -> bool:
    """The answer is one of those listed."""
    return _plain(answer) in {_plain(one) for one in listed}


def substring(answer: str, listed: Sequence[str]) -> bool:
    """One of those listed stands somewhere in the answer."""
    return any(_plain(one) in _plain(answer) for one in listed)


def slips_by_length(answer: str, listed: Sequence[str]) -> bool:
    """One of those listed with a slip for every five letters at most."""
    said = _plain(answer)
    return any(Levenshtein.distance(said, _plain(one)) <= len(_plain(one)) // 5 for one in listed)


def ratio(answer: str, listed: Sequence[str]) -> bool:
    """Similar to one of those listed by more than 88 of 100."""
    return any(fuzz.ratio(_plain(answer), _plain(one)) > 88 for one in listed)


def token_set(mark: float) -> Rule:
    """Similar in the set of words to one of those listed, from a mark on."""

    def rule(answer: str, listed: Sequence[str]) -> bool:
        return any(fuzz.token_set_ratio(_plain(answer), _plain(one)) >= mark for one in listed)

    return rule


def covered(answer: str, listed: Sequence[str], ask: str) -> float:
    """How much of one of those listed stands in the answer, by stems; words of the question weigh little.

    What a grader without lists, guards or typing mistakes comes to.
    """
    asked, said = _stems(ask), _stems(answer)
    shares = [0.0]
    for one in listed:
        weights = {word: ASKED if word in asked else 1.0 for word in _stems(one)}
        shares.append(sum(w for word, w in weights.items() if word in said) / (sum(weights.values()) or 1))
    return max(shares)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in _plain(text).split() if word not in _SMALL}


PEERS: dict[str, Rule] = {
    "exact": exact,
    "substring": substring,
    "slips by length": slips_by_length,
    "fuzz.ratio > 88": ratio,
}
