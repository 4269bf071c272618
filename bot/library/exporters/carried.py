"""A card's whole content as one line of JSON, to travel along in another program's format."""

import json
from typing import Any

from bot.core.deck import plain_card, plain_header
from bot.core.model import Card, Deck, Header


def card(one: Card) -> str:
    return line(plain_card(one))


def header(of: Header) -> str:
    return line(plain_header(of))


def row(deck: Deck, place: int) -> str:
    """For formats of rows: the card, and in the first row the deck's header as well."""
    first: dict[str, Any] = {"deck": plain_header(deck.header)} if place == 0 else {}
    return line({"card": plain_card(deck.cards[place]), **first})


def line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
