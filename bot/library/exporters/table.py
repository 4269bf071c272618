"""A deck as CSV, and as the text that Anki imports."""

import csv
import html
import io

from bot.core.model import Card, Deck
from bot.library.exporters import carried

_OWN = "studybot"


def write_csv(deck: Deck) -> str:
    """Front, back, tags, and the whole card beside them."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("front", "back", "tags", _OWN))
    for place, card in enumerate(deck.cards):
        rows.writerow((card.ask, card.answer, tags(card), carried.row(deck, place)))
    return out.getvalue()


def write_anki(deck: Deck) -> str:
    """Notes with Anki's headers on top; the last field is for the way back."""
    out = io.StringIO(newline="")
    title = deck.header.title.replace("\n", " ")
    out.write("#separator:tab\n#html:true\n#notetype:Basic\n")
    out.write(f"#deck:{title}\n#columns:Front\tBack\tTags\t{_OWN}\n#tags column:3\n")
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    for place, card in enumerate(deck.cards):
        own = html.escape(carried.row(deck, place), quote=False)
        rows.writerow((_first(marked(card.ask)), marked(card.answer), tags(card), own))
    return out.getvalue()


def _first(field: str) -> str:
    """A line's first field: one that began with `#` would be taken for a header."""
    return f"&#35;{field[1:]}" if field.startswith("#") else field


def marked(text: str) -> str:
    """Plain text as Anki's HTML."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def tags(card: Card) -> str:
    """Tags are single words there, parted by blanks."""
    return " ".join("_".join(tag.split()) for tag in (card.deck, card.topic, card.facet, *card.tags) if tag)
