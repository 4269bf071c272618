"""A question as a room or a practising member sees it, and the form to answer it with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.model import Attempt, Card, Confidence, Header, Round
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
    Picture,
    Span,
    Style,
    Table,
    Text,
    Tone,
)
from bot.views import ids
from bot.wording import Wording


def daily(
    say: Wording, round_: Round, card: Card, header: Header, answered: int, *, over: bool = False
) -> Message:
    """The daily post: the question, what it takes, and the buttons; never anything of the answer."""
    facts = [*needs(say, card), say.line("question.private")]
    if round_.closes is not None:
        facts.insert(len(facts) - 1, say.line("question.closes", at=round_.closes))
    if round_.late:
        facts.append(say.line("question.late"))
    if answered:
        facts.append(say.line("question.answered", n=answered))
    return Message(
        parts=(
            Heading(say.line("question.heading", number=round_.number, subject=subject(card, header))),
            *asked(card),
            Facts(tuple(facts)),
            Buttons(
                tuple(replace(b, off=over) for b in (*answer_buttons(say, round_, card), _progress(say)))
            ),
        ),
        brief=say.text("question.brief", number=round_.number, subject=subject(card, header)),
    )


def calling(post: Message, group: str) -> Message:
    """The same post, with a group of people called by it."""
    *parts, buttons = post.parts
    return replace(post, parts=(*parts, Text((Span(group, Style.CALL),)), buttons))


@dataclass(frozen=True, slots=True)
class Ahead:
    """A question to come. `named`: an admin named it; `expected`: the mean score forecast."""

    card: Card
    header: Header
    expected: float
    named: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The next questions as things stand, one at least."""

    cards: tuple[Ahead, ...]


def preview(say: Wording, told: Preview) -> Message:
    """A question as it will look, and those after it, with buttons that change nothing but their order."""
    following, *then = told.cards
    card = following.card
    forecast = say.line("question.forecast", share=round(100 * following.expected))
    standing = say.line("question.named" if following.named else "question.chosen")
    return Message(
        (
            Note(say.line("question.preview")),
            Heading(say.line("question.next", subject=subject(card, following.header))),
            *asked(card),
            Facts(needs(say, card)),
            Note((*standing, Span(" "), *forecast)),
            Buttons((Button(ids.of("another", card.key), say.text("button.another"), word="another"),)),
            *_then(say, then),
            Note(say.line("question.name_it", card=then[-1].card.key if then else card.key)),
        ),
        say.text("question.preview_brief"),
    )


def _then(say: Wording, then: Sequence[Ahead]) -> tuple[Part, ...]:
    """What comes after the next question; each can be put before it."""
    if not then:
        return ()
    head = tuple(say.line(f"question.{column}") for column in ("place", "card", "ask", "share"))
    places = range(2, len(then) + 2)
    rows = tuple(_row(say, place, one) for place, one in zip(places, then, strict=True))
    buttons = tuple(
        Button(ids.of("first", one.card.key), say.text("button.first", n=place), word=str(place))
        for place, one in zip(places, then, strict=True)
    )
    return Text(say.line("question.then")), Table(head, rows), Buttons(buttons)


def _row(say: Wording, place: int, ahead: Ahead) -> tuple[Line, ...]:
    key = "question.share_named" if ahead.named else "question.share_of"
    share = say.line(key, share=round(100 * ahead.expected))
    return ((Span(f"{place}."),), code(ahead.card.id), (Span(ahead.card.ask),), share)


def practice(
    say: Wording, round_: Round, card: Card, header: Header, place: int, wanted: int
) -> tuple[Part, ...]:
    """A practice question's parts, to stand alone or under the feedback to the one before."""
    return (
        Heading(say.line("quiz.heading", place=place, wanted=wanted, subject=subject(card, header))),
        *asked(card),
        Facts(needs(say, card)),
        Buttons(
            (
                *answer_buttons(say, round_, card),
                Button(ids.of("skip", round_.id), say.text("button.skip"), word="skip"),
                Button(ids.of("stop", round_.session), say.text("button.stop"), word="stop"),
            )
        ),
    )


def subject(card: Card, header: Header) -> str:
    """What the question is about: its topic's title, else its deck's."""
    return next((topic.title for topic in header.topics if topic.id == card.topic), header.title)


def asked(card: Card) -> tuple[Part, ...]:
    """The question itself with its code and picture."""
    parts: list[Part] = [Text(strong(card.ask))]
    if card.code:
        parts.append(Text(code(card.code)))
    if card.image:
        parts.append(Picture(card.image, "", card.alt))
    return tuple(parts)


def needs(say: Wording, card: Card) -> tuple[Line, ...]:
    """How much an answer takes, and how hard it is thought to be."""
    points = card.rubric.need or len(card.rubric.points)
    told = (say.line("question.points", n=points),) if points > 1 else ()
    return (*told, say.line(f"question.{card.difficulty.value}"))


def answer_buttons(say: Wording, round_: Round, card: Card) -> tuple[Button, ...]:
    """Answer, a hint where the card has one, the honest way out; for a card to rate oneself, its answer."""
    if card.self_rated:
        return (Button(ids.of("look", round_.id), say.text("button.show"), "answer", tone=Tone.MAIN),)
    buttons = [
        Button(ids.of("answer", round_.id), say.text("button.answer"), "answer", opens=True, tone=Tone.MAIN)
    ]
    if any(point.hint for point in card.rubric.points):
        buttons.append(Button(ids.of("hint", round_.id), say.text("button.hint"), word="hint"))
    if round_.daily:
        buttons.append(Button(ids.of("unknown", round_.id), say.text("button.unknown"), word="skip"))
    else:
        buttons.append(Button(ids.of("unknown", round_.id), say.text("button.unknown"), word="show"))
    return tuple(buttons)


def form(say: Wording, round_: Round, card: Card, attempts: tuple[Attempt, ...]) -> Form:
    """The answer's form; a second try begins with the words of the first."""
    sure = tuple(
        Choice(c.value, say.text(f"sure.{c.value}")) for c in Confidence if c is not Confidence.UNSAID
    )
    return Form(
        id=ids.of("answer", round_.id),
        title=say.text("form.title"),
        intro=(strong(card.ask),),
        fields=(
            Field(
                "text",
                say.text("form.text"),
                FieldKind.PARAGRAPH,
                value=attempts[-1].text if attempts else "",
            ),
            Field("sure", say.text("form.sure"), FieldKind.CHOICE, sure, needed=False),
        ),
        submit=say.text("form.submit"),
    )


def home(say: Wording, posts: tuple[Message, ...], done: Round | None) -> Message:
    """What someone sees who opens the bot's page; `done` is a question they cannot add to any more."""
    if not posts and done is not None and done.closes is not None:
        line = say.line("home.done", number=done.number, at=done.closes)
        return Message((Note(line),), say.text("home.brief"))
    if not posts:
        return Message((Note(say.line("home.nothing_open")),), say.text("home.brief"))
    return Message(tuple(part for post in posts for part in post.parts), posts[0].brief)


def _progress(say: Wording) -> Button:
    return Button(ids.of("stats"), say.text("button.progress"))


def strong(text: str) -> Line:
    """An author's words, in strong type; nothing in them is markup."""
    return (Span(text, Style.STRONG),)


def code(text: str) -> Line:
    return (Span(text, Style.CODE),)
