"""What takes words from outside, as functions of bytes: whatever comes, none may raise."""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.adapters import typed
from bot.adapters.discord import custom_ids
from bot.adapters.slack.access import Token
from bot.adapters.slack.incoming import read
from bot.adapters.slack.people import Person
from bot.adapters.slack.requests import request
from bot.core import rubric
from bot.core.grade import grade
from bot.core.text import clean
from bot.errors import BadData
from bot.library.check import lint
from bot.library.exchange import EXPORTS, IMPORTS, bring_in_bytes, give_out
from bot.library.lexicon import shipped
from bot.library.reading import study
from bot.library.source import Findings, decode
from bot.usecases.commands import SPECS
from tests.library import packages
from tests.library.paper import DECK
from tests.talks.stage import HERE

FORMATS = ("", *sorted(IMPORTS))
NOW = datetime(2026, 3, 2, tzinfo=UTC)
ME = Token("a token", "T1", "B1", "U1")


@dataclass(frozen=True, slots=True)
class Target:
    """`one` raises where something is wrong; `seeds` are what the search begins with."""

    one: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def grader() -> Target:
    sheet, _ = study(decode((HERE / "harbour.yaml").read_bytes(), Findings("harbour.yaml", "")))
    assert sheet is not None
    deck = sheet.deck
    compiled = [rubric.compile(card, deck.header, shipped()) for card in deck.cards]

    def one(raw: bytes) -> None:
        text = clean(raw[1:].decode("utf-8", "replace"))
        graded = grade(compiled[raw[0] % len(compiled)] if raw else compiled[0], text)
        assert 0 <= graded.score <= 1, graded

    answers = [card.answer for card in deck.cards] + ["", "not the moon, but the sun", "5 GB < 1.0e9 bytes"]
    return Target(one, tuple(bytes([n % 256]) + text.encode() for n, text in enumerate(answers)))


def yaml() -> Target:
    def one(raw: bytes) -> None:
        found = decode(raw, Findings("deck.yaml", ""))
        if not found.problems:
            sheet, found = study(found)
            lint(sheet, found, shipped())
        assert all(problem.line >= 1 and problem.column >= 1 for problem in found.problems)

    return Target(
        one, (DECK.encode(), (HERE / "harbour.yaml").read_bytes(), b"a: &a [*a, *a]\n", b"[[[[{{{{")
    )


def importers() -> Target:
    """The first byte chooses the format; what came in goes out again in every format."""

    def one(raw: bytes) -> None:
        with suppress(BadData):
            made = bring_in_bytes(raw[1:], "fuzzed", FORMATS[raw[0] % len(FORMATS)] if raw else "")
            assert all(card.ask and card.answer for card in made.deck.cards)
            for format in EXPORTS:
                give_out(made.deck, format)

    deck = bring_in_bytes(DECK.encode(), "harbour", "studybot").deck
    pasted = b"1. What is a fender?\nA cushion.\n\n2. What is the bow?\nThe front.\n"
    package = packages.old([("Fender", "a <b>cushion</b>"), ("Bow", "the front")])
    texts = (*(give_out(deck, format) for format in EXPORTS), package, pasted, b"Q: What?\nA: That.\n")
    return Target(
        one, (*(b"\0" + text for text in texts), *(bytes([n]) + pasted for n in range(len(FORMATS))))
    )


def requests() -> Target:
    """What a platform or a person sends: a payload of Slack's, a button's id, a typed line."""

    def one(raw: bytes) -> None:
        text = raw.decode("utf-8", "replace")
        typed.read(text, SPECS)
        custom_ids.read(text)
        with suppress(ValueError, RecursionError):  # the web server's part
            payload = json.loads(text)
            if isinstance(payload, dict):
                request(read(payload), NOW, Person(), ME, SPECS)

    payloads: Iterable[object] = (
        {"command": "/study", "text": "setup 09:00", "user_id": "U1", "team_id": "T1", "channel_id": "C1"},
        {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "answer:1", "value": "x"}]},
        {"type": "view_submission", "user": {"id": "U1"}, "view": {"callback_id": "answer:1", "state": {}}},
        {"type": "event_callback", "event": {"type": "message", "channel_type": "im", "text": "help"}},
    )
    lines = ("/quiz sagemaker 3", "/study import boats Q: a\nA: b", "answer:1", "v:1@T1", '"', "/study 'open")
    return Target(one, (*(json.dumps(one).encode() for one in payloads), *(line.encode() for line in lines)))


TARGETS: dict[str, Callable[[], Target]] = {
    "grader": grader,
    "yaml": yaml,
    "importers": importers,
    "requests": requests,
}
