"""What only grading can tell: the card's own tries, its model answer, what the question gives away."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from bot.core import rubric
from bot.core.grade import grade
from bot.core.grade.inspect import alike, met_by
from bot.core.lexicon import Lexicon
from bot.core.model import Card, Evidence, Grade, Verdict
from bot.core.rubric import Compiled, PatternError
from bot.library.headers import Sheet
from bot.library.neighbours import Neighbourhood, Wanted, near
from bot.library.nodes import Entries
from bot.library.patterns import uncompiled
from bot.library.source import Findings
from bot.library.structure import place
from bot.library.values import short

Made = tuple[Card, Entries, Compiled, tuple[Wanted, ...]]

_WANTED = {"right": Verdict.CORRECT, "partly": Verdict.PARTIAL, "wrong": Verdict.WRONG}


def tried(
    sheet: Sheet, found: Findings, lexicon: Lexicon, also: Callable[[Card, Entries], None] | None = None
) -> None:
    """Grade whatever a deck lets be graded, and report what comes out otherwise than it should.

    `also` looks at each card in its turn, while its patterns are at hand.
    """
    graded: list[Made] = []
    neighbourhood = Neighbourhood(sheet.header, lexicon)
    for card, node in sheet.cards:
        if also is not None:
            also(card, node)
        try:
            compiled = rubric.compile(card, sheet.header, lexicon)
        except PatternError as error:
            uncompiled(card, node, found, error)
            continue
        graded.append((card, node, compiled, neighbourhood.wanted(compiled)))
        if not card.self_rated:
            _card(card, node, compiled, found)
    _others(graded, found, neighbourhood)


def _card(card: Card, node: Entries, compiled: Compiled, found: Findings) -> None:
    _model_answer(card, node, compiled, found)
    for side, wanted in _WANTED.items():
        for n, text in enumerate(getattr(card.tries, side)):
            result = grade(compiled, text)
            if text and result.verdict is not wanted:
                at = place(node, "try", side, n)
                told = f"`{side}` number {n + 1} of `{card.id}` comes out {outcome(result, compiled)}"
                found.add(at, "try", told)
    for n in met_by(compiled, card.ask):
        at = place(node, "points", n)
        told = f"the question of `{card.id}` says point {n + 1} itself: repeating it would score"
        found.warn(at, "leak", told)
    for one, other in alike(compiled):
        found.warn(
            place(node, "points", other), "shared-key", f"points {one + 1} and {other + 1} share their words"
        )


def _model_answer(card: Card, node: Entries, compiled: Compiled, found: Findings) -> None:
    if not card.answer:
        return
    result = grade(compiled, card.answer)
    if result.verdict is not Verdict.CORRECT:
        told = f"the model answer of `{card.id}` comes out {outcome(result, compiled)}"
        found.add(place(node, "answer"), "model-answer", told)


def _others(graded: list[Made], found: Findings, neighbourhood: Neighbourhood) -> None:
    """Another card's answer of the same topic must not pass."""
    topics: Mapping[str, list[Made]] = defaultdict(list)
    for one in graded:
        if one[0].topic:
            topics[one[0].topic].append(one)
    said = {id(card): neighbourhood.said(card.answer) for card, *_ in graded}
    for cards in topics.values():
        for card, node, compiled, wanted in cards:
            for other, *_ in cards:
                if other.id in card.kin or card.id in other.kin:
                    continue
                if near(compiled, wanted, said[id(other)]) and passes(card, compiled, other):
                    text = f"the answer of `{other.id}` passes for `{card.id}`: {short(other.answer)}"
                    found.warn(place(node, "id"), "other-answer", text)


def passes(card: Card, compiled: Compiled, other: Card) -> bool:
    """Whether another card's answer counts as right here."""
    same = other.answer.casefold() == card.answer.casefold()
    if card is other or card.self_rated or not other.answer or same:
        return False
    return grade(compiled, other.answer).verdict is Verdict.CORRECT


def outcome(result: Grade, compiled: Compiled) -> str:
    """A grade in one line, for whoever mends the card."""
    parts = [f"{result.verdict} ({result.score:.0%})"]
    if result.hit:
        parts.append("hit " + _quoted(result.hit))
    if result.missed and compiled.points:
        parts.append("missed " + ", ".join(one.label for one in result.missed))
    if result.contradicted:
        parts.append("contradicted " + _quoted(result.contradicted))
    parts.append(", ".join(result.reasons))
    return "; ".join(part for part in parts if part)


def _quoted(evidence: tuple[Evidence, ...]) -> str:
    return ", ".join(f"{one.label} by “{short(one.quote, 40)}”" for one in evidence)
