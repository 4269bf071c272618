"""What people paste or type to hurt: it is refused in a sentence, soon, and nothing of it is kept."""

import time

import pytest

from bot.messages import Invalid
from bot.usecases.adding import LONGEST
from tests.library import packages
from tests.usecases.hall import ADA, TEAM, Hall, said
from tests.usecases.test_adding import SHEET

SOON = 3.0  # seconds of the processor, where each of these takes well under one
ALIASES = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
ZIP_BOMB = packages.zipped({"collection.anki2": b"\0" * 100_000_000})
PASTES = {
    "an alias bomb": f"deck: bomb\n{ALIASES}cards: *i\n",
    "brackets without end": "[" * 100_000,
    "braces without end": "deck: x\ncards: " + "{" * 100_000,
    "a zip bomb": ZIP_BOMB.decode("utf-8", "replace"),
    "a zip bomb as a terminal hands it on": ZIP_BOMB.decode("latin-1"),
    "a package cut off": packages.old([("Fender", "a cushion")])[:200].decode("latin-1"),
    "nothing but a byte order mark": "\ufeff",
    "zeros": "\0" * 100_000,
}
PATTERNS = {
    "brackets": "(" * 1_900 + "a" + ")" * 1_900,
    "brackets in alternatives": "(a | " * 200 + "b" + ")" * 200,
    "alternatives of alternatives": " ".join(f"(a{n} | b{n} | c{n})" for n in range(60)),
    "hundreds of alternatives": " | ".join(f"word{n}" for n in range(400)),
    "quotes": '"' * 1_001,
    "stars": "a* " * 1_000,
    "hundreds of points": "a | b\n" * 600,
    "nested": "(flips (mirrors | turns) | " * 40 + "x" + ")" * 40,
}


@pytest.mark.parametrize("kind", PASTES)
async def test_a_hostile_paste_becomes_no_draft(hall: Hall, kind: str) -> None:
    began = time.process_time()
    told = said(await hall.command(ADA, "study import", name="bomb", text=PASTES[kind]))
    assert time.process_time() - began < SOON
    assert "went wrong" not in told and len(told) < 1_000
    assert await hall.parts.house.store.read(lambda view: view.drafts(TEAM)) == ()


@pytest.mark.parametrize("kind", PATTERNS)
async def test_a_slow_pattern_is_refused_or_reads_as_fast_as_any(hall: Hall, kind: str) -> None:
    began = time.process_time()
    reply = await hall.submit(ADA, "card:knots", {**SHEET, "points": PATTERNS[kind]})
    assert time.process_time() - began < SOON
    assert isinstance(reply, Invalid) and reply.fields["points"]


@pytest.mark.parametrize("field", ["ask", "answer", "points"])
async def test_an_endless_field_of_a_card_is_sent_back(hall: Hall, field: str) -> None:
    began = time.process_time()
    reply = await hall.submit(ADA, "card:knots", {**SHEET, field: "word " * 100_000})
    assert time.process_time() - began < SOON
    assert isinstance(reply, Invalid) and reply.fields[field]


async def test_an_endless_reason_is_kept_as_far_as_it_is_shown(hall: Hall) -> None:
    await hall.submit(ADA, "card:knots", {**SHEET, "why": "word " * 100_000})
    (draft,) = await hall.parts.house.store.read(lambda view: view.drafts(TEAM))
    assert len(draft.deck.cards[0].why) <= LONGEST
