"""Compiles the answer of a one-line card into weighted words."""

import re
from dataclasses import replace

from bot.core.lexicon import Role
from bot.core.rubric.forms import Spec, base
from bot.core.rubric.letters import Letters
from bot.core.rubric.reading import Reading
from bot.core.rubric.syntax import Mode, words_of
from bot.core.rubric.terms import Terms
from bot.core.rubric.values import Compiled, Line, Name, Wanted

ASKED_WEIGHT = 0.35  # what a word of the question weighs beside a new one
NUMBER_WEIGHT = 2.0
NAME_WORDS = 3  # from so many capitalised words on a name counts as one thing
BRIEF = 3  # an answer of so many words is hardly more than a name
_CAPITALS = re.compile(r"[A-Z][\w-]*(?: (?:of |the |and )?[A-Z][\w-]*)+")
_STATEMENTS = re.compile(r"[;:.!?]\s|\s(?:but|while|whereas|then)\s")
_JOINTS = re.compile(
    r"[.;:!?(),]+\s*|\s(?:and|but|while|whereas|or|then|with|so|because|when|if|since|than)\s"
)
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_SEVERAL = re.compile(r"\b(?:and|two|three|four|five|both|each|[2-9])\b|;", re.IGNORECASE)
_SMALL = int(Role.COMMON | Role.SMALL | Role.NEGATES)


def names_in(text: str) -> list[tuple[str, ...]]:
    """The names of several capitalised words in a text, each as its words."""
    return [words_of(match[0]) for match in _CAPITALS.finditer(text)]


def line(text: str, ask: str, terms: Terms, letters: Letters) -> Line:
    """The content words of an answer, those of the question weighing little."""
    words = words_of(text)
    reader = _Line(words, frozenset(base(word, terms.lexicon) for word in words_of(ask)), terms)
    names, initials = _names(text, reader, terms)
    kept = {key: w for key, w in reader.wanted().items() if key not in initials}
    order = list(kept)
    wanted = tuple(kept.values()) or tuple(
        Wanted(terms.element(terms.sought((word,), Mode.EXACT)), 1.0) for word in words
    )
    if all(w.asked for w in wanted):
        wanted = tuple(replace(w, weight=1.0) for w in wanted)
    placed = [
        Name(tuple(order.index(k) for k in keys), bit, loose)
        for keys, bit, loose in names
        if set(keys) <= set(order)
    ]
    for keys, bit in _terms(reader, terms):
        if set(keys) <= set(order):
            placed.append(Name(tuple(order.index(k) for k in keys), bit, loose=True))
    numbers = any(w.element.word[:1].isdigit() and not w.asked for w in wanted)
    gates = tuple(each.element.possible | each.element.alone for each in wanted)
    return Line(
        wanted,
        sum(w.weight for w in wanted),
        text,
        tuple(placed),
        _clauses(text, order, reader),
        numbers,
        _parts(text, order, wanted, reader),
        letters.of(text),
        _bits(wanted),
        gates,
        _reach(gates, placed),
        len(words) <= BRIEF,
    )


def asks_several(ask: str) -> bool:
    """Whether the question wants more than one thing: "name two", "… and …", "both"."""
    sentences = [part for part in _SENTENCES.split(ask.strip()) if part]
    return bool(sentences) and bool(_SEVERAL.search(sentences[-1]))


def _bits(wanted: tuple[Wanted, ...]) -> int:
    """Every term that one of the words stands for."""
    bits = 0
    for each in wanted:
        bits |= each.element.bit
        for phrase in each.element.phrases:
            for bit in phrase:
                bits |= bit
    return bits


def _reach(gates: tuple[int, ...], names: list[Name]) -> int:
    """The terms one of which an answer must say to say anything of these words."""
    reach = 0
    for gate in gates:
        reach |= gate
    for name in names:
        reach |= name.initials
    return reach


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
            if at == skip or key in found or self.terms.lexicon.roles.get(word, 0) & _SMALL:
                continue
            pair = self.words[at : at + 2]
            if len(pair) == 2 and self.terms.lexicon.units.get(pair[1]) and word[0].isdigit():
                found[key] = self._weighed(pair, key)
                skip = at + 1
            else:
                found[key] = self._weighed((word,), key)
        return found

    def _weighed(self, words: tuple[str, ...], key: str) -> Wanted:
        element = self.terms.element(self.terms.sought(words, Mode.PLAIN, self.own))
        known = key in self.asked
        weight = ASKED_WEIGHT if known else NUMBER_WEIGHT if words[0][0].isdigit() else 1.0
        opposites = self.terms.lexicon.opposites.get(words[0], frozenset())
        choice = known and any(self.base(other) in self.asked for other in opposites)
        return Wanted(element, weight, asked=known, choice=choice)


def _names(
    text: str, reader: _Line, terms: Terms
) -> tuple[list[tuple[tuple[str, ...], int, bool]], frozenset[str]]:
    """The names in an answer with the bits of their initials, which are loose; and the initials given."""
    names: list[tuple[tuple[str, ...], int, bool]] = []
    given: set[str] = set()
    for match in _CAPITALS.finditer(text):
        words = [w for w in words_of(match[0]) if not terms.lexicon.roles.get(w, 0) & _SMALL]
        keys = tuple(dict.fromkeys(reader.base(word) for word in words))
        if len(keys) < 2 or len(keys) != len(words):
            continue
        initials = _initials(words, keys)
        if any(each in reader.words for each in initials):
            given |= {reader.base(each) for each in initials}
        asked = any(reader.base(each) in reader.asked for each in initials)
        bit = 0 if asked else terms.bit([Spec(each, tolerant=False) for each in initials])
        names.append((keys, bit, len(keys) < NAME_WORDS))
    return names, frozenset(given)


def _initials(words: list[str], keys: tuple[str, ...]) -> tuple[str, ...]:
    """A name's first letters, with a number as it stands: WWII and WW2 for World War II."""
    ways = (
        (word, key) if key[0].isdigit() else (word[0],) * 2 for word, key in zip(words, keys, strict=True)
    )
    written, counted = zip(*ways, strict=True)
    return tuple(dict.fromkeys(("".join(written), "".join(counted))))


def _clauses(text: str, order: list[str], reader: _Line) -> tuple[int, ...]:
    """For each wanted word the number of the one part it stands in; nothing where there is but one part."""
    parts = [{reader.base(word) for word in words_of(part)} for part in _STATEMENTS.split(text)]
    parts = [part for part in parts if part & set(order)]
    if len(parts) < 2:
        return ()
    homes = [[n for n, part in enumerate(parts) if key in part] for key in order]
    return tuple(home[0] if len(home) == 1 else -1 for home in homes)


def _parts(
    text: str, order: list[str], wanted: tuple[Wanted, ...], reader: _Line
) -> tuple[tuple[tuple[tuple[int, float], ...], float], ...]:
    """The wanted words with their weights part by part, without the parts that say next to nothing new."""
    found = []
    place = {key: n for n, key in enumerate(order)}
    for part in _JOINTS.split(text):
        words = sorted({place[key] for word in words_of(part) if (key := reader.base(word)) in place})
        total = sum(wanted[n].weight for n in words)
        if total >= 1:
            found.append((tuple((n, wanted[n].weight) for n in words), total))
    return tuple(found) if len(found) > 1 else ()


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
    denied, falls = reading.denied, reading.stressed()
    if denied is None or falls is None:
        return each
    return replace(
        each,
        wanted=tuple(
            replace(w, denied=_all(w, reading, denied), stressed=_all(w, reading, falls)) for w in each.wanted
        ),
    )


def _all(wanted: Wanted, reading: Reading, flags: bytearray) -> bool:
    places = reading.places(wanted.element)
    return bool(places) and all(flags[first] for first, _ in places)
