"""What a page sends, read with care: who asks under which id, and the texts they send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from aiohttp import web

from bot.adapters.terminal.visible import one_line, short
from bot.core.model import Member, Room
from bot.messages import Right

LONGEST_ID = 64
LONGEST_NAME = 60  # columns; as in the terminal
MOST_FIELDS = 30
EVERYTHING = frozenset(Right)  # on loopback everyone may do everything, as at their own terminal


class Who(TypedDict):
    id: str
    arrived: datetime
    member: Member
    room: Room
    name: str
    locale: str
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True)
class Sent:
    """A page's body: texts by name, `fields` with those of a form."""

    who: Who
    body: Mapping[str, str | dict[str, str]]

    def text(self, name: str) -> str:
        """Raises what the browser is told where it is not there."""
        found = self.body.get(name)
        if not isinstance(found, str):
            raise web.HTTPBadRequest
        return found

    def fields(self) -> Mapping[str, str]:
        found = self.body.get("fields")
        if not isinstance(found, dict) or len(found) > MOST_FIELDS:
            raise web.HTTPBadRequest
        return found


def read(
    body: Mapping[str, str | dict[str, str]], room: Room, host: str, locale: str, arrived: datetime
) -> Sent:
    """The body with who sent it; `host` is who sits here while no name is said."""
    id, said = body.get("id"), body.get("user", "")
    if not isinstance(id, str) or not 8 <= len(id) <= LONGEST_ID or not isinstance(said, str):
        raise web.HTTPBadRequest
    name = short(one_line(said) or host, LONGEST_NAME)
    who = Who(
        id=f"web-{id}",
        arrived=arrived,
        member=Member(room.team, name.casefold()),
        room=room,
        name=name,
        locale=locale,
        rights=EVERYTHING,
    )
    return Sent(who, body)
