"""The shipped word lists as one frozen value: what the grader knows of the language and of the trade."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag


class Role(IntFlag):
    """What a word does to the words around it; a word may have several roles."""

    NONE = 0
    COMMON = 1  # says nothing by itself: "the", "of", "is"
    NEGATES = 2  # what follows is denied: "not", "never", "no"
    ENDS = 4  # a denial reaches no further: "but", "because"
    COMMA = 8
    STOP = 16  # the end of a statement
    AND = 32
    OR = 64
    INSTEAD = 128  # "instead", "rather": denies with "of" or "than"
    DENIED = 256  # a verb that a denial falls on: "used", "needed": its subject is denied with it
    SHUNS = 512  # "avoid", "remove": denies like "not" unless the card itself says such a word
    NUMBER = 1024
    OPENS = 2048  # may be the first part of a word that was typed apart
    UNKNOWN = 4096  # "idk", "dunno"
    ASKED = 8192  # a word of the question
    LETS = 16384  # "only", "just": after it a denial does not deny ("not only")
    CONTRAST = 32768  # "while", "whereas": another statement begins
    SMALL = 131072  # may be left out of a pattern: "the", "of"
    BINDS = 262144  # ":" and "=": a pause that ties what follows to what stands before
    GLUED = 524288  # hangs on the word before it: "num_entity_vectors" is one word for the reach of "not"
    ADMITS = 1048576  # with nothing else beside it, says that one does not know: "forgot"
    KNOWS = 2097152  # says so when it is denied: "not sure", "no idea"
    ABSENT = 4194304  # a verb's predicate that denies its subject: "disabled", "unnecessary"
    BESIDE = 65536  # a word of the card's own: of its question, answer or points


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: `factor` of them make one of its dimension's base."""

    dimension: str
    factor: float


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything the grader reads besides the card, its deck's header and the answer."""

    roles: Mapping[str, int] = field(default_factory=dict)  # what a word does: some of Role, as bits
    forms: Mapping[str, str] = field(default_factory=dict)  # "chosen" -> "choose", "two" -> "2"
    chat: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "w" -> ("with",)
    groups: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]] = field(
        default_factory=dict
    )  # term -> what says the same
    everyday: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]] = field(
        default_factory=dict
    )  # the same for plain English: counts on one-line cards alone
    opposites: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # word -> the words that say the contrary
    units: Mapping[str, Unit] = field(default_factory=dict)
    known: frozenset[str] = frozenset()  # words that are nobody's typing mistake
