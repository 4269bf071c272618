"""Interactions as Discord sends them: commands, completions, presses and submitted forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.adapters.discord.local.people import DIRECT, USUAL, Guild, Ids, Place, User

COMMAND, COMPONENT, COMPLETION, SUBMISSION = 2, 3, 4, 5
SCHEMAS = {
    COMMAND: "APIChatInputApplicationCommandInteraction",
    COMPONENT: "APIMessageComponentInteraction",
    COMPLETION: "APIApplicationCommandAutocompleteInteraction",
    SUBMISSION: "APIModalSubmitInteraction",
}
STRING, INTEGER, ATTACHMENT, SUBCOMMAND = 3, 4, 11, 1

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """`installed`: the guild has the bot, and not the user alone."""

    place: Place
    guild: Guild | None = None
    installed: bool = True


def interaction(ids: Ids, application: str, kind: int, data: Event, user: User, where: Where) -> Event:
    place, guild = where.place, where.guild
    id, held = ids(), guild.held if guild is not None else USUAL
    event: Event = {
        "id": id,
        "application_id": application,
        "type": kind,
        "token": f"token-{id}",
        "version": 1,
        "data": data,
        "channel": _channel(place, held),
        "channel_id": place.id,
        "locale": user.locale,
        "app_permissions": str(held),
        "entitlements": [],
        "attachment_size_limit": 10_000_000,
        "authorizing_integration_owners": {},
    }
    if guild is None:
        event |= {"user": user.json(), "context": 1 if place.kind == DIRECT else 2}
        event["authorizing_integration_owners"] = {"1": user.id}
        return event
    member = user.member() | {"permissions": str(user.permissions)}
    event |= {"guild_id": guild.id, "member": member, "context": 0, "guild_locale": "en-US"}
    event["guild"] = {"id": guild.id, "features": [], "locale": "en-US"}
    event["authorizing_integration_owners"] = {"0": guild.id} if where.installed else {"1": user.id}
    return event


def _channel(place: Place, held: int) -> Event:
    told = place.json()
    return told | {"permissions": str(held)} if place.kind != DIRECT else told


def command(name: str, options: Mapping[str, str | int], focused: str = "") -> Event:
    """A command by its whole name, as in "study setup"; a value that begins with an address is a file."""
    top, _, sub = name.partition(" ")
    files: dict[str, Event] = {}
    told = [_option(key, value, focused, files) for key, value in options.items()]
    inner = [{"type": SUBCOMMAND, "name": sub, "options": told}] if sub else told
    data: Event = {"id": "1", "name": top, "type": 1, "options": inner}
    return data | {"resolved": {"attachments": files}} if files else data


def _option(name: str, value: str | int, focused: str, files: dict[str, Event]) -> Event:
    if isinstance(value, int):
        return {"name": name, "type": INTEGER, "value": value}
    if value.startswith("http://"):
        id = str(900 + len(files))
        files[id] = {"id": id, "filename": "paste.txt", "size": 1, "url": value, "proxy_url": value}
        return {"name": name, "type": ATTACHMENT, "value": id}
    option: Event = {"name": name, "type": STRING, "value": value}
    return option | {"focused": True} if name == focused else option


def press(custom_id: str) -> Event:
    return {"custom_id": custom_id, "component_type": 2}


def submission(modal: Mapping[str, Any], fields: Mapping[str, str]) -> Event:
    """The modal filled in; a field that is not named stays as it was."""
    parts = [_part(number, part, fields) for number, part in enumerate(modal["components"], start=1)]
    return {"custom_id": modal["custom_id"], "components": parts}


def _part(number: int, part: Mapping[str, Any], fields: Mapping[str, str]) -> Event:
    if part["type"] == 10:
        return {"type": 10, "id": number}
    inner = part["component"]
    id, kind = inner["custom_id"], inner["type"]
    filled: Event = {"type": kind, "id": 100 + number, "custom_id": id}
    if kind == 4:
        filled["value"] = fields.get(id, inner.get("value", ""))
    elif kind == 21:
        filled["value"] = fields.get(id) or _chosen(inner["options"])
    else:
        filled["values"] = fields[id].split() if id in fields else _all_chosen(inner["options"])
    return {"type": 18, "id": number, "component": filled}


def _chosen(options: Sequence[Mapping[str, Any]]) -> str | None:
    return next(iter(_all_chosen(options)), None)


def _all_chosen(options: Sequence[Mapping[str, Any]]) -> list[str]:
    return [option["value"] for option in options if option.get("default")]
