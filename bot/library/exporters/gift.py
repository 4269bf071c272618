"""A deck as Moodle's GIFT: short-answer questions."""

import html

from bot.core.model import Card, Deck, Quantity
from bot.library.exporters import carried

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "~=#{}:"} | {"\\": "\\\\", "\n": "\\n"})


def write(deck: Deck) -> str:
    """The deck's cards, each with the whole of it in a comment above."""
    parts = [f"// studybot-deck: {carried.header(deck.header)}\n$CATEGORY: {deck.header.title}"]
    return "\n\n".join((*parts, *map(_question, deck.cards))) + "\n"


def _question(card: Card) -> str:
    ask = _escaped(card.ask)
    return f"// studybot: {carried.card(card)}\n::{card.id}:: {ask} {{{_answer(card)}}}"


def _answer(card: Card) -> str:
    number = card.rubric.number
    if number is not None and card.answer == number.value:
        return _numeric(number)
    answers = dict.fromkeys((card.answer, *card.rubric.accept))
    return " ".join(f"={_escaped(answer)}" for answer in answers)


def _escaped(text: str) -> str:
    """Moodle takes a text for HTML, and the marks between questions for its own."""
    return html.escape(text, quote=False).translate(_MARKS)


def _numeric(number: Quantity) -> str:
    return f"#{number.value}" + (f":{number.within}" if number.within != "0" else "")
