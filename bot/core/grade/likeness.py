"""How like an accepted answer an answer is, as the share of people who would call it right.

A few signals, each between nothing and all, are weighed and added up; the logistic curve turns the sum
into a score that is .5 where as many people would call the answer right as wrong. The weights come from
a logistic regression on answers with people's labels; a signal that speaks for an answer weighs nothing or
more and one that speaks against it nothing or less, so that no wording gains by what is wrong with it.
"""

from collections.abc import Container
from math import exp
from operator import mul
from typing import NamedTuple

from bot.core.grade.cover import Cover
from bot.core.lexicon import Role
from bot.core.rubric.reading import Reading
from bot.core.rubric.values import Line

_IDLE = int(Role.COMMON | Role.SMALL | Role.NEGATES | Role.ASKED)
UNTOUCHED = 0.2  # a part of the accepted answer of which less is said is missing
NEARLY = -0.3  # the most where a name is broken
REPLACED = 0.5  # a brief answer of which so much or less is the card's says another thing
WHOLE = 1.0  # the least sum where every word is said and none turned round


class Signals(NamedTuple):
    """What speaks for and against an answer."""

    covered: float  # share of the accepted answer's words, by weight
    letters: float  # share of its letter triples: forms of a word that no list knows
    own: float  # share of the answer's own words that are the accepted answer's
    turned: float  # words denied or replaced by their opposite, two at most
    missing: float  # several things are asked for, and one part is not touched


class Weights(NamedTuple):
    """What each signal counts, and where the sum begins."""

    signals: Signals
    start: float


ONE = Weights(  # with one accepted answer, which people say in words of their own: how much of it is said
    Signals(covered=3.8, letters=0.0, own=0.0, turned=-1.1, missing=-0.45), start=-1.5
)
SEVERAL = Weights(  # with several, of which people come near to one
    Signals(covered=1.8, letters=3.9, own=1.6, turned=-2.4, missing=0.0), start=-4.5
)
ENOUGH = 3  # from so many accepted answers on the weights for several count alone


class Words(NamedTuple):
    """What an answer consists of, whatever it is compared with."""

    own: list[int]  # the terms of each word that is neither small nor the question's
    letters: int


def words_of(reading: Reading) -> Words:
    """An answer's own words and its letters."""
    own: list[int] = []
    letters = 0
    triples = reading.card.letters
    for mask, roles, word, _, _ in reading.tokens:
        letters |= triples[word]
        if not roles & _IDLE and (mask or word.isalnum()):
            own.append(mask)
    return Words(own, letters)


def signals(line: Line, cover: Cover, words: Words, several: bool) -> Signals:
    """What speaks for and against an answer, beside one accepted answer.

    `several`: the question wants more than one thing.
    """
    said, bits = cover.said, line.bits
    mine = len([mask for mask in words.own if mask & bits])
    return Signals(
        min(1.0, max(0.0, cover.good / line.total)) if line.total else 0.0,
        (words.letters & line.letters).bit_count() / max(1, line.letters.bit_count()),
        mine / len(words.own) if words.own else 0.0,
        min(1.0, cover.slips / 2),
        float(several and _untouched(line, said)),
    )


def _untouched(line: Line, said: Container[int]) -> bool:
    """Whether one of its parts is not spoken of."""
    return any(sum([w for n, w in part if n in said]) < UNTOUCHED * total for part, total in line.parts)


def _lacks(line: Line, said: Container[int]) -> bool:
    """Whether a word that the question does not give is not said."""
    return any(n not in said and not wanted.asked for n, wanted in enumerate(line.wanted))


def likeness(found: Signals, accepted: int, cover: Cover, line: Line) -> float:
    """The score of an answer, beside one of so many accepted answers.

    Where several are listed one of them is nearly what people say, so that more of it is wanted.
    Where one is hardly more than a name, another thing said for a word of it is another name.
    """
    blend = min(1.0, (accepted - 1) / (ENOUGH - 1))
    score = (1 - blend) * _sum(ONE, found) if blend < 1 else 0.0
    score += blend * _sum(SEVERAL, found) if blend else 0.0
    if cover.broken or (line.brief and found.own <= REPLACED and _lacks(line, cover.said)):
        score = min(score, NEARLY)
    elif len(cover.said) == len(line.wanted) and not cover.slips:
        score = max(score, WHOLE)
    return 1 / (1 + exp(-score))


def _sum(weights: Weights, found: Signals) -> float:
    total: float = sum(map(mul, weights.signals, found))
    return weights.start + total
