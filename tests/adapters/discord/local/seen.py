"""Outgoing JSON as people read it: lines without markup, and the buttons under them."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from bot.adapters.discord import custom_ids
from bot.adapters.discord.marks import UNSEEN
from bot.wording import DEFAULT, of
from tests.talks.desk import Key

SIGNS = {"✅": "✓", "❌": "✗", "⚠️": "!", "▫️": "·", "→": ">", "•": ""}
ROWS = ("→", "•")  # a table's, where a telephone has no room for columns
_MOMENT = re.compile(r"<t:(\d+):f>")
_STRUCTURE = re.compile(r"^(#{1,3} |-# )")
_SHIELD = re.compile(r"\\(.)")
_STYLE = re.compile(r"(?<!\\)(\*\*|`)")

Body = Mapping[str, Any]


def parts(body: Body, zone: tzinfo) -> Iterator[str | list[Key]]:
    """Lines and rows of buttons in the order in which they stand."""
    yield from text((body.get("content") or "").rstrip(UNSEEN), zone)
    yield from _parts(body.get("components") or (), zone)


def _parts(components: Any, zone: tzinfo) -> Iterator[str | list[Key]]:
    for component in components:
        match component["type"]:
            case 1:
                yield [key(button) for button in component["components"]]
            case 10:
                yield from text(component["content"], zone)
            case 12:
                for item in component["items"]:
                    yield from str(item.get("description", "")).splitlines()
            case 17:
                yield from _parts(component["components"], zone)


def key(button: Body) -> Key:
    sent = button["custom_id"]
    return Key(custom_ids.read(sent)[0], button["label"], sent, button.get("disabled", False))


def text(content: str, zone: tzinfo) -> Iterator[str]:
    fenced = False
    for line in content.splitlines():
        if line == "```":
            fenced = not fenced
        else:
            yield line if fenced else _plain(line, zone)


def _plain(line: str, zone: tzinfo) -> str:
    def moment(found: re.Match[str]) -> str:
        return of(DEFAULT).moment(datetime.fromtimestamp(int(found[1]), UTC).astimezone(zone))

    bare = _STRUCTURE.sub("", _MOMENT.sub(moment, line))
    bare = re.sub(r"<(https://[^>]+)>", r"\1", bare)
    bare = _SHIELD.sub(r"\1", _STYLE.sub("", bare))
    sign = next((sign for sign in SIGNS if bare.startswith(f"{sign} ")), "")
    if sign in ROWS:
        bare = bare.replace(" · ", "  ")
    return f"{SIGNS[sign]}{bare[len(sign) :]}" if sign else bare
