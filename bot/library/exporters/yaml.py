"""A deck as the YAML that the reader takes."""

from collections.abc import Mapping
from typing import Any

import yaml

from bot.core.deck import plain_card, plain_header
from bot.core.model import Deck

_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Lists stand indented under their key, as in the decks that people write."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """Several lines stand as they are."""
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def write(deck: Deck, notes: Mapping[str, str] | None = None, opening: str = "") -> str:
    """The deck as text; `notes` are comments above cards, by their ids, `opening` one above it all."""
    notes = notes or {}
    parts = [f"# {line}".rstrip() for line in opening.splitlines()]
    parts.append(_yaml(plain_header(deck.header)))
    parts.append("cards:")
    for card in deck.cards:
        if card.id in notes:
            parts.append(f"  # {notes[card.id]}")
        parts.append("\n".join(f"  {line}".rstrip() for line in _yaml([plain_card(card)]).split("\n")) + "\n")
    return "\n".join(parts)


def _yaml(plain: Any) -> str:
    text: str = yaml.dump(
        plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False
    )
    return text.rstrip("\n")
