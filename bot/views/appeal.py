"""An answer was right after all: the button, the form, and what becomes of it."""

from collections.abc import Collection, Sequence

from bot.core.appeals import Appeal
from bot.core.model import Card, Round
from bot.core.ruling import label
from bot.messages import Button, Buttons, Choice, Field, FieldKind, Form, Message, Text, Tone
from bot.views import ids
from bot.views.question import strong
from bot.wording import Wording

WHOLE = "whole"
LONGEST = 1000


def button(say: Wording, round_id: int) -> Button:
    return Button(ids.of("appeal", round_id), say.text("button.right"), "right", opens=True)


def form(
    say: Wording, round_: Round, card: Card, open_points: Sequence[int], told: bool, hinted: Collection[int]
) -> Form:
    """`told`: the answer is out for this person, so that the points may be named."""
    fields = [
        Field("why", say.text("appeal.why"), FieldKind.PARAGRAPH, needed=False, most=LONGEST),
    ]
    if card.rubric.points:
        choices = tuple(
            Choice(str(point), _named(say, card, point, place, told, hinted))
            for place, point in enumerate(open_points, start=1)
        )
        everything = Choice(WHOLE, say.text("appeal.whole"))
        fields.append(
            Field(
                "point",
                say.text("appeal.which"),
                FieldKind.CHOICE,
                (*choices, everything),
                value=choices[0].value if choices else WHOLE,
            )
        )
    return Form(
        ids.of("appeal", round_.id),
        say.text("appeal.title"),
        (strong(card.ask), say.line("appeal.intro")),
        tuple(fields),
        say.text("appeal.submit"),
    )


def filed(say: Wording, appeal: Appeal, round_: Round, *, left: bool) -> Message:
    """`left`: there is a try left, and the appeal takes nothing of it."""
    key = "appeal.filed" if appeal.ruled is None else f"appeal.is_{appeal.ruled.value}"
    add = Button(ids.of("answer", round_.id), say.text("button.add"), "answer", opens=True, tone=Tone.MAIN)
    more = (Buttons((add,)),) if left else ()
    return Message((Text(say.line(key)), *more), say.text("appeal.brief"))


def _named(say: Wording, card: Card, point: int, place: int, told: bool, hinted: Collection[int]) -> str:
    """While somebody can still try, a missing point is named by its hint at most."""
    if told:
        return label(card.rubric.points[point])
    if point in hinted and card.rubric.points[point].hint:
        return card.rubric.points[point].hint
    return say.text("appeal.missing", n=place)
