"""Appeals as reviewers see them: the queue, one with its effect, the form for other words, what was ruled."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.appeals import Appeal, Ruled, Wording
from bot.core.model import Attempt, Card
from bot.core.records import TeamDeck
from bot.core.ruling import label
from bot.messages import (
    Button,
    Buttons,
    Choice,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Line,
    Message,
    Note,
    Part,
    Quote,
    Span,
    Style,
    Text,
    Tone,
)
from bot.views import ids, importing
from bot.views.appeal import WHOLE
from bot.views.question import strong
from bot.wording import Wording as Say

NAMED = 10  # people and answers that are told one by one
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Change:
    """What accepting would change; `works`: the answer has its point then."""

    works: bool
    gains: tuple[tuple[str, int], ...]
    broken: tuple[str, ...]
    others: tuple[str, ...]
    echo: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """An appeal as it is looked at; no change: there are no words yet, or it is ruled over.

    `elsewhere`: the points that it could be moved to, None for the answer as a whole.
    """

    appeal: Appeal
    card: Card
    attempt: Attempt
    wording: Wording | None
    change: Change | None
    elsewhere: tuple[int | None, ...] = ()


def queue(
    say: Say, waiting: Sequence[Appeal], settled: Sequence[Appeal], drafts: Sequence[TeamDeck]
) -> Message:
    """Each with a button to look at it; the oldest appeal's word stands in a typed chat."""
    parts: list[Part] = []
    if settled:
        parts.append(Heading(say.line("review.lately")))
        for appeal in reversed(settled):
            parts += _listed(say, appeal)
    parts.append(Heading(say.line("review.waiting", n=len(waiting))))
    for appeal in reversed(waiting):
        parts += _listed(say, appeal)
    return Message((*parts, *importing.drafts(say, drafts)), say.text("review.brief"))


def look(say: Say, looked: Looked) -> Message:
    appeal = looked.appeal
    parts: list[Part] = [Heading(say.line("review.heading")), Text(strong(looked.card.ask))]
    parts.append(Text(_about(say, appeal)))
    parts.append(Quote(looked.attempt.text))
    if appeal.why:
        parts += [Note(say.line("review.because")), Quote(appeal.why)]
    if not appeal.waits:
        parts.append(Text(say.line(f"review.is_{appeal.ruled}")))
        parts.append(Buttons((_button(say, "withdraw", appeal.id, Tone.DANGER),)))
    else:
        parts += _proposal(say, looked)
        parts.append(Buttons(_buttons(say, looked)))
    return Message(tuple(parts), say.text("review.brief"))


def form(say: Say, looked: Looked) -> Form:
    words = looked.wording.words if looked.wording else ""
    return Form(
        ids.of("appeal-word", looked.appeal.id),
        say.text("review.title"),
        (_about(say, looked.appeal), (Span(looked.attempt.text),), say.line("review.syntax")),
        (Field("words", say.text("review.words"), value=words, most=LONGEST),),
        say.text("review.try"),
    )


def move_form(say: Say, looked: Looked) -> Form:
    """Which point is meant, of those the answer does not have."""
    points = looked.card.rubric.points
    choices = tuple(
        Choice(WHOLE, say.text("appeal.whole")) if point is None else Choice(str(point), label(points[point]))
        for point in looked.elsewhere
    )
    return Form(
        ids.of("appeal-move", looked.appeal.id),
        say.text("review.move_title"),
        (_about(say, looked.appeal), (Span(looked.attempt.text),)),
        (Field("point", say.text("review.move_to"), FieldKind.CHOICE, choices, value=choices[0].value),),
        say.text("review.move"),
    )


def ruled(say: Say, verdict: Ruled, appeal: int, gained: int, lost: int) -> Message:
    parts: list[Part] = [Text(say.line(f"review.now_{verdict.value}", n=gained))]
    if lost:
        parts.append(Text(say.line("review.lost", n=lost)))
    if verdict is not Ruled.WITHDRAWN:
        parts.append(Buttons((_button(say, "withdraw", appeal, Tone.DANGER),)))
    return Message(tuple(parts), say.text("review.brief"))


def _listed(say: Say, appeal: Appeal) -> list[Part]:
    state = say.text(f"review.state_{appeal.ruled}") if appeal.ruled else ""
    line = say.line("review.listed", card=appeal.card, about=_about(say, appeal))
    return [
        Text((*line, Span(f" · {state}")) if state else line),
        Buttons((Button(ids.of("appeal-look", appeal.id), say.text("button.look_at"), "appeal"),)),
    ]


def _about(say: Say, appeal: Appeal) -> Line:
    return say.line("review.point", label=appeal.label) if appeal.label else say.line("review.whole")


def _proposal(say: Say, looked: Looked) -> list[Part]:
    """The words that would be accepted, and what that does."""
    change = looked.change
    if change is None:
        return [Text(say.line("review.none"))]
    parts: list[Part] = []
    if looked.wording is not None:
        parts.append(Text((*say.line("review.proposed"), Span(looked.wording.words, Style.CODE))))
    if not change.works:
        return [*parts, Text(say.line("review.helps_nobody"))]
    gains = ", ".join(
        say.text("review.gain", name=name or say.text("board.nameless"), n=n)
        for name, n in change.gains[:NAMED]
    )
    facts = [say.line("review.gains", n=len(change.gains), who=gains)]
    if len(change.gains) > NAMED:
        facts.append(say.line("review.more", n=len(change.gains) - NAMED))
    return [*parts, Facts(tuple(facts)), *(Text(line) for line in _harms(say, change))]


def _harms(say: Say, change: Change) -> list[Line]:
    told = []
    if change.broken:
        told.append(say.line("review.broken", tries=" · ".join(change.broken[:NAMED])))
    if change.others:
        told.append(say.line("review.others", cards=", ".join(change.others[:NAMED])))
    if change.echo:
        told.append(say.line("review.echo"))
    return told or [say.line("review.harmless")]


def _buttons(say: Say, looked: Looked) -> tuple[Button, ...]:
    appeal, wording = looked.appeal, looked.wording
    buttons = []
    if looked.change is not None and looked.change.works:
        verb, argument = ("accept", wording.id) if wording is not None else ("whole", appeal.id)
        accept = ids.of(f"appeal-{verb}", argument)
        buttons.append(Button(accept, say.text("button.accept"), "accept", tone=Tone.MAIN))
    if appeal.point is not None:
        word = ids.of("appeal-word", appeal.id)
        buttons.append(Button(word, say.text("button.word"), "words", opens=True))
    if looked.elsewhere:
        move = ids.of("appeal-move", appeal.id)
        buttons.append(Button(move, say.text("button.move"), "move", opens=True))
    return (*buttons, _button(say, "once", appeal.id), _button(say, "reject", appeal.id, Tone.DANGER))


def _button(say: Say, verb: str, appeal: int, tone: Tone = Tone.QUIET) -> Button:
    label = say.text("button.reject_appeal" if verb == "reject" else f"button.{verb}")
    return Button(ids.of(f"appeal-{verb}", appeal), label, verb, tone=tone)
