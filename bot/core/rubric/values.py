"""What a card is once compiled: claims over bits, ready to be compared with an answer."""

from dataclasses import dataclass, field

from bot.core.lexicon import Lexicon
from bot.core.model import Card
from bot.core.rubric.letters import Letters
from bot.core.rubric.words import WordTable


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a unit, in its dimension's base."""

    dimension: str
    value: float
    within: float = 0.0


@dataclass(frozen=True, slots=True)
class Element:
    """One thing to be found: any word with `bit`, or one of the phrases, or a measure.

    `contrary` says its opposite.
    """

    bit: int
    phrases: tuple[tuple[int, ...], ...] = ()
    measures: tuple[Measure, ...] = ()
    contrary: int = 0
    alone: int = 0  # the opposites that count even where nothing else of the claim is said
    word: str = ""
    single: bool = field(init=False, compare=False)  # one word says it all
    key: int = field(init=False, compare=False)  # what a reading remembers its places by

    def __post_init__(self) -> None:
        single = not self.phrases and not self.measures
        object.__setattr__(self, "single", single)
        object.__setattr__(self, "key", self.bit if single else -id(self))

    @property
    def possible(self) -> int:
        """The terms one of which must be said for this element to be; -1 where a number is wanted."""
        if self.measures:
            return -1
        mask = self.bit
        for phrase in self.phrases:
            mask |= phrase[0]
        return mask


@dataclass(frozen=True, slots=True)
class Claim:
    """Elements that must be said together; `steps` more than one: in this order..

    `denied`: it must be said in the negative.
    """

    steps: tuple[tuple[Element, ...], ...]
    denied: bool = False
    elements: tuple[Element, ...] = field(init=False, compare=False)
    lone: Element | None = field(init=False, compare=False)  # its element, where it has but one
    needs: tuple[int, ...] = field(
        init=False, compare=False
    )  # for each element the terms that make it possible
    turned: tuple[tuple[Element, Element], ...] = field(
        init=False, compare=False
    )  # elements with an opposite, and that
    turns: int = field(init=False, compare=False)  # the terms that turn it round
    gate: int = field(init=False, compare=False)  # without any of these it is neither said nor turned round

    def __post_init__(self) -> None:
        elements = tuple(element for step in self.steps for element in step)
        several = len(elements) > 1
        opposites = [(element, element.contrary if several else element.alone) for element in elements]
        turned = tuple((element, Element(bit)) for element, bit in opposites if bit)
        turns = 0
        for _, opposite in turned:
            turns |= opposite.bit
        object.__setattr__(self, "elements", elements)
        object.__setattr__(self, "lone", None if several else elements[0])
        object.__setattr__(self, "needs", tuple(element.possible for element in elements))
        object.__setattr__(self, "turned", turned)
        object.__setattr__(self, "turns", turns)
        object.__setattr__(self, "gate", -1 if -1 in self.needs else min(self.needs, default=0) | turns)


@dataclass(frozen=True, slots=True)
class Point:
    """A key point: any of its claims hits it; any of `contrary` contradicts it.

    `of` is what it must be said of.
    """

    label: str
    claims: tuple[Claim, ...]
    weight: int = 1
    must: bool = False
    of: tuple[Claim, ...] = ()
    contrary: tuple[Claim, ...] = ()
    forgives: frozenset[str] = frozenset()  # contradictions that the card's own answers would run into


@dataclass(frozen=True, slots=True)
class Spoiler:
    claims: tuple[Claim, ...]
    cap: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of a one-line card's answer, what it weighs, and whether the answer denies it."""

    element: Element
    weight: float
    denied: bool = False
    stressed: bool = False  # the answer's denial falls on this very word
    asked: bool = False
    choice: bool = False  # the question offers its opposite as well: naming both is no answer


@dataclass(frozen=True, slots=True)
class Name:
    """A name of several words: their places among the wanted words, and the bit of its initials."""

    words: tuple[int, ...]
    initials: int = 0
    loose: bool = False  # its words count one by one as well


@dataclass(frozen=True, slots=True)
class Line:
    """A one-line card's answer (or an accepted one) as weighted words."""

    wanted: tuple[Wanted, ...]
    total: float
    text: str
    names: tuple[Name, ...] = ()
    clauses: tuple[
        int, ...
    ] = ()  # for each wanted word the part of the answer it alone stands in; -1: in several
    numbers: bool = False  # it gives a number: another one in its place is wrong
    parts: tuple[
        tuple[tuple[tuple[int, float], ...], float], ...
    ] = ()  # part by part of the answer the places and weights of its wanted words, and their sum
    letters: int = 0  # the letter triples of its words
    bits: int = 0  # every term that one of its words stands for
    gates: tuple[
        int, ...
    ] = ()  # for each wanted word the terms that say it or its opposite; -1: not to be told
    reach: int = -1  # all of these, and the initials of its names
    brief: bool = False  # hardly more than a name: none of its words can be spared for another


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A card ready to grade by; the word table fills as answers come and is bounded."""

    card: Card
    lexicon: Lexicon
    table: WordTable
    points: tuple[Point, ...] = ()
    need: int = 0
    spoilers: tuple[Spoiler, ...] = ()
    rivals: tuple[Claim, ...] = ()
    lines: tuple[Line, ...] = ()
    letters: Letters = field(default_factory=Letters)  # of its lines
    asks_several: bool = False
    measure: Measure | None = None
    mark: float = 0.5
    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    echoes: bool = False  # the right answer is made of the question's words: repeating those is no fault then
    shuns: bool = False  # the card itself says "avoid" and its like: they deny nothing then
    length: int = 0
    subjects: tuple[tuple[Claim, ...], ...] = ()  # what its points are said of, where it compares
    valued: tuple[tuple[Element, int], ...] = ()  # what is said of them, each with its subjects as bits
