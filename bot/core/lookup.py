"""All decks as one frozen value, and what people mean by a name: a deck, topic, tag, facet or card."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.model import Card, Deck

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(("about", "a", "an", "for", "from", "in", "of", "on", "the", "to", "with"))
_NEAR = 0.7  # of a name's letters, to be what somebody may have meant
_SUGGESTED = 3
_MOST_TYPED = 100
_CARD = 4  # the rank of a single card
_MOST_NAMED = 3  # names that one request may join: "sagemaker instances hard"


@dataclass(frozen=True, slots=True)
class Found:
    """What a name leads to; without cards, the names that may have been meant."""

    title: str = ""
    cards: tuple[Card, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Something that has a name and cards. `rank`: decks before topics before tags."""

    name: str
    title: str
    rank: int
    cards: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """The decks as they are at one moment; make it by `library`."""

    decks: Mapping[str, Deck] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)
    _names: Mapping[str, tuple[Scope, ...]] = field(default_factory=dict)

    def find(self, typed: str) -> Found:
        """The cards of a deck, topic, tag, facet or card by name, alias or beginning; of several at once."""
        words = tuple(_WORD.findall(typed[:_MOST_TYPED].casefold()))
        if not words:
            return Found()
        exact = self._exactly(words)
        one_card = bool(exact) and exact[0].rank == _CARD
        scopes = (() if one_card else exact) or self._joined(words) or exact or self._begun(words)
        if scopes:
            return self._gathered(scopes)
        return Found(suggestions=self._meant(words))

    def complete(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """The names that a half-typed one may become, best first, typing mistakes forgiven."""
        start = _key(_WORD.findall(typed[:_MOST_TYPED].casefold()))
        ranked: dict[str, tuple[float, int, str]] = {}
        for key, scopes in self._names.items():
            scope = scopes[0]
            mark = _fit(start, key, scope)
            if mark is not None:
                place = (mark, scope.rank, scope.name)
                ranked[scope.name] = min(place, ranked.get(scope.name, place))
        return tuple(sorted(ranked, key=ranked.__getitem__)[:limit])

    def merged(self, decks: Iterable[Deck]) -> "Library":
        """The same library with more decks; a deck of the same name is replaced."""
        return library((*self.decks.values(), *decks))

    def _exactly(self, words: tuple[str, ...]) -> tuple[Scope, ...]:
        """What has this name: a deck by itself, else topics and tags of all decks together, else a card."""
        scopes = self._names.get(_key(words), ())
        best = scopes[0].rank if scopes else 0
        return tuple(scope for scope in scopes if scope.rank == best or 0 < best <= scope.rank < _CARD)

    def _joined(self, words: tuple[str, ...]) -> tuple[Scope, ...]:
        """Several names in one request: the cards that belong to all of them."""
        parts = self._split(tuple(word for word in words if word not in _SMALL), _MOST_NAMED)
        if not parts:
            return ()
        common = frozenset.intersection(*(_union(scopes) for scopes in parts))
        title = " · ".join(scopes[0].title for scopes in parts)
        return (Scope("", title, 0, common),) if common else ()

    def _split(self, words: tuple[str, ...], most: int) -> list[tuple[Scope, ...]]:
        """The words cut into names, the longest first; nothing where they cannot be."""
        if not words or most == 0:
            return []
        for size in range(len(words), 0, -1):
            scopes = self._exactly(words[:size])
            if scopes and size == len(words):
                return [scopes]
            rest = self._split(words[size:], most - 1) if scopes else []
            if rest:
                return [scopes, *rest]
        return []

    def _begun(self, words: tuple[str, ...]) -> tuple[Scope, ...]:
        """What alone begins with what was typed."""
        start = _key(words)
        if len(start) < 2:
            return ()
        meant = {scopes[0].cards: scopes for key, scopes in self._names.items() if key.startswith(start)}
        best = min((scopes[0].rank for scopes in meant.values()), default=0)
        leading = [scopes for scopes in meant.values() if scopes[0].rank == best]
        return leading[0][:1] if len(leading) == 1 else ()

    def _gathered(self, scopes: tuple[Scope, ...]) -> Found:
        wanted = _union(scopes)
        return Found(scopes[0].title, tuple(card for key, card in self.cards.items() if key in wanted))

    def _meant(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Names that may have been meant; single cards only where nothing larger is near."""
        tries = ((words,), tuple((word,) for word in words if len(words) > 1), (words,))
        for cards, typed in zip((False, False, True), tries, strict=True):
            names = dict.fromkeys(name for some in typed for name in self._near(_key(some), cards=cards))
            if names:
                return tuple(names)[:_SUGGESTED]
        return ()

    def _near(self, typed: str, *, cards: bool) -> list[str]:
        keys = [key for key, scopes in self._names.items() if (scopes[0].rank == _CARD) is cards]
        begun = [key for key in keys if len(typed) > 1 and key.startswith(typed)]
        near = process.extract(typed, keys, scorer=OSA.normalized_similarity, score_cutoff=_NEAR, limit=10)
        return [self._names[key][0].name for key in (*begun, *(hit[0] for hit in near))]


def library(decks: Iterable[Deck]) -> Library:
    """Decks as one library; of two with one name the later stays."""
    by_id = {deck.header.deck: deck for deck in decks}
    cards = {card.key: card for deck in by_id.values() for card in deck.cards}
    names: dict[str, list[Scope]] = {}
    for called, scope in _scopes(by_id.values()):
        key = _key(_WORD.findall(called.casefold()))
        known = names.setdefault(key, [])
        if key and scope not in known:
            known.append(scope)
    names.pop("", None)
    ranked = {key: tuple(sorted(scopes, key=lambda scope: scope.rank)) for key, scopes in names.items()}
    return Library(MappingProxyType(by_id), MappingProxyType(cards), MappingProxyType(ranked))


def _scopes(decks: Iterable[Deck]) -> Iterator[tuple[str, Scope]]:
    """Everything that has a name, under each of its names."""
    labels: dict[tuple[int, str], set[str]] = {}
    for deck in decks:
        header = deck.header
        own = Scope(header.deck, header.title, 0, frozenset(card.key for card in deck.cards))
        for called in (header.deck, header.title, *header.aliases):
            yield called, own
        yield from _topics(deck)
        for card in deck.cards:
            for rank, label in ((2, card.facet), (3, str(card.difficulty)), *((2, tag) for tag in card.tags)):
                labels.setdefault((rank, label), set()).add(card.key)
            for called in (card.id, card.key):
                yield called, Scope(card.id, card.id, _CARD, frozenset((card.key,)))
    for (rank, label), keys in labels.items():
        yield label, Scope(label, label, rank, frozenset(keys))


def _topics(deck: Deck) -> Iterator[tuple[str, Scope]]:
    for topic in deck.header.topics:
        own = frozenset(card.key for card in deck.cards if card.topic == topic.id)
        for called in (topic.id, topic.title, *topic.aliases) if own else ():
            yield called, Scope(topic.id, topic.title, 1, own)


def _key(words: Iterable[str]) -> str:
    """Names are compared without blanks, hyphens, case and the plural's s: `K-Means` is `kmean`."""
    return "".join(
        word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word for word in words
    )


def _union(scopes: Iterable[Scope]) -> frozenset[str]:
    return frozenset().union(*(scope.cards for scope in scopes))


def _fit(start: str, key: str, scope: Scope) -> float | None:
    """How well a half-typed name fits a whole one, 0 best; None: it does not."""
    if key.startswith(start):
        return 0.0 if scope.rank < _CARD or key == _key(_WORD.findall(scope.name)) else None
    if len(start) < 3:
        return None
    if any(word.startswith(start) for word in _WORD.findall(scope.name)):
        return 1.0
    most = len(start) // 4
    off = OSA.distance(start, key[: len(start)], score_cutoff=most)
    return 1.0 + off if off <= most and scope.rank < _CARD else None
