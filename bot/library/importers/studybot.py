"""Another studybot deck, as YAML or as the Markdown that the exporter writes."""

import json
import re
from dataclasses import replace
from typing import Any

from bot.core.deck import plain_card, plain_header
from bot.errors import BadData
from bot.library.importers.paste import Pair, Paste, one_line, tidy
from bot.library.reading import study
from bot.library.source import Findings

NAME, MARKDOWN = "studybot", "markdown"

_OWN = re.compile(r"<!-- studybot(-deck)?: (\{.*\}) -->")


def likely(text: str) -> float:
    return (
        1.0 if re.search(r"^deck:", text, re.MULTILINE) and re.search(r"^cards:", text, re.MULTILINE) else 0.0
    )


def likely_markdown(text: str) -> float:
    return 1.0 if "<!-- studybot: {" in text else 0.0


def read(text: str) -> Paste:
    """The cards of a deck. Raises BadData."""
    sheet, found = study(Findings("", text))
    if sheet is None or found.broken:
        raise BadData(found.problems)
    pairs = tuple(
        Pair(card.ask, card.answer, node.at.line + 1, card=plain_card(card)) for card, node in sheet.cards
    )
    return Paste(NAME, pairs, sheet.header.title, len(pairs), header=plain_header(sheet.header))


def read_markdown(text: str) -> Paste:
    """The Markdown of our own export: a heading a card, what cannot be seen in a comment."""
    header: dict[str, Any] | None = None
    title = ""
    pairs: list[Pair] = []
    for at, line in enumerate(text.split("\n"), 1):
        own = _OWN.fullmatch(line.strip())
        if own and own[1]:
            header = _json(own[2])
        elif own and pairs:
            pairs[-1] = replace(pairs[-1], card=_json(own[2]))
        elif line.startswith("## "):
            pairs.append(Pair(one_line(line[3:]), "", at))
        elif line.startswith("# ") and not pairs:
            title = line[2:].strip()
        elif pairs:
            pairs[-1] = replace(pairs[-1], back=f"{pairs[-1].back}\n{line}")
    return Paste(MARKDOWN, tuple(replace(pair, back=tidy(pair.back)) for pair in pairs), title, header=header)


def _json(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
