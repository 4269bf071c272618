"""Turns the tree of a pattern into claims: what must be said together, alternative by alternative."""

from itertools import product
from typing import NamedTuple

from bot.core.lexicon import Role
from bot.core.rubric.syntax import Either, Every, Leaf, Mode, Node, PatternError, Sequence
from bot.core.rubric.terms import Sought, Terms
from bot.core.rubric.values import Claim

MOST_CLAIMS = 512
_NEGATES, _SLIGHT = int(Role.NEGATES), int(Role.NEGATES | Role.SMALL)


class _Draft(NamedTuple):
    steps: tuple[tuple[Sought, ...], ...] = ((),)
    denied: bool = False
    literal: tuple[str, ...] = ()  # small words that are meant where nothing else stands beside them


def claims(tree: Node, terms: Terms, own: frozenset[str], text: str) -> tuple[Claim, ...]:
    """The alternatives of a pattern. Raises PatternError where they are too many."""
    drafts = _drafts(tree, terms, own, text)
    kept: list[Claim] = []
    for draft in drafts:
        steps = tuple(step for step in draft.steps if step)
        if steps:
            kept.append(Claim(tuple(tuple(map(terms.element, step)) for step in steps), draft.denied))
        elif draft.literal:
            kept.append(_literal([(word,) for word in draft.literal], terms))
    if not kept:  # nothing but small words: then they are meant
        kept = [_literal([leaf.words for leaf in leaves(tree)], terms)]
    return tuple(dict.fromkeys(kept))


def _literal(several: list[tuple[str, ...]], terms: Terms) -> Claim:
    """The claim that these very words are said."""
    return Claim((tuple(terms.element(terms.sought(words, Mode.EXACT)) for words in several),))


def leaves(tree: Node) -> list[Leaf]:
    """Every leaf of a pattern, from left to right."""
    match tree:
        case Leaf():
            return [tree]
        case Either(parts) | Every(parts) | Sequence(parts):
            return [leaf for part in parts for leaf in (leaves(part) if type(part) is not Leaf else (part,))]


def _drafts(tree: Node, terms: Terms, own: frozenset[str], text: str) -> list[_Draft]:
    match tree:
        case Leaf():
            return [_leaf(tree, terms, own)]
        case Either(options):
            return _either(options, terms, own, text)
        case Every(parts):
            return _every(parts, terms, own, text)
        case Sequence(parts):
            combined = product(*(_drafts(part, terms, own, text) for part in parts))
            return _bounded(
                [
                    _Draft(tuple(s for d in way for s in d.steps), any(d.denied for d in way))
                    for way in combined
                ],
                text,
            )


def _leaf(leaf: Leaf, terms: Terms, own: frozenset[str]) -> _Draft:
    roles = terms.lexicon.roles
    if leaf.mode in (Mode.EXACT, Mode.PREFIX):
        return _Draft(((terms.sought(leaf.words, leaf.mode),),))
    does = [roles.get(word, 0) for word in leaf.words]
    denied = any(role & _NEGATES for role in does)
    kept = tuple([word for word, role in zip(leaf.words, does, strict=True) if not role & _SLIGHT])
    if leaf.mode is Mode.PHRASE and len(kept) == 1 < len(leaf.words) and not denied:
        kept = leaf.words  # "yes they" is no "yes"
    if not kept:
        return _Draft(denied=denied, literal=leaf.words)
    return _Draft(((terms.sought(kept, leaf.mode, own),),), denied)


def _either(options: tuple[Node, ...], terms: Terms, own: frozenset[str], text: str) -> list[_Draft]:
    """Options that are one element each become one element together.

    `(find | detect) object` is one claim, not two.
    """
    drafts = [_meant(draft, terms) for option in options for draft in _drafts(option, terms, own, text)]
    single: list[_Draft] = []
    rest: list[_Draft] = []
    for draft in drafts:
        lone = not draft.denied and len(draft.steps) == 1 == len(draft.steps[0])
        (single if lone else rest).append(draft)
    if len(single) > 1:
        single = [_Draft(((terms.joined([d.steps[0][0] for d in single]),),))]
    return single + rest


def _meant(draft: _Draft, terms: Terms) -> _Draft:
    """An option that is nothing but small words: those are meant, else the whole group could be left out."""
    if draft.denied or not draft.literal or any(draft.steps):
        return draft
    return _Draft((tuple(terms.sought((word,), Mode.EXACT) for word in draft.literal),))


def _every(parts: tuple[Node, ...], terms: Terms, own: frozenset[str], text: str) -> list[_Draft]:
    parts = _measured(parts, terms)
    ways = [[_drafts(part, terms, own, text) for part in parts]]
    ways += [
        [*ways[0][:start], [_Draft(((name,),))], *ways[0][end:]]
        for start, end, name in _terms_within(parts, terms, own)
    ]
    found: list[_Draft] = []
    for way in ways:
        size = 1
        for choices in way:
            size *= len(choices)
        if size > MOST_CLAIMS:
            raise PatternError(0, "too-many-alternatives", text)
        found += [_together(drafts) for drafts in product(*way)]
    return _bounded(found, text)


def _measured(parts: tuple[Node, ...], terms: Terms) -> tuple[Node, ...]:
    """A number and its unit written apart belong together."""
    found: list[Node] = []
    for part in parts:
        before = found[-1] if found else None
        if (
            isinstance(part, Leaf)
            and isinstance(before, Leaf)
            and part.mode is Mode.PLAIN
            and before.mode is Mode.PLAIN
        ):
            number, unit = before.words, part.words
            if (
                len(number) == len(unit) == 1
                and terms.measure(number[0], unit[0])
                and unit[0] in terms.lexicon.units
            ):
                found[-1] = Leaf((*number, *unit), Mode.PLAIN, before.at)
                continue
        found.append(part)
    return tuple(found)


def _terms_within(
    parts: tuple[Node, ...], terms: Terms, own: frozenset[str]
) -> list[tuple[int, int, Sought]]:
    """Runs of plain words that have another name as a whole, such as an abbreviation."""
    found = []
    for start in range(len(parts)):
        for end in range(start + 2, min(start + 6, len(parts)) + 1):
            run = parts[start:end]
            if not all(isinstance(part, Leaf) and part.mode is Mode.PLAIN for part in run):
                break
            words = tuple(word for part in run if isinstance(part, Leaf) for word in part.words)
            others = terms.others(words, own)
            if others:
                found.append(
                    (start, end, terms.joined([terms.sought(other, Mode.PHRASE) for other in others]))
                )
    return found


def _together(drafts: tuple[_Draft, ...]) -> _Draft:
    steps: list[tuple[Sought, ...]] = [()]
    for draft in drafts:
        steps[-1] = steps[-1] + draft.steps[0]
        steps += draft.steps[1:]
    literal = tuple(word for draft in drafts for word in draft.literal)
    return _Draft(tuple(steps), any(draft.denied for draft in drafts), literal)


def _bounded(drafts: list[_Draft], text: str) -> list[_Draft]:
    if len(drafts) > MOST_CLAIMS:
        raise PatternError(0, "too-many-alternatives", text)
    return drafts
