"""The decks with their topics, and the cards whose figures stand out."""

from dataclasses import dataclass

from bot.core.model import Card, Deck
from bot.messages import Heading, Line, Message, Note, Part, Span, Style, Table
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Notable:
    """A card whose author should look at it: why, and by how many answers."""

    card: Card
    why: str  # nobody, disputed, everybody, mistaken
    n: int
    term: str = ""  # what was taken for right: the deck's own word, never anyone's


@dataclass(frozen=True, slots=True)
class Decks:
    decks: tuple[Deck, ...]
    notable: tuple[Notable, ...] = ()
    more: int = 0  # notable cards that are not shown


def decks(say: Wording, told: Decks) -> Message:
    head = tuple(say.line(f"decks.{column}") for column in ("name", "title", "cards", "topics"))
    table = Table(head, tuple(_row(say, deck) for deck in told.decks))
    parts: list[Part] = [Heading(say.line("decks.heading")), table]
    if told.notable:
        parts.append(Heading(say.line("decks.notable")))
        columns = tuple(say.line(f"decks.{column}") for column in ("card", "question", "why"))
        parts.append(Table(columns, tuple(_notable(say, one) for one in told.notable)))
    if told.more:
        parts.append(Note(say.line("decks.more", n=told.more)))
    return Message(tuple(parts), say.text("decks.brief"))


def _row(say: Wording, deck: Deck) -> tuple[Line, ...]:
    return (
        (Span(deck.header.deck, Style.CODE),),
        (Span(deck.header.title),),
        (Span(say.number(len(deck.cards))),),
        (Span(", ".join(topic.id for topic in deck.header.topics)),),
    )


def _notable(say: Wording, one: Notable) -> tuple[Line, ...]:
    return (
        (Span(one.card.key, Style.CODE),),
        (Span(one.card.ask),),
        say.line(f"decks.{one.why}", n=one.n, term=one.term),
    )
