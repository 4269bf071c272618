"""What people took for the right answer: other terms of the deck that stand in answers that missed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.core import rubric
from bot.core.grade.inspect import met_by
from bot.core.lexicon import Lexicon, Role
from bot.core.model import Card, Deck, Header, KeyPoint, Rubric
from bot.core.rubric.syntax import folded, words_of
from bot.core.ruling import label

TOGETHER = 3  # people, before what they mixed up is told to anybody
TOLD = 3  # terms at most
LONGEST = 4  # words of a term
MOST = 48  # terms that are looked for
STEM = 4  # letters by which a term may stand in an answer at all
_SMALL = int(Role.COMMON | Role.SMALL | Role.NEGATES | Role.AND | Role.OR | Role.UNKNOWN | Role.ADMITS)
_SYNTAX = frozenset('|()<>"=*')


def mistaken(
    card: Card, header: Header, deck: Deck | None, lexicon: Lexicon, texts: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """The deck's terms that three people or more named in place of the answer, most people first.

    `texts` hold one answer a person. Terms are the deck's own: rivals, topics, other cards' points, answers.
    """
    if len(texts) < TOGETHER:
        return ()
    known = {folded(term): term for term in reversed([*_terms(card, header, deck)])}
    named = (term for term in reversed(known.values()) if _tells(term, lexicon))
    terms = [term for term in named if _may_stand(term, texts)][:MOST]
    if not terms:
        return ()
    points = tuple(KeyPoint(f'"{term}"', term) for term in terms)
    looked = Card("mistaken", card.deck, card.ask, card.answer, Rubric(points, need=1))
    try:
        compiled = rubric.compile(looked, header, lexicon)
    except rubric.PatternError:
        return ()
    right = {place for text in (card.ask, card.answer, *card.tries.right) for place in met_by(compiled, text)}
    counts = Counter(place for text in texts for place in met_by(compiled, text) if place not in right)
    found = [(terms[place], count) for place, count in counts.items() if count >= TOGETHER]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:TOLD])


def _terms(card: Card, header: Header, deck: Deck | None) -> Iterator[str]:
    """Everything that could be named instead, the nearest first."""
    own = {label(point).casefold() for point in card.rubric.points}
    found = (
        *(rival.split("|")[0] for rival in card.rubric.rivals),
        *(term for group in header.rivals for term in group),
        *(_of_others(card, deck) if deck else ()),
    )
    for term in found:
        plain = " ".join(term.strip(" .").split())
        if plain.casefold() not in own and _is_term(plain):
            yield plain


def _of_others(card: Card, deck: Deck) -> Iterator[str]:
    for topic in deck.header.topics:
        if topic.id != card.topic:
            yield topic.title
    for other in deck.cards:
        if other.id != card.id:
            yield from (label(point) for point in other.rubric.points)
            yield other.answer.removeprefix("The ").removeprefix("A ").removeprefix("An ")


def _is_term(text: str) -> bool:
    return bool(text) and not _SYNTAX & set(text) and 1 <= len(words_of(text)) <= LONGEST


def _tells(term: str, lexicon: Lexicon) -> bool:
    """Whether a term is more than a small or common word, as a bare "no" would be."""
    return any(not lexicon.roles.get(word, Role.NONE) & _SMALL for word in words_of(term))


def _may_stand(term: str, texts: Iterable[str]) -> bool:
    """A cheap look whether enough of the answers could hold the term at all."""
    stems = [word[:STEM] for word in words_of(term)]
    holding = (all(stem in text for stem in stems) for text in map(str.casefold, texts))
    return sum(holding) >= TOGETHER
