"""Compiles the answer of a one-line card into weighted words."""

import re
from dataclasses import replace

from bot.core.lexicon import Role
from bot.core.rubric.reading import Reading
from bot.core.rubric.syntax import Mode, words_of
from bot.core.rubric.terms import Terms
from bot.core.rubric.values import Compiled, Line, Name, Wanted
from bot.core.rubric.words import Spec, base

ASKED_WEIGHT = 0.35  # what a word of the question weighs beside a new one
NUMBER_WEIGHT = 2.0
NAME_WORDS = 3  # from so many capitalised words on a name counts as one thing
_CAPITALS = re.compile(r"[A-Z][\w-]*(?: (?:of |the |and )?[A-Z][\w-]*)+")
_PARTS = re.compile(r"[,;:.!?()]\s|\s(?:and|but|while|whereas|or|then|with)\s")
_SMALL = Role.COMMON | Role.SMALL | Role.NEGATES


def names_in(text: str) -> list[tuple[str, ...]]:
    """The names of several capitalised words in a text, each as its words."""
    return [words_of(match[0]) for match in _CAPITALS.finditer(text)]


def line(text: str, ask: str, terms: Terms) -> Line:
    """The content words of an answer, those of the question weighing little."""
    words = words_of(text)
    reader = _Line(words, frozenset(base(word, terms.lexicon) for word in words_of(ask)), terms)
    names, initials = _names(text, reader, terms)
    kept = {key: w for key, w in reader.wanted().items() if key not in initials}
    order = list(kept)
    wanted = tuple(kept.values()) or tuple(Wanted(terms.element((word,), Mode.EXACT), 1.0) for word in words)
    if all(w.asked for w in wanted):
        wanted = tuple(replace(w, weight=1.0) for w in wanted)
    placed = [
        Name(tuple(order.index(k) for k in keys), bit) for keys, bit in names if set(keys) <= set(order)
    ]
    for keys, bit in _terms(reader, terms):
        if set(keys) <= set(order):
            placed.append(Name(tuple(order.index(k) for k in keys), bit, loose=True))
    numbers = any(w.element.word[:1].isdigit() and not w.asked for w in wanted)
    return Line(
        wanted, sum(w.weight for w in wanted), text, tuple(placed), _clauses(text, order, reader), numbers
    )


class _Line:
    """The words of one answer as wanted words, keyed by their base form."""

    def __init__(self, words: tuple[str, ...], asked: frozenset[str], terms: Terms) -> None:
        self.words, self.asked, self.terms = words, asked, terms
        self.own = frozenset(self.base(word) for word in words)

    def base(self, word: str) -> str:
        return base(word, self.terms.lexicon)

    def wanted(self) -> dict[str, Wanted]:
        found: dict[str, Wanted] = {}
        skip = -1
        for at, word in enumerate(self.words):
            key = self.base(word)
            if at == skip or key in found or self.terms.lexicon.roles.get(word, Role.NONE) & _SMALL:
                continue
            pair = self.words[at : at + 2]
            if len(pair) == 2 and self.terms.lexicon.units.get(pair[1]) and word[0].isdigit():
                found[key] = self._weighed(pair, key)
                skip = at + 1
            else:
                found[key] = self._weighed((word,), key)
        return found

    def _weighed(self, words: tuple[str, ...], key: str) -> Wanted:
        element = self.terms.element(words, Mode.PLAIN, self.own)
        known = key in self.asked
        weight = ASKED_WEIGHT if known else NUMBER_WEIGHT if words[0][0].isdigit() else 1.0
        opposites = self.terms.lexicon.opposites.get(words[0], frozenset())
        choice = known and any(self.base(other) in self.asked for other in opposites)
        return Wanted(element, weight, False, known, choice)


def _names(
    text: str, reader: _Line, terms: Terms
) -> tuple[list[tuple[tuple[str, ...], int]], frozenset[str]]:
    """The names in an answer with the bits of their initials, and the initials that it gives itself."""
    names, given = [], set()
    for match in _CAPITALS.finditer(text):
        words = [w for w in words_of(match[0]) if not terms.lexicon.roles.get(w, Role.NONE) & _SMALL]
        keys = tuple(dict.fromkeys(reader.base(word) for word in words))
        if len(keys) < NAME_WORDS or len(keys) != len(words):
            continue
        initials = "".join(word[0] for word in words)
        asked = reader.base(initials) in reader.asked
        if initials in reader.words:
            given.add(reader.base(initials))
        names.append((keys, 0 if asked else terms.bit([Spec(initials, tolerant=False)])))
    return names, frozenset(given)


def _clauses(text: str, order: list[str], reader: _Line) -> tuple[int, ...]:
    """For each wanted word the number of the one part it stands in; nothing where there is but one part."""
    parts = [{reader.base(word) for word in words_of(part)} for part in _PARTS.split(text)]
    parts = [part for part in parts if part & set(order)]
    if len(parts) < 2:
        return ()
    homes = [[n for n, part in enumerate(parts) if key in part] for key in order]
    return tuple(home[0] if len(home) == 1 else -1 for home in homes)


def _terms(reader: _Line, terms: Terms) -> list[tuple[tuple[str, ...], int]]:
    """Terms of several words that have another, single word: "true positives" is TP as well."""
    found = []
    for size in (4, 3, 2):
        for at in range(len(reader.words) - size + 1):
            words = reader.words[at : at + size]
            shorts = [
                Spec(other[0], tolerant=False) for other in terms.others(words, reader.own) if len(other) == 1
            ]
            if shorts:
                found.append((tuple(reader.base(word) for word in words), terms.bit(shorts)))
    return found


def polarized(card: Compiled) -> Compiled:
    """The card with the words marked that its own answers deny."""
    return replace(card, lines=tuple(_polarized(each, card) for each in card.lines))


def _polarized(each: Line, card: Compiled) -> Line:
    reading = Reading(card, each.text)
    denied = reading.denied
    if denied is None:
        return each
    return replace(each, wanted=tuple(replace(w, denied=_denied(w, reading, denied)) for w in each.wanted))


def _denied(wanted: Wanted, reading: Reading, denied: bytearray) -> bool:
    places = reading.places(wanted.element)
    return bool(places) and all(denied[first] for first, _ in places)
