"""What shipped decks promise beyond being right: hints, tries of every kind, an explanation."""

from collections import Counter

from bot.core.grade.inspect import words_of_pattern
from bot.core.lexicon import Lexicon, Role
from bot.core.model import Card
from bot.core.rubric import PatternError
from bot.core.rubric.syntax import words_of
from bot.core.text import stem
from bot.library.nodes import Entries
from bot.library.source import Findings
from bot.library.structure import place

_COMMON = int(Role.COMMON)
_EXPECTED = ("why", "topic", "facet", "difficulty")


def thorough(card: Card, node: Entries, found: Findings, lexicon: Lexicon) -> None:
    """Report what a card of a shipped deck lacks."""
    for key in _EXPECTED:
        if key not in node.pairs:
            found.add(place(node, "id"), f"no-{key}", f"`{card.id}` has no `{key}`")
    for n, point in enumerate(card.rubric.points):
        if not point.hint:
            found.add(place(node, "points", n), "no-hint", f"point {n + 1} of `{card.id}` has no `hint`")
    if not card.self_rated:
        _tries(card, node, found, lexicon)


def _tries(card: Card, node: Entries, found: Findings, lexicon: Lexicon) -> None:
    at, tries = place(node, "try" if "try" in node.pairs else "id"), card.tries
    if len(tries.right) < 2:
        found.add(at, "few-right", f"`{card.id}` needs at least two `right` tries")
    elif not any(_free(text, card.answer, lexicon) for text in tries.right):
        text = "needs a `right` try that shares under half of its content words with the model answer"
        found.add(at, "no-free-right", f"`{card.id}` {text}")
    if len(card.rubric.points) > 1 and not tries.partly:
        found.add(at, "no-partly", f"`{card.id}` has several points and needs a `partly` try")
    _wrong(card, node, found, lexicon)
    _reordered(card, node, found)


def _free(text: str, answer: str, lexicon: Lexicon) -> bool:
    said, model = content(text, lexicon), content(answer, lexicon)
    return len(said & model) * 2 < len(said)


def content(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The stems of the words that say something."""
    return frozenset(stem(word) for word in _telling(frozenset(words_of(text)), lexicon))


def _wrong(card: Card, node: Entries, found: Findings, lexicon: Lexicon) -> None:
    at = place(node, "try" if "try" in node.pairs else "id")
    keys = _keys(card, lexicon)
    said = [(content(text, lexicon), words_of(text)) for text in card.tries.wrong]
    if not said:
        found.add(at, "no-wrong", f"`{card.id}` needs a `wrong` try")
    elif not any(all(_holds(key, stems, words) for key in keys) for stems, words in said):
        which = "of every point" if len(keys) > 1 else "of the answer"
        told = f"`{card.id}` needs a `wrong` try that holds key words {which}, reversed or negated"
        found.add(at, "no-hard-wrong", told)


def _keys(card: Card, lexicon: Lexicon) -> list[frozenset[str]]:
    try:
        points = [words_of_pattern(point.pattern) for point in card.rubric.points]
    except PatternError:
        return []
    if not points:
        points = [frozenset(words_of(card.answer))]
    return [_telling(words, lexicon) or words for words in points]


def _telling(words: frozenset[str], lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word for word in words if not lexicon.roles.get(word, 0) & _COMMON)


def _holds(key: frozenset[str], stems: frozenset[str], words: tuple[str, ...]) -> bool:
    """Whether a text holds a word of a point; a pattern's word may be the beginning of the text's."""
    beginnings = tuple(word for word in key if len(word) > 2)
    if any(said in key or said.startswith(beginnings) for said in words):
        return True
    return any(stem(word) in stems for word in key)


def _reordered(card: Card, node: Entries, found: Findings) -> None:
    seen: dict[tuple[tuple[str, int], ...], str] = {}
    for side in ("right", "partly", "wrong"):
        for n, text in enumerate(getattr(card.tries, side)):
            words = tuple(sorted(Counter(words_of(text)).items()))
            first = seen.setdefault(words, f"`{side}` number {n + 1}")
            if first != f"`{side}` number {n + 1}":
                at = place(node, "try", side, n)
                found.add(at, "reordered", f"`{side}` number {n + 1} of `{card.id}` has the words of {first}")
