"""What a linter asks of a card's points: their words, which the question gives away, which are alike."""

from itertools import combinations

from bot.core.rubric.claims import leaves
from bot.core.rubric.outcome import outcome
from bot.core.rubric.reading import Reading
from bot.core.rubric.syntax import parse_pattern
from bot.core.rubric.values import Compiled


def words_of_pattern(pattern: str) -> frozenset[str]:
    """Every word a pattern names. Raises PatternError."""
    return frozenset(word for leaf in leaves(parse_pattern(pattern)) for word in leaf.words)


def met_by(compiled: Compiled, text: str) -> tuple[int, ...]:
    """The points that a text hits, guards aside: given the question, those that an echo would meet."""
    reading = Reading(compiled, text)
    return tuple(n for n, point in enumerate(compiled.points) if outcome(point, reading).hit)


def alike(compiled: Compiled) -> tuple[tuple[int, int], ...]:
    """Pairs of points that share all their words: one answer word would hit both."""
    words = [words_of_pattern(point.pattern) for point in compiled.card.rubric.points]
    return tuple((a, b) for a, b in combinations(range(len(words)), 2) if words[a] == words[b])
