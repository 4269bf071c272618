"""Compiles the answer of a one-line card into weighted words."""

from bot.core.lexicon import Role
from bot.core.rubric.syntax import Mode, words_of
from bot.core.rubric.terms import Terms
from bot.core.rubric.values import Line, Wanted
from bot.core.rubric.words import base

ASKED_WEIGHT = 0.15  # what a word of the question weighs beside a new one


def line(text: str, ask: str, terms: Terms) -> Line:
    """The content words of an answer, those of the question weighing little."""
    roles = terms.lexicon.roles
    asked = {base(word, terms.lexicon) for word in words_of(ask)}
    wanted: dict[str, Wanted] = {}
    denied = False
    words = words_of(text)
    own = frozenset(base(word, terms.lexicon) for word in words)
    for word in words:
        role = roles.get(word, Role.NONE)
        if role & Role.NEGATES:
            denied = True
            continue
        if role & Role.ENDS:
            denied = False
        if role & Role.COMMON or base(word, terms.lexicon) in wanted:
            continue
        element = terms.element((word,), Mode.PLAIN, own)
        known = base(word, terms.lexicon) in asked
        wanted[base(word, terms.lexicon)] = Wanted(element, ASKED_WEIGHT if known else 1.0, denied, known)
    kept = tuple(wanted.values()) or tuple(
        Wanted(terms.element((word,), Mode.PLAIN, own), 1.0) for word in words
    )
    if kept and all(w.asked for w in kept):
        kept = tuple(Wanted(w.element, 1.0, w.denied, True) for w in kept)
    return Line(kept, sum(w.weight for w in kept), len(words))
