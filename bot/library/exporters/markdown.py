"""A deck as Markdown to read: a heading a question, its answer and explanation under it."""

from bot.core.model import Card, Deck
from bot.library.exporters import carried


def write(deck: Deck) -> str:
    """The deck; what a reader need not see stands in comments."""
    head = f"# {_line(deck.header.title)}\n\n<!-- studybot-deck: {_hidden(carried.header(deck.header))} -->"
    return "\n\n".join((head, *map(_card, deck.cards))) + "\n"


def _card(card: Card) -> str:
    return f"## {_line(card.ask)}\n\n<!-- studybot: {_hidden(carried.card(card))} -->\n\n{card.answer}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _hidden(json: str) -> str:
    """No end of a comment inside a comment; in JSON such a character may also be written as its number."""
    return json.replace("-->", "--\\u003e").replace("--", "-\\u002d")
