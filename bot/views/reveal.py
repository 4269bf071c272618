"""The answer to a closed question, told to the whole room without naming anyone's mistakes."""

from dataclasses import dataclass

from bot.core.model import Attempt, Card, Header, Round
from bot.core.records import Tally
from bot.messages import (
    Button,
    Buttons,
    Facts,
    Heading,
    Line,
    Mark,
    Message,
    Note,
    Part,
    Point,
    Points,
    Text,
)
from bot.views import appeal, ids
from bot.views.feedback import solution
from bot.views.question import strong, subject
from bot.views.study import OUTAGE
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Revealed:
    """How a closed question went. `labels` name the points in the card's order."""

    round: Round
    card: Card
    header: Header
    labels: tuple[str, ...]
    tally: Tally
    first: str = ""  # who had full marks first; "" for nobody
    mistaken: tuple[tuple[str, int], ...] = ()  # terms of the deck that people took for right
    void: str | None = None  # why nobody loses by having missed it
    own: Attempt | None = None  # what counts for the reader, where one reads alone


def reveal(say: Wording, told: Revealed, *, private: bool = False) -> Message:
    round_, card = told.round, told.card
    parts: list[Part] = [Heading(say.line("reveal.heading", number=round_.number)), Text(strong(card.ask))]
    if told.tally.answered and len(told.labels) > 1:
        parts.append(Points(_counts(say, told.labels, told.tally)))
    parts += solution(say, card)
    parts.append(Facts(_facts(say, told)))
    if told.void is not None:
        why = say.text("slot.outage") if told.void == OUTAGE else told.void
        parts.append(Note(say.line("reveal.void", why=why)))
    if private:
        parts.append(Note(_own(say, told.own)))
    parts.append(Buttons(_buttons(say, told, private)))
    brief = say.text("reveal.brief", number=round_.number, subject=subject(card, told.header))
    return Message(tuple(parts), brief, spoils=True)


def discussed(say: Wording, number: int) -> Message:
    return Message((Text(say.line("reveal.discussed", number=number)),), say.text("reveal.discussed_brief"))


def _buttons(say: Wording, told: Revealed, private: bool) -> tuple[Button, ...]:
    more = Button(ids.of("more", told.card.topic or told.header.deck), say.text("button.more"), word="more")
    discuss = Button(ids.of("discuss", told.round.id), say.text("button.discuss"), word="discuss")
    return (more, discuss) if _settled(told, private) else (appeal.button(say, told.round.id), more, discuss)


def _settled(told: Revealed, private: bool) -> bool:
    """Whether no reader has an answer that could have been worth more."""
    if private:
        return told.own is None or told.own.grade.score == 1
    return told.tally.full >= told.tally.answered


def _own(say: Wording, own: Attempt | None) -> Line:
    if own is None:
        return say.line("reveal.not_answered")
    return say.line("reveal.own", score=round(own.grade.score * 100), n=own.points)


def _counts(say: Wording, labels: tuple[str, ...], tally: Tally) -> tuple[Point, ...]:
    hits = [tally.hits[i] if i < len(tally.hits) else 0 for i in range(len(labels))]
    hardest = min(hits)
    only = hits.count(hardest) == 1
    return tuple(
        Point(
            Mark.OPEN,
            say.line(
                "reveal.hardest" if only and hit == hardest else "reveal.point",
                label=label,
                hit=hit,
                answered=tally.answered,
            ),
        )
        for label, hit in zip(labels, hits, strict=True)
    )


def _facts(say: Wording, told: Revealed) -> tuple[Line, ...]:
    tally = told.tally
    if not tally.answered:
        return (say.line("reveal.nobody"),)
    lines = [
        say.line("reveal.answered", n=tally.answered),
        say.line("reveal.full", share=round(100 * tally.full / tally.answered)),
    ]
    if told.first:
        lines.append(_first(say, told))
    if told.mistaken:
        terms = ", ".join(say.text("reveal.term", term=term, n=count) for term, count in told.mistaken)
        lines.append(say.line("reveal.mistaken", terms=terms))
    return tuple(lines)


def _first(say: Wording, told: Revealed) -> Line:
    """Who had full marks first, and how soon, where that is known."""
    if told.tally.first_full_at is None or told.round.posted is None:
        return say.line("reveal.first", name=told.first)
    minutes = max(1, int((told.tally.first_full_at - told.round.posted).total_seconds()) // 60)
    unit, n = ("minutes", minutes) if minutes < 120 else ("hours", minutes // 60)
    return say.line("reveal.first_after", name=told.first, after=say.text(f"reveal.{unit}", n=n))
