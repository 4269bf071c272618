"""Whatever a payload holds in the place of what Slack's samples have, reading it harms nobody."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

from bot.adapters.slack.access import Token
from bot.adapters.slack.incoming import read
from bot.adapters.slack.people import Person
from bot.adapters.slack.requests import request
from bot.usecases.commands import SPECS
from tests.adapters.slack import contract

STRANGE: tuple[Any, ...] = (None, 1, "", [], {}, "x", [None], {"a": None}, True, "<@U1> \ud800")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
ME = Token("a token", "T1", "B1", "U1")


def samples() -> list[Any]:
    """Slack's own, as they come in."""
    found = [
        json.loads(path.read_text("utf-8")) for path in sorted((contract.SLACK / "inbound").rglob("*.json"))
    ]
    return [sample | ({"type": "event_callback"} if "event" in sample else {}) for sample in found]


def places(value: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Where something else can stand: in what, and under which key."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        if depth < 4:
            yield from places(value[key], depth + 1)


def test_a_payload_with_anything_anywhere_is_read() -> None:
    contract.needed()
    chance, known = Random(1), samples()
    for _ in range(3000):
        payload = copy.deepcopy(chance.choice(known))
        for _ in range(chance.randint(1, 3)):
            inside, key = chance.choice(list(places(payload)))
            inside[key] = copy.deepcopy(chance.choice(STRANGE))
        request(read(payload), NOW, Person(), ME, SPECS)
