"""The words of a card as numbered terms, each with what else says the same and what says the opposite."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.core.lexicon import Lexicon
from bot.core.model import Header
from bot.core.rubric.slips import negated
from bot.core.rubric.syntax import Mode, words_of
from bot.core.rubric.values import Element, Measure
from bot.core.rubric.words import Spec, base
from bot.core.text import number, stem

_REMEMBERED = 8192  # words of a deck whose synonyms are kept


class Terms:
    """Hands out a bit for every distinct set of words while a card compiles."""

    def __init__(
        self, header: Header, lexicon: Lexicon, asked: Iterable[str], *, everyday: bool = False
    ) -> None:
        self.lexicon = lexicon
        self._bits: dict[frozenset[Spec], int] = {}
        self._asked = frozenset(base(w, lexicon) for w in asked)
        self._elements: dict[Element, Element] = {}
        self._everyday = everyday
        self._deck = _deck(header, lexicon)
        self.known = self._deck.known

    @property
    def table(self) -> list[tuple[int, frozenset[Spec]]]:
        return [(bit, specs) for specs, bit in self._bits.items()]

    def bit(self, specs: Iterable[Spec]) -> int:
        key = frozenset(specs)
        if not key:
            return 0
        return self._bits.setdefault(key, 1 << len(self._bits))

    def others(self, words: Sequence[str], own: frozenset[str] = frozenset()) -> list[tuple[str, ...]]:
        """What says the same as these words: the deck's own groups and abbreviations, then the shipped ones.

        A shipped synonym that is a word of the card's own, or of its question, means something else there.
        """
        found = list(self._deck.own(words))
        for other in self._deck.shipped(tuple(words), self._everyday):
            if other not in found:
                based = base(other[0], self.lexicon) if len(other) == 1 else ""
                if based not in own and based not in self._asked:
                    found.append(other)
        return [other for other in found if not self._echoes(other)]

    def _echoes(self, other: Sequence[str]) -> bool:
        """An abbreviation that the question gives away says nothing."""
        return len(other) == 1 and base(other[0], self.lexicon) in self._asked

    def element(self, words: tuple[str, ...], mode: Mode, own: frozenset[str] = frozenset()) -> Element:
        """The element for a leaf, one for all leaves that want the same.

        `own` are the bases of the card's words, which are nobody's opposite standing alone.
        """
        fresh = self._element(words, mode, own)
        return self._elements.setdefault(fresh, fresh)

    def _element(self, words: tuple[str, ...], mode: Mode, own: frozenset[str]) -> Element:
        if mode in (Mode.EXACT, Mode.PREFIX):
            return Element(self.bit([Spec("".join(words), mode)]), word=" ".join(words))
        singles = [Spec("".join(words))]
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
                singles.append(Spec("".join(other), Mode.EXACT))
        contrary, alone = self._contrary(words, own)
        return Element(self.bit(singles), tuple(phrases), measures, contrary, alone, " ".join(words))

    def _phrase(self, words: Sequence[str]) -> tuple[int, ...]:
        return tuple(self.bit([Spec(word)]) for word in words)

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
        found = _opposites(words[0], self.lexicon)
        if not found:
            return 0, 0
        every = [Spec(word, tolerant=False) for word in found]
        alone = [spec for spec in every if base(spec.text, self.lexicon) not in own]
        return self.bit(every), self.bit(alone)

    def joined(self, elements: Sequence[Element]) -> Element:
        """One element that any of these hits."""
        specs: set[Spec] = set()
        contrary: set[Spec] = set()
        alone: set[Spec] = set()
        by_bit = {bit: key for key, bit in self._bits.items()}
        for element in elements:
            specs |= by_bit.get(element.bit, frozenset())
            contrary |= by_bit.get(element.contrary, frozenset())
            alone |= by_bit.get(element.alone, frozenset())
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


class _Deck:
    """What all cards of a deck have in common: its groups of words that say the same, and their words."""

    def __init__(self, header: Header, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._same: dict[tuple[tuple[str, ...], bool], tuple[tuple[str, ...], ...]] = {}
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

    def own(self, words: Sequence[str]) -> Sequence[tuple[str, ...]]:
        """What says the same as these words by the deck's own groups."""
        return self._groups.get(_key(words, self._lexicon), ()) if self._groups else ()

    def shipped(self, words: tuple[str, ...], everyday: bool) -> tuple[tuple[str, ...], ...]:
        """What says the same by the shipped lists."""
        found = self._same.get((words, everyday))
        if found is None:
            lexicon = self._lexicon
            groups = (lexicon.groups, lexicon.everyday) if everyday else (lexicon.groups,)
            every = (g.get(variant, ()) for variant in _variants(words, lexicon) for g in groups)
            found = tuple(other for same in every for other in same)
            if len(self._same) >= _REMEMBERED:
                self._same.clear()
            self._same[words, everyday] = found
        return found


@lru_cache(maxsize=16)  # the cards of a deck are compiled one after the other
def _deck(header: Header, lexicon: Lexicon) -> _Deck:
    return _Deck(header, lexicon)


def _key(words: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(base(w, lexicon) for w in words)


def _synonym(word: str) -> list[Spec]:
    """A synonym stands for itself, and for its other forms unless its root is another word.

    "setting" is no "set", and "computer" no "compute".
    """
    lost = len(word) - len(stem(word))
    if lost >= 3 or (lost == 2 and word.endswith(("er", "or"))):
        return [Spec(word, Mode.EXACT), Spec(f"{word}s", Mode.EXACT)]
    return [Spec(word, tolerant=len(word) > 5)]


@lru_cache(maxsize=4096)
def _opposites(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What says the opposite of a word in any of its forms."""
    found = {o for form in _variants((word,), lexicon) for o in lexicon.opposites.get(form[0], ())}
    return tuple(sorted(found | set(negated(word))))


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
