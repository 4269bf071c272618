"""Finds the alternatives that help most: each tried on the whole card before it is proposed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.core import rubric
from bot.core.grade import grade
from bot.core.lexicon import Lexicon
from bot.core.model import Card, Deck, Grade, Verdict
from bot.core.rubric import Compiled, PatternError
from bot.core.rubric.reasons import Reason
from bot.core.ruling import label, with_alternative
from bot.core.suggest.effect import Case, beside, effect_on, hits
from bot.core.suggest.phrases import Phrase, Word, phrases, rarity, spoken_of, words
from bot.core.suggest.values import Effect, Given, Proposal, people

MOST = 6  # proposals a card
TRIED = 40  # phrases that are tried for a point in each round; fewer where there are many answers
LEAST_TRIED = 6
GRADED = 8_000  # answers graded to that end
SEVERAL = 2  # people who typed alike, before an answer that nobody judged counts for something
LONGEST = 25  # words of an answer that is accepted as a whole
_TOO_COMMON = 0.05  # of the deck's cards that have a word, before it says too little alone
_NO_ANSWER = frozenset((Reason.NOTHING_SAID, Reason.UNKNOWN, Reason.ECHO, Reason.REJECTED))


@dataclass(frozen=True, slots=True)
class _Change:
    """A card changed in one place, and what that is good for."""

    card: Card
    point: int | None
    add: str
    effect: Effect
    rank: tuple[object, ...]
    guessed: bool = False


def proposals(card: Card, deck: Deck, lexicon: Lexicon, given: Sequence[Given]) -> tuple[Proposal, ...]:
    """The alternatives that these answers ask for, the most helpful first; those that harm come last."""
    if card.self_rated:
        return ()
    search = _Search(deck, lexicon, given)
    found: list[Proposal] = []
    while len(found) < MOST and (change := search.best(card, safe=True)) is not None:
        found.append(_proposal(change, found))
        card = change.card
    harmful = search.best(card, safe=False)
    return (*found, _proposal(harmful, found)) if harmful is not None else tuple(found)


def _proposal(change: _Change, before: Sequence[Proposal]) -> Proposal:
    """A change as it is told. What builds on a guess is one too: the other words of the same answers."""
    card, place, lifted = change.card, change.point, change.effect.lifted
    point = card.rubric.points[place] if place is not None else None
    doubtful = {one for proposal in before if proposal.guessed for one in proposal.effect.lifted}
    return Proposal(
        card=card.key,
        point=place,
        label=label(point) if point else "",
        add=change.add,
        effect=change.effect,
        judged=any(one.verdict is not None or one.points is not None for one in lifted),
        guessed=change.guessed or not doubtful.isdisjoint(lifted),
    )


class _Search:
    """One card's answers, looked through again after each alternative that was found."""

    def __init__(self, deck: Deck, lexicon: Lexicon, given: Sequence[Given]) -> None:
        self._given = given
        self._deck = deck
        self._compile = partial(rubric.compile, header=deck.header, lexicon=lexicon)
        self._rarity = rarity([f"{card.ask} {card.answer}" for card in deck.cards], lexicon)
        self._common = max(2, int(_TOO_COMMON * len(deck.cards)))

    def best(self, card: Card, *, safe: bool) -> _Change | None:
        """The change that helps most and harms nothing; `safe` off: one that harms no more than it helps."""
        compiled = self._compile(card)
        cases = [_case(one, grade(compiled, one.text), compiled) for one in self._given]
        tried = self._alternatives(compiled, cases) if compiled.points else self._whole(card, cases)
        for change in sorted(tried, key=lambda change: change.rank):
            whole = self._measured(compiled, change)
            if whole.safe is safe and (safe or whole.worse <= sum(whole.gain)):
                return replace(change, effect=whole)
        return None

    def _measured(self, old: Compiled, change: _Change) -> Effect:
        others = [card for card in self._deck.cards if card.id != old.card.id]
        return beside(change.effect, old, self._compile(change.card), others)

    def _alternatives(self, compiled: Compiled, cases: Sequence[Case]) -> Iterator[_Change]:
        said = [words(compiled, case.given.text) for case in cases]
        for place in range(len(compiled.points)):
            lacking = [n for n, case in enumerate(cases) if place in case.wanted]
            if lacking:
                yield from self._for_point(compiled, place, cases, said, lacking)

    def _for_point(
        self,
        compiled: Compiled,
        place: int,
        cases: Sequence[Case],
        said: Sequence[Sequence[Word]],
        lacking: Sequence[int],
    ) -> Iterator[_Change]:
        own = spoken_of(compiled.card.rubric.points[place], compiled)
        held = [cases[n] for n in lacking]
        candidates = [_Ranked(one, held, self._rarity, own) for one in phrases([said[n] for n in lacking])]
        telling = [one for one in candidates if self._tells(one.phrase)]
        for one in sorted(telling, key=_Ranked.promise)[: _tried(len(cases))]:
            changed = with_alternative(compiled.card, place, one.phrase.pattern)
            effect = self._try(changed, cases)
            if effect is not None and any(effect.gain):
                yield _Change(
                    changed, place, one.phrase.pattern, effect, (*_order(effect), *one.fitness()), one.guessed
                )

    def _try(self, changed: Card, cases: Sequence[Case]) -> Effect | None:
        try:
            return effect_on(self._compile(changed), cases)
        except PatternError:  # more alternatives than a point may have
            return None

    def _tells(self, phrase: Phrase) -> bool:
        """Whether a phrase says something in this deck: one of its words is not everywhere."""
        return any(self._rarity[root] <= self._common for root in phrase.bases)

    def _whole(self, card: Card, cases: Sequence[Case]) -> Iterator[_Change]:
        """For a card without points: an answer accepted as another model answer."""
        wanted = [case.given for case in cases if case.wanted and len(case.given.text.split()) <= LONGEST]
        for one in wanted:
            accepted = replace(card.rubric, accept=(*card.rubric.accept, one.text))
            changed = replace(card, rubric=accepted)
            effect = self._try(changed, cases)
            if effect is not None and effect.gained:
                rank = (*_order(effect), len(one.text.split()), one.text)
                yield _Change(changed, None, one.text, effect, rank)


def _tried(answers: int) -> int:
    return min(TRIED, max(LEAST_TRIED, GRADED // max(1, answers)))


def _order(effect: Effect) -> tuple[int, int, int]:
    gained, nearer = effect.gain
    return effect.worse, -gained, -nearer


class _Ranked:
    """A phrase with what speaks for it at one point."""

    def __init__(
        self, phrase: Phrase, cases: Sequence[Case], rarity: Counter[str], own: frozenset[str]
    ) -> None:
        holding = [cases[n] for n in phrase.holders]
        self.phrase = phrase
        self.weight = sum(case.given.count / len(case.wanted) for case in holding)
        self.several = people(tuple(case.given for case in holding)) > 1
        self.rare = max(rarity[root] for root in phrase.bases)
        self.kin = len(phrase.around & own)
        self.guessed = not self.kin and all(len(case.wanted) > 1 for case in holding)

    def promise(self) -> tuple[object, ...]:
        return (-self.weight, *self.fitness())

    def fitness(self) -> tuple[object, ...]:
        """What decides between phrases that do the same.

        A word that several people use stands alone; of a single person's, two words are less by chance.
        """
        size = self.phrase.size if self.several else abs(self.phrase.size - 2)
        return self.guessed, -self.kin, size, self.phrase.gap, self.rare, self.phrase.pattern


def _case(given: Given, before: Grade, compiled: Compiled) -> Case:
    """An answer with the points that a person finds in it and the grader does not."""
    lacking = frozenset(range(len(compiled.points))) - hits(before) or frozenset((0,))
    if before.verdict is Verdict.CORRECT or set(before.reasons) & _NO_ANSWER:
        return Case(given, before)
    if given.points is not None and compiled.points:
        return Case(given, before, lacking & given.points)
    return Case(given, before, lacking if _lacks_by_mistake(given, before, compiled) else frozenset())


def _lacks_by_mistake(given: Given, before: Grade, compiled: Compiled) -> bool:
    """Whether what an answer lacks is the grader's fault, for all that is known.

    Where nobody judged, an answer of several people that lacks a single point stands for that point.
    """
    if given.verdict is None:
        return given.count >= SEVERAL and compiled.need - len(hits(before)) <= 1
    if given.verdict is Verdict.PARTIAL:
        return bool(compiled.points) and before.verdict is Verdict.WRONG
    return given.verdict is Verdict.CORRECT
