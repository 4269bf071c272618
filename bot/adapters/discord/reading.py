"""An interaction as a request of the house."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypedDict

from bot.adapters.discord import asked as interactions
from bot.adapters.discord import custom_ids, places
from bot.adapters.discord.asked import Asked
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


def head_of(asked: Asked) -> Head:
    """What the id of the pressed button or submitted form says beside the view's own id."""
    return custom_ids.read(asked.custom_id)[1] if asked.custom_id is not None else Head()


async def read(asked: Asked, head: Head, fetch: Fetch) -> Request | None:
    """The request; None: of a kind that the bot has no use for."""
    who = _who(asked, places.room_of(asked, head.team))
    match asked.kind:
        case interactions.COMMAND:
            name, options = _command(asked.data)
            given = _attachments(asked.data)
            return Command(**who, command=name, options=await _texts(options, given, fetch))
        case interactions.COMPLETION:
            name, options = _command(asked.data)
            typed = next((option for option in options if option.get("focused")), None)
            if typed is None:
                return None
            return Lookup(**who, command=name, option=typed["name"], typed=str(typed.get("value", "")))
        case interactions.COMPONENT:
            return Press(**who, button=custom_ids.read(asked.data["custom_id"])[0])
        case interactions.SUBMISSION:
            form = custom_ids.read(asked.data["custom_id"])[0]
            return Submission(**who, form=form, fields=filled(asked.data["components"]))
    return None


def _who(asked: Asked, room: Room) -> Who:
    rights, groups = places.standing(asked, room)
    return {
        "id": asked.id,
        "arrived": asked.arrived,
        "member": Member(room.team, asked.user),
        "room": room,
        "name": asked.name,
        "locale": asked.locale,
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
