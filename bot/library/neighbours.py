"""Which other card's answer could pass for a card's own: a quick look that spares grading every pair."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.core.lexicon import Lexicon, Role
from bot.core.model import Header
from bot.core.rubric import Compiled
from bot.core.rubric.syntax import Either, Every, Leaf, Node, Sequence, parse_pattern, words_of
from bot.core.text import american

_SILENT = int(Role.COMMON | Role.NEGATES)
_HEAD = 4  # letters that a word keeps in all its forms

Heads = frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pattern would take: one of `heads`, or one of `any`, or all of `all`."""

    heads: Heads = frozenset()
    any: tuple["Wanted", ...] = ()
    all: tuple["Wanted", ...] = ()

    def met(self, said: Heads) -> bool:
        if not self.heads.isdisjoint(said) or any(one.met(said) for one in self.any):
            return True
        return bool(self.all) and all(one.met(said) for one in self.all)


class Neighbourhood:
    """The beginnings of all words that a deck's groups, abbreviations and the lexicon hold for the same."""

    def __init__(self, header: Header, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._leaves: dict[tuple[str, ...], Wanted] = {}
        own = [tuple(words_of(term) for term in group) for group in (*header.abbreviations, *header.same)]
        self._same = dict(_shipped(lexicon))
        _join(self._same, own, lexicon)

    def said(self, text: str) -> Heads:
        """What a text offers."""
        return frozenset(_head(word, self._lexicon) for word in words_of(text))

    def wanted(self, compiled: Compiled) -> tuple[Wanted, ...]:
        """What each point of a card would take; a one-line card is a point of any of its words."""
        rubric = compiled.card.rubric
        if rubric.points:
            return tuple(self._node(parse_pattern(point.pattern)) for point in rubric.points)
        return (
            self._leaf(
                tuple(word for text in (compiled.card.answer, *rubric.accept) for word in words_of(text))
            ),
        )

    def _node(self, node: Node) -> Wanted:
        match node:
            case Leaf(words):
                return self._leaf(words)
            case Either(options):
                inner = [self._node(option) for option in options]
                heads = frozenset[str]().union(*[one.heads for one in inner])
                return Wanted(heads, tuple([one for one in inner if one.any or one.all]))
            case Every(parts) | Sequence(parts):
                telling = [part for part in parts if not self._silent(part)]
                return Wanted(all=tuple(self._node(part) for part in telling or parts))

    def _silent(self, part: Node) -> bool:
        """Whether a part of a pattern may be left out: small common words, and denials."""
        roles = self._lexicon.roles
        return isinstance(part, Leaf) and all(roles.get(word, 0) & _SILENT for word in part.words)

    def _leaf(self, words: tuple[str, ...]) -> Wanted:
        """The beginnings of these words and of all that says the same."""
        found = self._leaves.get(words)
        if found is None:
            own = frozenset(_head(word, self._lexicon) for word in words)
            found = Wanted(own.union(*(self._same[head] for head in own if head in self._same)))
            self._leaves[words] = found
        return found


@lru_cache(maxsize=4)
def _shipped(lexicon: Lexicon) -> Mapping[str, Heads]:
    """What the shipped lists hold for the same, for all decks."""
    same: dict[str, Heads] = {}
    _join(same, ((term, *others) for term, others in lexicon.groups.items()), lexicon)
    return same


def _join(same: dict[str, Heads], groups: Iterable[Iterable[tuple[str, ...]]], lexicon: Lexicon) -> None:
    for group in groups:
        heads = frozenset(_head(word, lexicon) for term in group for word in term)
        for head in heads:
            same[head] = same.get(head, frozenset()) | heads


def _head(word: str, lexicon: Lexicon) -> str:
    return american(lexicon.forms.get(word, word))[:_HEAD]


def near(compiled: Compiled, wanted: tuple[Wanted, ...], said: Heads) -> bool:
    """Whether an answer could meet as many points as are needed."""
    return sum(point.met(said) for point in wanted) >= (compiled.need or 1)
