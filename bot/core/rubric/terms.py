"""The words of a card as numbered terms, each with what else says the same and what says the opposite."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from bot.core.lexicon import Lexicon
from bot.core.model import Header
from bot.core.rubric.forms import Spec, base
from bot.core.rubric.slips import negated
from bot.core.rubric.syntax import Mode, words_of
from bot.core.rubric.values import Element, Measure
from bot.core.text import number, stem

_REMEMBERED = 8192  # words of a deck whose synonyms are kept
_LITERAL = frozenset((Mode.EXACT, Mode.PREFIX))


LeafOf = tuple[tuple[str, ...], Mode, bool]
"""A leaf's words, how they are meant, and whether plain English counts beside them."""


class Sought(NamedTuple):
    """What a leaf of a pattern looks for, or several that stand for one another, before it has its bits."""

    words: frozenset[Spec] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    measures: tuple[Measure, ...] = ()
    contrary: frozenset[Spec] = frozenset()
    alone: frozenset[Spec] = frozenset()
    word: str = ""
    spare: frozenset[Spec] = frozenset()  # the card's words too, though nothing looks for them


_SETS = attrgetter("words", "contrary", "alone", "spare")


class Terms:
    """Hands out a bit for every distinct set of words while a card compiles."""

    def __init__(
        self, header: Header, lexicon: Lexicon, asked: frozenset[str], *, everyday: bool = False
    ) -> None:
        self.lexicon = lexicon
        self._bits: dict[frozenset[Spec], int] = {}
        self._asked = asked  # the bases of the question's words
        self._elements: dict[Sought, Element] = {}
        self._everyday = everyday
        self._deck = _deck(header, lexicon)
        self.known = self._deck.known

    def masks(self) -> dict[Spec, int]:
        """Every word with the bits of all the sets it is in."""
        found: dict[Spec, int] = {}
        for specs, bit in self._bits.items():
            for spec in specs:
                found[spec] = found.get(spec, 0) | bit
        return found

    def bit(self, specs: Iterable[Spec]) -> int:
        key = frozenset(specs)
        if not key:
            return 0
        bit = self._bits.get(key)
        if bit is None:
            bit = self._bits[key] = 1 << len(self._bits)
        return bit

    def others(self, words: Sequence[str], own: frozenset[str] = frozenset()) -> list[tuple[str, ...]]:
        """What says the same as these words: the deck's own groups and abbreviations, then the shipped ones.

        A shipped synonym that is a word of the card's own means something else there, and a single word that
        the question gives away says nothing.
        """
        asked = self._asked
        return [
            other
            for other, based, shipped in self._deck.others(tuple(words), self._everyday)
            if not based or (based not in asked and not (shipped and based in own))
        ]

    def element(self, sought: Sought) -> Element:
        """What is looked for with its bits: one element for all that look for the same."""
        found = self._elements.get(sought)
        if found is None:
            words, phrases, measures, contrary, alone, word, spare = sought
            self.bit(spare)
            phrased = tuple(tuple(self.bit((_plain(each),)) for each in phrase) for phrase in phrases)
            found = Element(self.bit(words), phrased, measures, self.bit(contrary), self.bit(alone), word)
            self._elements[sought] = found
        return found

    def sought(self, words: tuple[str, ...], mode: Mode, own: frozenset[str] = frozenset()) -> Sought:
        """What a leaf looks for.

        `own` are the bases of the card's words, which are nobody's opposite standing alone.
        """
        leaf = words, mode, self._everyday
        found = self._deck.alike.get(leaf)
        if found is None:
            found = self._sought(words, mode, own)
            if mode in _LITERAL or not (found.contrary or self._deck.others(words, self._everyday)):
                self._deck.keep(leaf, found)
        return found

    def _sought(self, words: tuple[str, ...], mode: Mode, own: frozenset[str]) -> Sought:
        if mode in _LITERAL:
            return Sought(frozenset((Spec("".join(words), mode),)), word=" ".join(words))
        singles = [_plain("".join(words))]
        phrases = [words] if len(words) > 1 else []
        measures = self._measures(words)
        spare = frozenset(map(_plain, words)) if measures else frozenset[Spec]()
        if measures:
            singles, phrases = [], []
        for other in self.others(words, own):
            if len(other) == 1:
                singles += _synonym(other[0])
            else:
                phrases.append(other)
                singles.append(_exactly("".join(other)))
        contrary = _opposites(words[0], self.lexicon) if len(words) == 1 else frozenset[Spec]()
        alone = contrary and frozenset(o for o in contrary if base(o.text, self.lexicon) not in own)
        return Sought(frozenset(singles), tuple(phrases), measures, contrary, alone, " ".join(words), spare)

    def _measures(self, words: tuple[str, ...]) -> tuple[Measure, ...]:
        if len(words) != 2 or not words[0][:1].isdigit():
            return ()
        measure = self.measure(words[0], words[1])
        return (measure,) if measure else ()

    def measure(self, value: str, unit: str, within: str = "0") -> Measure | None:
        """A quantity in its dimension's base; None where it is no number."""
        try:
            amount, slack = float(number(value)), float(number(within or "0"))
        except ValueError:
            return None
        known = self.lexicon.units.get(unit.lower())
        if known is None:
            return None if unit else Measure("", amount, slack)
        return Measure(known.dimension, amount * known.factor, slack * known.factor)

    def joined(self, several: Sequence[Sought]) -> Sought:
        """What any of these finds."""
        together = zip(*map(_SETS, several), strict=True)
        words, contrary, alone, spare = (frozenset[Spec]().union(*sets) for sets in together)
        if contrary:
            mine = {base(spec.text, self.lexicon) for spec in words}
            said = frozenset(spec for spec in contrary if base(spec.text, self.lexicon) in mine)
            contrary, spare = contrary - said, spare | said
        return Sought(
            words,
            tuple(dict.fromkeys(phrase for each in several for phrase in each.phrases)),
            tuple(measure for each in several for measure in each.measures),
            contrary,
            alone & contrary,
            several[0].word,
            spare,
        )


class Same(NamedTuple):
    """Words that say the same as others."""

    words: tuple[str, ...]
    based: str  # the form of a single word
    shipped: bool  # by the shipped lists, not by the deck's own


class _Deck:
    """What all cards of a deck have in common: its groups of words that say the same, and their words."""

    def __init__(self, header: Header, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._same: dict[tuple[tuple[str, ...], bool], tuple[Same, ...]] = {}
        self.alike: dict[LeafOf, Sought] = {}  # what leaves look for that stand for the same in every card
        known: set[str] = set()
        for group in (*header.same, *header.abbreviations):
            members = [words_of(member) for member in group]
            for term in members:
                known.update(term)
                others = self._groups.setdefault(_key(term, lexicon), [])
                others += [other for other in members if other and other != term and other not in others]
        for rivals in header.rivals:
            known.update(word for rival in rivals for word in words_of(rival))
        self.known = frozenset(base(word, lexicon) for word in known)

    def keep(self, leaf: LeafOf, sought: Sought) -> None:
        if len(self.alike) >= _REMEMBERED:
            self.alike.clear()
        self.alike[leaf] = sought

    def others(self, words: tuple[str, ...], everyday: bool) -> tuple[Same, ...]:
        """What says the same as these words: by the deck's own groups first, then by the shipped lists."""
        found = self._same.get((words, everyday))
        if found is None:
            if len(self._same) >= _REMEMBERED:
                self._same.clear()
            found = self._same[words, everyday] = tuple(self._found(words, everyday))
        return found

    def _found(self, words: tuple[str, ...], everyday: bool) -> Iterator[Same]:
        lexicon = self._lexicon
        own = self._groups.get(_key(words, lexicon), ()) if self._groups else ()
        groups = (lexicon.groups, lexicon.everyday) if everyday else (lexicon.groups,)
        listed = (g.get(variant, ()) for variant in _variants(words, lexicon) for g in groups)
        for other in dict.fromkeys((*own, *(other for same in listed for other in same))):
            yield Same(other, base(other[0], lexicon) if len(other) == 1 else "", other not in own)


@lru_cache(maxsize=16)  # the cards of a deck are compiled one after the other
def _deck(header: Header, lexicon: Lexicon) -> _Deck:
    return _Deck(header, lexicon)


def _key(words: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(base(w, lexicon) for w in words)


@lru_cache(maxsize=_REMEMBERED)
def _plain(word: str) -> Spec:
    return Spec(word)


@lru_cache(maxsize=_REMEMBERED)
def _exactly(word: str) -> Spec:
    return Spec(word, Mode.EXACT)


@lru_cache(maxsize=_REMEMBERED)
def _synonym(word: str) -> tuple[Spec, ...]:
    """A synonym stands for itself, and for its other forms unless its root is another word.

    "setting" is no "set", and "computer" no "compute".
    """
    lost = len(word) - len(stem(word))
    if lost >= 3 or (lost == 2 and word.endswith(("er", "or"))):
        return _exactly(word), _exactly(f"{word}s")
    return (Spec(word, tolerant=len(word) > 5),)


@lru_cache(maxsize=4096)
def _opposites(word: str, lexicon: Lexicon) -> frozenset[Spec]:
    """What says the opposite of a word in any of its forms."""
    found = {o for form in _variants((word,), lexicon) for o in lexicon.opposites.get(form[0], ())}
    return frozenset(Spec(other, tolerant=False) for other in found.union(negated(word)))


def _variants(words: tuple[str, ...], lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The forms under which a word list may hold these words, nearest first, without stemming the lists."""
    found = [words]
    last = words[-1]
    for form in _simpler(last, lexicon):
        variant = (*words[:-1], form)
        if variant not in found:
            found.append(variant)
    return found


def _simpler(word: str, lexicon: Lexicon) -> list[str]:
    forms = [lexicon.forms[word]] if word in lexicon.forms else []
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            head = word[: -len(ending)]
            forms += [head + other for other in others]
            if len(head) > 3 and head[-1] == head[-2] and ending in ("ing", "ed", "er"):
                forms.append(head[:-1])
    return forms


_ENDINGS = (
    ("ies", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ing", ("", "e")),
    ("ed", ("", "e")),
    ("er", ("", "e")),
    ("ly", ("",)),
    ("ation", ("ate", "e")),
    ("ion", ("", "e")),
)
