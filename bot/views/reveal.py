"""The answer to a closed question, told to the whole room without naming anyone's mistakes."""

from bot.core.model import Card, Header, Round
from bot.core.records import Tally
from bot.messages import Button, Buttons, Facts, Heading, Line, Mark, Message, Part, Point, Points, Text
from bot.views import ids
from bot.views.feedback import solution
from bot.views.question import strong, subject
from bot.wording import Wording


def reveal(
    say: Wording, round_: Round, card: Card, header: Header, labels: tuple[str, ...], tally: Tally, first: str
) -> Message:
    """`labels` name the points in the card's order; `first` had full marks first, "" for nobody."""
    parts: list[Part] = [Heading(say.line("reveal.heading", number=round_.number)), Text(strong(card.ask))]
    if tally.answered and len(labels) > 1:
        parts.append(Points(_counts(say, labels, tally)))
    parts += solution(say, card)
    parts.append(Facts(_facts(say, tally, first)))
    parts.append(
        Buttons((Button(ids.of("more", card.topic or header.deck), say.text("button.more"), word="more"),))
    )
    return Message(
        tuple(parts),
        say.text("reveal.brief", number=round_.number, subject=subject(card, header)),
        spoils=True,
    )


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


def _facts(say: Wording, tally: Tally, first: str) -> tuple[Line, ...]:
    if not tally.answered:
        return (say.line("reveal.nobody"),)
    told = [
        say.line("reveal.answered", n=tally.answered),
        say.line("reveal.full", share=round(100 * tally.full / tally.answered)),
    ]
    if first:
        told.append(say.line("reveal.first", name=first))
    return tuple(told)
