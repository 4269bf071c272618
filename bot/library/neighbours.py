"""Which other card's answer could pass for a card's own: a quick look that spares grading every pair."""

from collections.abc import Iterable

from bot.core.lexicon import Lexicon
from bot.core.model import Card, Header
from bot.core.rubric.syntax import words_of
from bot.core.text import american

_HEAD = 4  # letters that a word keeps in all its forms

Heads = frozenset[str]


class Neighbourhood:
    """The beginnings of all words that a deck's groups, abbreviations and the lexicon hold for the same."""

    def __init__(self, header: Header, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._same: dict[str, Heads] = {}
        groups = [tuple(words_of(term) for term in group) for group in (*header.abbreviations, *header.same)]
        groups += [(term, *others) for term, others in lexicon.groups.items()]
        for group in groups:
            heads = frozenset(self._head(word) for term in group for word in term)
            for head in heads:
                self._same[head] = self._same.get(head, frozenset()) | heads

    def said(self, text: str) -> Heads:
        """What a text offers."""
        return frozenset(self._head(word) for word in words_of(text))

    def wanted(self, card: Card) -> tuple[Heads, ...]:
        """What each point of a card would take."""
        texts = [point.pattern for point in card.rubric.points] or [
            " ".join((card.answer, *card.rubric.accept))
        ]
        return tuple(self._spread(self.said(text.replace("|", " "))) for text in texts)

    def near(self, card: Card, wanted: tuple[Heads, ...], said: Heads) -> bool:
        """Whether an answer could meet as many points as are needed."""
        met = sum(bool(point & said) for point in wanted)
        return met >= (card.rubric.need or len(wanted))

    def _spread(self, heads: Iterable[str]) -> Heads:
        own = frozenset(heads)
        return own.union(*(self._same[head] for head in own if head in self._same))

    def _head(self, word: str) -> str:
        return american(self._lexicon.forms.get(word, word))[:_HEAD]
