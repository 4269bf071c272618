"""`/study import`: a paste becomes a draft deck of the team, in use only once a reviewer has approved it."""

import asyncio
import re
from functools import partial

from bot.core.model import Deck
from bot.core.records import TeamDeck
from bot.errors import BadData, Refused
from bot.messages import Asked, Command, Press, Reply, Said
from bot.ports import Tx, View
from bot.usecases.house import House, meet, reader
from bot.views import importing as views

LONGEST = 60  # characters of a name
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


async def bring_in(house: House, request: Command) -> Reply:
    """Keep what was pasted as a draft, and tell what became of each card."""
    name, text = request.options.get("name", "").strip().lower(), request.options.get("text", "")
    if not name or not text.strip():
        raise Refused("import.how")
    name_of(house, name)
    before = await house.store.read(partial(known_deck, request=request, name=name))
    try:
        made = await asyncio.to_thread(house.catalogue.draft, text, name, before)
    except BadData as bad:
        raise Refused("import.unreadable", why=bad.problems[0].text) from None
    if not made.deck.cards:
        raise Refused("import.nothing" if "\n" in text.strip() else "import.one_line")
    await house.store.write(lambda tx: tx.keep_draft(made.deck, request.member, request.arrived))
    return Said(views.report(reader(request), name, made))


async def look(house: House, request: Press, draft: str) -> Reply:
    """The cards of a draft, so that a reviewer knows what they approve."""
    found = await house.store.read(partial(draft_of, request=request, draft=int(draft)))
    return Said(views.look(reader(request), found))


async def approve(house: House, request: Press, draft: str) -> Reply:
    return await _judge(house, request, int(draft), approved=True)


async def reject(house: House, request: Press, draft: str) -> Reply:
    return await _judge(house, request, int(draft), approved=False)


async def _judge(house: House, request: Press, draft: int, *, approved: bool) -> Reply:
    judged = await house.store.write(partial(_written, request=request, draft=draft, approved=approved))
    return Said(views.judged(reader(request), judged.deck.header.deck, approved=approved))


def _written(tx: Tx, request: Press, draft: int, approved: bool) -> TeamDeck:
    found = draft_of(tx, request, draft)
    meet(tx, request)
    tx.judge_draft(draft, approved, request.member, request.arrived)
    return found


def name_of(house: House, typed: str) -> str:
    """A name that a team's own deck can have. Refuses others."""
    if not _NAME.fullmatch(typed) or len(typed) > LONGEST or typed in house.catalogue.snapshot().decks:
        raise Refused("import.bad_name", typed=typed)
    return typed


def draft_of(view: View, request: Asked, draft: int) -> TeamDeck:
    """A draft of the asker's team that still waits. Refuses any other."""
    for waiting in view.drafts(request.member.team):
        if waiting.id == draft:
            return waiting
    raise Refused("import.gone")


def known_deck(view: View, request: Asked, name: str) -> Deck | None:
    """The deck of this name that the team has already: the draft that waits, else the one in use."""
    team = request.member.team
    decks = [kept.deck for kept in (*view.drafts(team), *view.approved_decks(team))]
    return next((deck for deck in decks if deck.header.deck == name), None)
