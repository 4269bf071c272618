"""Compiles a card with its deck's header and the lexicon into what an answer is compared with."""

from collections.abc import Iterable
from dataclasses import replace

from bot.core.lexicon import Lexicon, Role
from bot.core.model import MARKS, Card, Header, KeyPoint
from bot.core.rubric.calibrate import calibrated
from bot.core.rubric.claims import claims, leaves
from bot.core.rubric.forms import base
from bot.core.rubric.letters import Letters
from bot.core.rubric.line import NAME_WORDS, asks_several, line, names_in, polarized
from bot.core.rubric.syntax import Node, PatternError, folded, parse_pattern, words_of
from bot.core.rubric.terms import Terms
from bot.core.rubric.values import Claim, Compiled, Element, Measure, Point, Spoiler
from bot.core.rubric.words import WordTable

Where = tuple[str | int, ...]
_SHUNS, _COMMON = int(Role.SHUNS), int(Role.COMMON)


def compile(card: Card, header: Header, lexicon: Lexicon) -> Compiled:
    """The card ready to grade by. Raises PatternError with the path of the pattern at fault."""
    compiled = _compiled(card, header, lexicon)
    return polarized(compiled) if compiled.lines else calibrated(compiled)


def _compiled(card: Card, header: Header, lexicon: Lexicon) -> Compiled:
    rubric = card.rubric
    asking, answering, patterns = words_of(card.ask), words_of(card.answer), _pattern_words(card)
    asked = frozenset(base(word, lexicon) for word in asking)
    own = frozenset(base(word, lexicon) for word in {*answering, *patterns})
    terms = Terms(header, lexicon, asked, everyday=not rubric.points)
    names = frozenset(names_in(card.answer))
    points = tuple(_named(_point(p, place, terms, own), names) for place, p in enumerate(rubric.points))
    measure = _measure(card, terms)
    texts = () if points or measure else (card.answer, *rubric.accept)
    letters = Letters(texts)
    lines = tuple(line(text, card.ask, terms, letters) for text in texts)
    voids = enumerate(rubric.voids)
    spoilers = tuple(Spoiler(_read(v.pattern, ("not", n), terms, own), v.cap) for n, v in voids)
    named = enumerate(rubric.rivals)
    rivals = tuple(c for n, rival in named for c in _read(rival, ("rivals", n), terms, own))
    subjects = tuple(dict.fromkeys(point.of for point in points if point.of))
    return Compiled(
        card=card,
        lexicon=lexicon,
        table=WordTable(lexicon, terms.masks(), own | asked, asked, terms.known),
        points=points,
        need=min(rubric.need, len(points)) or len(points),
        spoilers=spoilers,
        rivals=rivals,
        lines=lines,
        letters=letters,
        asks_several=asks_several(card.ask),
        measure=measure,
        mark=MARKS[rubric.strict or header.strict],
        accepted=frozenset(folded(text) for text in rubric.accept),
        rejected=frozenset(folded(text) for text in rubric.reject),
        asked=asked,
        echoes=_content(answering, lexicon) <= _content(asking, lexicon),
        shuns=any(lexicon.roles.get(word, 0) & _SHUNS for word in (*answering, *asking, *patterns)),
        length=len(answering),
        subjects=subjects,
        valued=_valued(points, subjects),
    )


def _valued(
    points: tuple[Point, ...], subjects: tuple[tuple[Claim, ...], ...]
) -> tuple[tuple[Element, int], ...]:
    """Every element of the points that are said of something, with those subjects as bits."""
    found: dict[Element, int] = {}
    for point in points:
        if point.of:
            for claim in point.claims:
                for element in claim.elements:
                    found[element] = found.get(element, 0) | 1 << subjects.index(point.of)
    return tuple(found.items())


def _content(words: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    return frozenset(base(w, lexicon) for w in words if not lexicon.roles.get(w, 0) & _COMMON)


def _pattern_words(card: Card) -> list[str]:
    """The words of all of a card's points."""
    trees = [_tree(point.pattern, ("points", n, "is")) for n, point in enumerate(card.rubric.points)]
    return [word for tree in trees for leaf in leaves(tree) for word in leaf.words]


def _tree(text: str, where: Where) -> Node:
    try:
        return parse_pattern(text)
    except PatternError as fault:
        raise PatternError(fault.offset, fault.code, fault.text, where) from None


def _read(text: str, where: Where, terms: Terms, own: frozenset[str]) -> tuple[Claim, ...]:
    try:
        return claims(parse_pattern(text), terms, own, text)
    except PatternError as fault:
        raise PatternError(fault.offset, fault.code, fault.text, where) from None


def _named(point: Point, names: frozenset[tuple[str, ...]]) -> Point:
    return (
        replace(point, claims=tuple(_in_name_order(claim, names) for claim in point.claims))
        if names
        else point
    )


def _in_name_order(claim: Claim, names: frozenset[tuple[str, ...]]) -> Claim:
    """A claim that is a name of the model answer wants its words in the name's order."""
    words = tuple(word for element in claim.elements for word in element.word.split())
    if len(claim.steps) != 1 or len(claim.elements) < NAME_WORDS or words not in names:
        return claim
    return Claim(tuple((element,) for element in claim.elements), claim.denied)


def _point(point: KeyPoint, place: int, terms: Terms, own: frozenset[str]) -> Point:
    path: Where = ("points", place)
    return Point(
        label=point.label or point.pattern.split("|")[0].strip(),
        claims=_read(point.pattern, (*path, "is"), terms, own),
        weight=point.weight,
        must=point.must,
        of=_read(point.of, (*path, "of"), terms, own) if point.of else (),
        contrary=_read(point.contrary, (*path, "not"), terms, own) if point.contrary else (),
    )


def _measure(card: Card, terms: Terms) -> Measure | None:
    wanted = card.rubric.number
    return terms.measure(wanted.value, wanted.unit, wanted.within) if wanted else None
