"""One card by a form, and what a draft makes of an answer that is only tried."""

from bot.core.model import Card, Grade
from bot.core.records import TeamDeck
from bot.messages import (
    Button,
    Buttons,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Mark,
    Message,
    Note,
    Part,
    Point,
    Points,
    Quote,
    Text,
    Tone,
)
from bot.views import ids
from bot.views.question import strong
from bot.wording import Wording

LONGEST = 600
SHORTENED = 80  # characters of a question in a list


def begin(say: Wording, name: str) -> Message:
    button = Button(ids.of("card", name), say.text("button.write"), "write", opens=True, tone=Tone.MAIN)
    return Message((Text(say.line("add.begin", name=name)), Buttons((button,))), say.text("add.brief"))


def form(say: Wording, name: str) -> Form:
    return Form(
        ids.of("card", name),
        say.text("add.title"),
        (say.line("add.intro", name=name),),
        (
            Field("ask", say.text("add.ask"), FieldKind.PARAGRAPH, most=LONGEST),
            Field("answer", say.text("add.answer"), FieldKind.PARAGRAPH, most=LONGEST),
            Field("points", say.text("add.points"), FieldKind.PARAGRAPH, needed=False, most=2000),
            Field("why", say.text("add.why"), FieldKind.PARAGRAPH, needed=False, most=LONGEST),
        ),
        say.text("add.submit"),
    )


def added(say: Wording, draft: TeamDeck, card: Card) -> Message:
    """The card is in the draft: try it, write another, and who reviews it takes it into use."""
    name = draft.deck.header.deck
    buttons = (
        try_button(say, draft.id),
        Button(ids.of("card", name), say.text("button.another_card"), "write", opens=True),
    )
    return Message(
        (
            Heading(say.line("add.added", name=name, n=len(draft.deck.cards))),
            Text(strong(card.ask)),
            Text(say.line("add.next")),
            Buttons(buttons),
        ),
        say.text("add.brief"),
    )


def try_button(say: Wording, draft: int) -> Button:
    return Button(ids.of("draft-try", draft), say.text("button.try_answer"), "try", opens=True)


def try_form(say: Wording, draft: TeamDeck) -> Form:
    """The last card is the one that most want to try."""
    last = len(draft.deck.cards)
    fields = (
        Field("text", say.text("add.typed"), FieldKind.PARAGRAPH, most=LONGEST),
        Field("card", say.text("add.number", n=last), value=str(last), needed=False, most=5),
    )
    ask = draft.deck.cards[-1].ask[:SHORTENED]
    return Form(
        ids.of("draft-try", draft.id),
        say.text("add.try_title"),
        (say.line("add.try_intro", ask=ask),),
        fields,
        say.text("add.see"),
    )


def tried(say: Wording, draft: TeamDeck, card: Card, text: str, grade: Grade) -> Message:
    told: dict[int, Point] = {}
    for hit in grade.hit:
        told[hit.point] = Point(Mark.HIT, say.line("point.hit", label=hit.label, quote=hit.quote))
    for turned in grade.contradicted:
        line = say.line("point.contradicted", label=turned.label, quote=turned.quote)
        told[turned.point] = Point(Mark.CONTRADICTED, line)
    for missed in grade.missed:
        told[missed.point] = Point(Mark.MISSED, say.line("point.missed", label=missed.label))
    parts: list[Part] = [Heading(say.line(f"feedback.{grade.verdict.value}")), Text(strong(card.ask))]
    parts.append(Quote(text))
    if told:
        parts.append(Points(tuple(told[place] for place in sorted(told))))
    parts.append(Facts((say.line("feedback.score", score=round(grade.score * 100)),)))
    parts.append(Note(say.line("add.only_tried")))
    parts.append(Buttons((try_button(say, draft.id),)))
    return Message(tuple(parts), say.text("add.brief"))
