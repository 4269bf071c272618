"""An interaction as a request of the house."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypedDict

import discord

from bot.adapters.discord import custom_ids, places
from bot.adapters.discord.custom_ids import Head
from bot.adapters.discord.forms import filled
from bot.core.model import Member, Room
from bot.messages import Command, Lookup, Press, Request, Right, Submission

SUBCOMMAND, SUBCOMMAND_GROUP, ATTACHMENT = 1, 2, 11
FILE = "_file"  # behind an option's name: the same as a file

Fetch = Callable[[str], Awaitable[str]]  # the text behind an attachment's address
Option = Mapping[str, Any]


class Who(TypedDict):
    id: str
    arrived: datetime
    member: Member
    room: Room
    name: str
    locale: str
    rights: frozenset[Right]
    groups: frozenset[str] | None


def head_of(asked: discord.Interaction) -> Head:
    """What the id of the pressed button or submitted form says beside the view's own id."""
    raw: Mapping[str, Any] = asked.data or {}
    return custom_ids.read(raw["custom_id"])[1] if "custom_id" in raw else Head()


async def read(asked: discord.Interaction, head: Head, fetch: Fetch) -> Request | None:
    """The request; None: of a kind that the bot has no use for."""
    raw: Mapping[str, Any] = asked.data or {}
    who = _who(asked, places.room_of(asked, head.team))
    match asked.type:
        case discord.InteractionType.application_command:
            name, options = _command(raw)
            given = _attachments(raw)
            return Command(**who, command=name, options=await _texts(options, given, fetch))
        case discord.InteractionType.autocomplete:
            name, options = _command(raw)
            typed = next((option for option in options if option.get("focused")), None)
            if typed is None:
                return None
            return Lookup(**who, command=name, option=typed["name"], typed=str(typed.get("value", "")))
        case discord.InteractionType.component:
            return Press(**who, button=custom_ids.read(raw["custom_id"])[0])
        case discord.InteractionType.modal_submit:
            form = custom_ids.read(raw["custom_id"])[0]
            return Submission(**who, form=form, fields=filled(raw["components"]))
    return None


def _who(asked: discord.Interaction, room: Room) -> Who:
    rights, groups = places.standing(asked, room)
    return {
        "id": str(asked.id),
        "arrived": asked.created_at,
        "member": places.member_of(asked, room),
        "room": room,
        "name": asked.user.display_name,
        "locale": str(asked.locale),
        "rights": rights,
        "groups": groups,
    }


def _command(raw: Mapping[str, Any]) -> tuple[str, list[Option]]:
    """The command's whole name, as in "study setup", and its options."""
    name, options = str(raw["name"]), list(raw.get("options", ()))
    while options and options[0].get("type") in (SUBCOMMAND, SUBCOMMAND_GROUP):
        name = f"{name} {options[0]['name']}"
        options = list(options[0].get("options", ()))
    return name, options


def _attachments(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = raw.get("resolved", {}).get("attachments", {})
    return found


async def _texts(options: Iterable[Option], given: Mapping[str, Any], fetch: Fetch) -> dict[str, str]:
    """Options as they were typed; a file stands for what is in it."""
    texts: dict[str, str] = {}
    for option in options:
        value = str(option.get("value", ""))
        if option.get("type") == ATTACHMENT:
            texts[option["name"].removesuffix(FILE)] = await fetch(str(given[value]["url"]))
        else:
            texts.setdefault(option["name"], value)
    return texts
