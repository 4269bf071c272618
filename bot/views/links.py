"""Codes that link accounts or join rooms, and what is linked and joined by now."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.model import Member, Room
from bot.messages import Message, Note, Span, Style, Text
from bot.wording import Wording


def code(say: Wording, code: str, holds: timedelta, *, joins: bool) -> Message:
    shown = (Span(f"{code[:4]}-{code[4:]}", Style.CODE),)
    key = "join.code" if joins else "link.code"
    minutes = holds // timedelta(minutes=1)
    return Message(
        (Text(say.line(key, code=shown, n=minutes)), Note(say.line("link.secret"))), say.text("link.brief")
    )


def accounts(say: Wording, known: Sequence[tuple[Member, str]]) -> Message:
    if len(known) < 2:
        return Message((Text(say.line("link.alone")),), say.text("link.brief"))
    named = ", ".join(f"{name} ({member.team.platform})" for member, name in known)
    return Message((Text(say.line("link.linked", accounts=named)),), say.text("link.brief"))


def rooms(say: Wording, known: Sequence[Room]) -> Message:
    if len(known) < 2:
        return Message((Text(say.line("join.alone")),), say.text("link.brief"))
    named = ", ".join(f"{room.channel} ({room.team.platform})" for room in known)
    return Message((Text(say.line("join.joined", rooms=named)),), say.text("link.brief"))
