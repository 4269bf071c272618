"""The words that answers have beyond what a card knows: one, two or three together, as patterns."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from bot.core.lexicon import Lexicon, Role
from bot.core.model import KeyPoint
from bot.core.rubric import Compiled
from bot.core.rubric.forms import base
from bot.core.rubric.reading import Reading
from bot.core.rubric.syntax import words_of

_EMPTY = int(Role.COMMON | Role.SMALL | Role.NEGATES | Role.AND | Role.OR | Role.INSTEAD | Role.ENDS)
_UNTELLING = int(_EMPTY | Role.CONTRAST | Role.UNKNOWN | Role.ADMITS | Role.LETS)
_CUTS = int(Role.STOP | Role.COMMA)
_ASKED, _NUMBER = int(Role.ASKED), int(Role.NUMBER)
REACH = 3  # telling words from the first to the last of a phrase
AROUND = 4  # telling words on either side that show what a phrase speaks of
BRACKETED = 4  # words that one bracket holds at most


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word of an answer. `fresh`: neither the card nor its question has it."""

    base: str
    typed: str
    at: int
    part: int  # of the answer, cut at commas and full stops
    denied: bool
    fresh: bool
    number: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern with the answers that hold it, and the words that stand around it there."""

    pattern: str
    bases: tuple[str, ...]
    holders: frozenset[int]
    around: frozenset[str]
    gap: int  # words between its own, where they stand closest

    @property
    def size(self) -> int:
        return 2 if "(" in self.pattern else len(self.bases)


def words(compiled: Compiled, text: str) -> list[Word]:
    """The telling words of an answer in order."""
    reading = Reading(compiled, text)
    found: list[Word] = []
    part = 0
    for i, (mask, roles, key, _, _) in enumerate(reading.tokens):
        part += bool(roles & _CUTS)
        if key.isalnum() and len(key) > 1 and not roles & _UNTELLING:
            denied = bool(reading.denied and reading.denied[i])
            fresh = not mask and not roles & _ASKED
            root = base(key, compiled.lexicon)
            found.append(Word(root, key, i, part, denied, fresh, bool(roles & _NUMBER)))
    return found


def phrases(answers: Sequence[Sequence[Word]]) -> list[Phrase]:
    """Every phrase of these answers, and brackets of words that stand beside the same word."""
    typed = _spelled(answers)
    found: dict[tuple[bool, frozenset[str]], Phrase] = {}
    for n, said in enumerate(answers):
        for places in _places(said):
            bases = tuple(said[i].base for i in places)
            denied = said[places[0]].denied
            around = frozenset(
                word.base for word in said[max(0, places[0] - AROUND) : places[-1] + AROUND + 1]
            )
            gap = said[places[-1]].at - said[places[0]].at + 1 - len(places)
            pattern = " ".join((*(["not"] if denied else []), *(typed[root] for root in bases)))
            fresh = Phrase(pattern, bases, frozenset((n,)), around, gap)
            known = found.setdefault((denied, frozenset(bases)), fresh)
            found[denied, frozenset(bases)] = _joined(known, fresh)
    return [*found.values(), *_bracketed(list(found.values()), typed)]


def _joined(one: Phrase, other: Phrase) -> Phrase:
    return replace(
        one,
        holders=one.holders | other.holders,
        around=one.around | other.around,
        gap=min(one.gap, other.gap),
    )


def _places(said: Sequence[Word]) -> Iterator[tuple[int, ...]]:
    """Where phrases stand: a fresh word alone, or up to three close together of which one is fresh."""
    for first, word in enumerate(said):
        if word.fresh and not word.number:
            yield (first,)
        after = range(first + 1, min(first + REACH, len(said)))
        for rest in (some for size in (1, 2) for some in combinations(after, size)):
            chosen = [said[i] for i in (first, *rest)]
            distinct = len({one.base for one in chosen}) == len(chosen)
            together = len({(one.part, one.denied) for one in chosen}) == 1
            if distinct and together and any(one.fresh for one in chosen):
                yield (first, *rest)


def _spelled(answers: Sequence[Sequence[Word]]) -> dict[str, str]:
    """For each word the form that most people type, of those the shortest."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for said in answers:
        for word in said:
            forms[word.base][word.typed] += 1
    return {
        root: min(typed, key=lambda form: (-typed[form], len(form), form)) for root, typed in forms.items()
    }


def _bracketed(found: Sequence[Phrase], typed: Mapping[str, str]) -> Iterator[Phrase]:
    """`(shake | wobble) picture`, where each of the words brings answers that the others lack."""
    beside: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in found:
        if phrase.size == 2 and not phrase.pattern.startswith("not "):
            for root in phrase.bases:
                beside[root].append(phrase)
    for root in sorted(beside):
        chosen: list[Phrase] = []
        held: frozenset[int] = frozenset()
        for phrase in sorted(beside[root], key=lambda one: (-len(one.holders), one.pattern)):
            if phrase.holders - held and len(chosen) < BRACKETED:
                chosen.append(phrase)
                held |= phrase.holders
        if len(chosen) > 1:
            partners = [next(b for b in phrase.bases if b != root) for phrase in chosen]
            options = " | ".join(sorted(typed[b] for b in partners))
            near = frozenset[str]().union(*(phrase.around for phrase in chosen))
            gap = max(phrase.gap for phrase in chosen)
            yield Phrase(f"({options}) {typed[root]}", (root, *partners), held, near, gap)


def spoken_of(point: KeyPoint, compiled: Compiled) -> frozenset[str]:
    """The telling words of a point's own texts: what stands near them in an answer is likely said of it."""
    own = words_of(f"{point.pattern} {point.label} {point.hint}")
    return _telling(own, compiled.lexicon) - compiled.asked


def _telling(some: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    return frozenset(base(word, lexicon) for word in some if not lexicon.roles.get(word, 0) & _UNTELLING)


def rarity(texts: Sequence[str], lexicon: Lexicon) -> Counter[str]:
    """In how many of a deck's texts each word stands, itself or by a word that says the same."""
    counts: Counter[str] = Counter()
    for text in texts:
        own = set(words_of(text))
        same = {term[0] for word in own for term in lexicon.groups.get((word,), ()) if len(term) == 1}
        counts.update({base(word, lexicon) for word in own | same})
    return counts
