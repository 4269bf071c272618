"""Looks back in a channel for a post that may have got through: by the tag in the ids of its buttons.

Discord keeps no nonce with a message. A post without buttons cannot be found; its nonce keeps it from being
said twice for some minutes.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.adapters.discord import custom_ids
from bot.adapters.discord.rest import Rest
from bot.errors import Unavailable

PAGE = 100
PAGES = 20  # messages since the slot that are looked through: 2,000
APART = timedelta(minutes=5)  # how far Discord's clock and ours may be apart

Found = Mapping[str, Any]


async def look_back(rest: Rest, channel: str, tag: str, since: datetime) -> str | None:
    """The id of the message; None: it is certainly not there. Raises Gone | Unavailable."""
    after = discord.utils.time_snowflake(since - APART)
    for _ in range(PAGES):
        query = {"limit": PAGE, "after": after}
        page = await rest.look("/channels/{channel_id}/messages", query, channel_id=channel)
        for message in page:
            if tag in _tags(message.get("components", ())):
                return str(message["id"])
        if len(page) < PAGE:
            return None
        after = max(int(message["id"]) for message in page)
    raise Unavailable("history too long")


def _tags(components: Iterable[Found]) -> Iterator[str]:
    for component in components:
        if "custom_id" in component:
            yield custom_ids.read(str(component["custom_id"]))[1].tag
        yield from _tags(component.get("components", ()))
