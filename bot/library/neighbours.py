"""Which other card's answer could pass for a card's own: a quick look that spares grading every pair."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.lexicon import Lexicon
from bot.core.model import Header
from bot.core.rubric import Compiled
from bot.core.rubric.syntax import words_of
from bot.core.rubric.values import Claim, Element
from bot.core.text import american

_HEAD = 4  # letters that a word keeps in all its forms

Heads = frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a point would take: its elements' beginnings, and which of them each claim needs, as bits."""

    elements: tuple[Heads, ...]
    claims: frozenset[int]

    def met(self, said: Heads) -> bool:
        there = sum(1 << n for n, heads in enumerate(self.elements) if not heads.isdisjoint(said))
        return any(needs & there == needs for needs in self.claims)


class Neighbourhood:
    """The beginnings of all words that a deck's groups, abbreviations and the lexicon hold for the same."""

    def __init__(self, header: Header, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._same: dict[str, Heads] = {}
        self._spreads: dict[str, Heads] = {}
        groups = [tuple(words_of(term) for term in group) for group in (*header.abbreviations, *header.same)]
        groups += [(term, *others) for term, others in lexicon.groups.items()]
        for group in groups:
            heads = frozenset(self._head(word) for term in group for word in term)
            for head in heads:
                self._same[head] = self._same.get(head, frozenset()) | heads

    def said(self, text: str) -> Heads:
        """What a text offers."""
        return frozenset(self._head(word) for word in words_of(text))

    def wanted(self, compiled: Compiled) -> tuple[Wanted, ...]:
        """What each point of a card would take; a one-line card is a point of any of its words."""
        if compiled.points:
            return tuple(self._point(point.claims) for point in compiled.points)
        text = " ".join((compiled.card.answer, *compiled.card.rubric.accept))
        return (Wanted((self._spread(text),), frozenset((1,))),)

    def _point(self, claims: Iterable[Claim]) -> Wanted:
        places: dict[str, int] = {}
        needs = frozenset(
            sum({1 << places.setdefault(e.word, len(places)) for e in claim.elements if self._telling(e)})
            for claim in claims
        )
        return Wanted(tuple(self._spread(word) for word in places), needs)

    def _telling(self, element: Element) -> bool:
        return bool(element.word) and not element.measures

    def _spread(self, text: str) -> Heads:
        """The beginnings of a text's words and of all that says the same."""
        if text not in self._spreads:
            own = self.said(text)
            self._spreads[text] = own.union(*(self._same[head] for head in own if head in self._same))
        return self._spreads[text]

    def _head(self, word: str) -> str:
        return american(self._lexicon.forms.get(word, word))[:_HEAD]


def near(compiled: Compiled, wanted: tuple[Wanted, ...], said: Heads) -> bool:
    """Whether an answer could meet as many points as are needed."""
    return sum(point.met(said) for point in wanted) >= (compiled.need or 1)
