"""The words of a card as numbered terms, each with what else says the same and what says the opposite."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.core.lexicon import Lexicon
from bot.core.model import Header
from bot.core.rubric.forms import Spec, base
from bot.core.rubric.slips import negated
from bot.core.rubric.syntax import Mode, words_of
from bot.core.rubric.values import Element, Measure
from bot.core.text import number, stem

_REMEMBERED = 8192  # words of a deck whose synonyms are kept


class Terms:
    """Hands out a bit for every distinct set of words while a card compiles."""

    def __init__(
        self, header: Header, lexicon: Lexicon, asked: Iterable[str], *, everyday: bool = False
    ) -> None:
        self.lexicon = lexicon
        self._bits: dict[frozenset[Spec], int] = {}
        self._sets: list[frozenset[Spec]] = []  # what each bit stands for, from the lowest on
        self._asked = frozenset(base(w, lexicon) for w in asked)
        self._elements: dict[Element, Element] = {}
        self._leaves: dict[tuple[tuple[str, ...], Mode, frozenset[str]], Element] = {}
        self._everyday = everyday
        self._deck = _deck(header, lexicon)
        self.known = self._deck.known

    def masks(self) -> dict[Spec, int]:
        """Every word with the bits of all the sets it is in."""
        found: dict[Spec, int] = {}
        for n, specs in enumerate(self._sets):
            for spec in specs:
                found[spec] = found.get(spec, 0) | 1 << n
        return found

    def bit(self, specs: Iterable[Spec]) -> int:
        key = frozenset(specs)
        if not key:
            return 0
        bit = self._bits.get(key)
        if bit is None:
            bit = self._bits[key] = 1 << len(self._sets)
            self._sets.append(key)
        return bit

    def _behind(self, bit: int) -> frozenset[Spec]:
        """What a bit was handed out for."""
        return self._sets[bit.bit_length() - 1] if bit else frozenset()

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

    def element(self, words: tuple[str, ...], mode: Mode, own: frozenset[str] = frozenset()) -> Element:
        """The element for a leaf, one for all leaves that want the same.

        `own` are the bases of the card's words, which are nobody's opposite standing alone.
        """
        key = (words, mode, own)
        found = self._leaves.get(key)
        if found is None:
            fresh = self._element(words, mode, own)
            found = self._leaves[key] = self._elements.setdefault(fresh, fresh)
        return found

    def _element(self, words: tuple[str, ...], mode: Mode, own: frozenset[str]) -> Element:
        if mode in (Mode.EXACT, Mode.PREFIX):
            return Element(self.bit([Spec("".join(words), mode)]), word=" ".join(words))
        singles = [_plain("".join(words))]
        phrases = []
        measures: tuple[Measure, ...] = ()
        if len(words) > 1:
            phrases.append(self._phrase(words))
            measures = self._measures(words)
            if measures:
                singles, phrases = [], []
        for other in self.others(words, own):
            if len(other) == 1:
                singles += _synonym(other[0])
            else:
                phrases.append(self._phrase(other))
                singles.append(_exactly("".join(other)))
        contrary, alone = self._contrary(words, own)
        return Element(self.bit(singles), tuple(phrases), measures, contrary, alone, " ".join(words))

    def _phrase(self, words: Sequence[str]) -> tuple[int, ...]:
        return tuple(self.bit((_plain(word),)) for word in words)

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

    def _contrary(self, words: tuple[str, ...], own: frozenset[str]) -> tuple[int, int]:
        if len(words) != 1:
            return 0, 0
        every = _opposites(words[0], self.lexicon)
        if not every:
            return 0, 0
        alone = [spec for spec in every if base(spec.text, self.lexicon) not in own]
        return self.bit(every), self.bit(alone)

    def joined(self, elements: Sequence[Element]) -> Element:
        """One element that any of these hits."""
        specs: set[Spec] = set()
        contrary: set[Spec] = set()
        alone: set[Spec] = set()
        for element in elements:
            specs |= self._behind(element.bit)
            contrary |= self._behind(element.contrary)
            alone |= self._behind(element.alone)
        if contrary:
            mine = {base(spec.text, self.lexicon) for spec in specs}
            contrary = {spec for spec in contrary if base(spec.text, self.lexicon) not in mine}
        fresh = Element(
            self.bit(specs),
            tuple(dict.fromkeys(phrase for element in elements for phrase in element.phrases)),
            tuple(measure for element in elements for measure in element.measures),
            self.bit(contrary),
            self.bit(alone & contrary),
            elements[0].word,
        )
        return self._elements.setdefault(fresh, fresh)


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
def _opposites(word: str, lexicon: Lexicon) -> tuple[Spec, ...]:
    """What says the opposite of a word in any of its forms."""
    found = {o for form in _variants((word,), lexicon) for o in lexicon.opposites.get(form[0], ())}
    return tuple(Spec(other, tolerant=False) for other in sorted(found | set(negated(word))))


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
