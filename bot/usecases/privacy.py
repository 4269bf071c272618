"""`/study privacy`, `export` and `forget-me`: what is kept of somebody, told, chosen and deleted."""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial

from bot.core.choices import MemberChoice
from bot.core.model import Member
from bot.core.quiet import quiet_of, read
from bot.core.records import Kept
from bot.errors import Refused
from bot.messages import Command, Press, Reply, Said
from bot.ports import Tx, View
from bot.usecases.almanac import zone_of
from bot.usecases.amending import amend_endings, amend_naming
from bot.usecases.house import House, meet, reader
from bot.views import privacy as views
from bot.views.privacy import NAME, Switch

PAGE = 2500  # characters of an export that every platform can show at once
ON, OFF = "on", "off"
_USUAL = {MemberChoice.MILESTONES: ON}  # what holds where nobody chose; all else is off


async def privacy(house: House, request: Command) -> Reply:
    """What is kept and what was chosen; with words behind it, a choice is made."""
    words = request.options.get("how", "").lower().split()
    if words:
        await house.store.write(partial(_choose, house=house, request=request, words=words))
        house.wake()
    return Said(views.privacy(reader(request), await _switches(house, request)))


async def switch(house: House, request: Press, argument: str) -> Reply:
    """One switch turned, `reminders/on`."""
    await house.store.write(partial(_choose, house=house, request=request, words=argument.split("/")))
    house.wake()
    return Said(views.privacy(reader(request), await _switches(house, request)), replaces=True)


async def export(house: House, request: Command) -> Reply:
    return await _page(house, request, 1)


async def turn_page(house: House, request: Press, page: str) -> Reply:
    return await _page(house, request, int(page))


async def forget_me(house: House, request: Command) -> Reply:
    """Tells what that means, and asks once more."""
    if not await house.store.read(lambda view: view.kept_of(request.member)):
        raise Refused("privacy.unknown")
    return Said(views.sure(reader(request)))


async def forget(house: House, request: Press, argument: str) -> Reply:
    """Deletes who they are and all their words, once, also where the same press comes again later."""
    del argument
    await house.store.write(partial(_erase, house=house, request=request))
    house.wake()
    return Said(views.forgotten(reader(request)), replaces=True)


def _erase(tx: Tx, house: House, request: Press) -> None:
    if tx.outcome(request.id) is None:
        named, over = tx.first_in(request.member), tx.over(request.member)
        tx.erase(request.member)
        amend_naming(tx, house, named)
        amend_endings(tx, house, over)
        tx.remember(request.id, request.arrived, "")


def wants(view: View, member: Member, what: MemberChoice) -> bool:
    """Whether a switch of theirs is on."""
    return (view.choice(member, what) or _USUAL.get(what, OFF)) == ON


async def _switches(house: House, request: Command | Press) -> tuple[Switch, ...]:
    return await house.store.read(partial(switches, member=request.member))


def switches(view: View, member: Member) -> tuple[Switch, ...]:
    """What somebody chose."""
    told = [Switch(what, on=wants(view, member, what)) for what in views.SWITCHES]
    quiet = quiet_of(view.choice(member, MemberChoice.QUIET))
    return (
        *told,
        Switch(NAME, on=view.is_hidden(member)),
        Switch(MemberChoice.QUIET, on=quiet is not None, told=quiet.told() if quiet else ""),
    )


def _choose(tx: Tx, house: House, request: Command | Press, words: list[str]) -> None:
    if tx.outcome(request.id) is not None:
        return
    what, value = (words[0], " ".join(words[1:])) if len(words) > 1 else ("", "")
    meet(tx, request)
    if what == MemberChoice.QUIET:
        tx.choose(request.member, MemberChoice.QUIET, _quiet(tx, house, request, value))
    elif what == NAME and value in (ON, OFF):
        _hide(tx, house, request.member, hidden=value == ON)
    elif what in views.SWITCHES and value in (ON, OFF):
        tx.choose(request.member, MemberChoice(what), value)
    else:
        raise _unclear(words)
    tx.remember(request.id, request.arrived, "")


def _hide(tx: Tx, house: House, member: Member, *, hidden: bool) -> None:
    """Answers and winners that are out name them no more, or again."""
    if tx.is_hidden(member) != hidden:
        tx.opt_out(member, hidden)
        amend_naming(tx, house, tx.first_in(member))
        amend_endings(tx, house, tx.over(member))


def _unclear(words: list[str]) -> Refused:
    """What may have been meant: a switch that is spelled almost so, or on and off."""
    known = [*map(str, views.SWITCHES), NAME, str(MemberChoice.QUIET)]
    if words[0] in known:
        return Refused("privacy.on_off", typed=" ".join(words[1:]) or "…", what=words[0])
    if near := get_close_matches(words[0], known, 1):
        return Refused("privacy.near", typed=words[0], near=" ".join((near[0], *words[1:])))
    return Refused("privacy.no_switch", typed=words[0], known=", ".join(known))


def _quiet(view: View, house: House, request: Command | Press, typed: str) -> str:
    if typed == OFF:
        return ""
    quiet = read(typed, zone_of(view, house, request.room))
    if quiet is None:
        raise Refused("privacy.hours", typed=typed)
    return quiet.told()


async def _page(house: House, request: Command | Press, page: int) -> Reply:
    kept = await house.store.read(lambda view: view.kept_of(request.member))
    if not kept:
        raise Refused("privacy.unknown")
    pages = _pages(kept)
    return Said(views.export(reader(request), pages, min(page, len(pages))))


def _lines(kept: Kept) -> Iterator[str]:
    """JSON with a record a line, which people can read and programs too."""
    told = {what: rows for what, rows in kept.items() if rows}  # what there is nothing of takes no page
    for n, (what, rows) in enumerate(told.items()):
        yield f"{',' if n else '{'}{json.dumps(what)}: [\n"
        for place, row in enumerate(rows, start=1):
            yield f" {json.dumps(row, ensure_ascii=False)}{',' if place < len(rows) else ''}\n"
        yield "]\n"
    yield "}\n"


def _pages(kept: Kept) -> list[str]:
    """The export as JSON, cut where lines end if they do; the pages one after the other are it again."""
    pages = [""]
    for line in _lines(kept):
        for start in range(0, len(line), PAGE):
            piece = line[start : start + PAGE]
            if pages[-1] and len(pages[-1]) + len(piece) > PAGE:
                pages.append("")
            pages[-1] += piece
    return pages
