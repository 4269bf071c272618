"""Looks back in a channel for a post that may have got through, by the mark that it bears.

What somebody copied from a post of ours bears its mark too, so whose message it is counts as well.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.adapters.discord import marks
from bot.adapters.discord.rest import Rest
from bot.errors import Unavailable

PAGE = 100
PAGES = 20  # messages since the slot that are looked through: 2,000
APART = timedelta(minutes=5)  # how far Discord's clock and ours may be apart

Found = Mapping[str, Any]


async def look_back(rest: Rest, us: str, channel: str, tag: str, since: datetime) -> Found | None:
    """The message, of `us`; None: it is certainly not there. Raises Gone | Unavailable."""
    after = discord.utils.time_snowflake(since - APART)
    for _ in range(PAGES):
        query = {"limit": PAGE, "after": after}
        page: list[Found] = await rest.look("/channels/{channel_id}/messages", query, channel_id=channel)
        for message in page:
            if message["author"]["id"] == us and marks.bears(message, tag):
                return message
        if len(page) < PAGE:
            return None
        after = max(int(message["id"]) for message in page)
    raise Unavailable("history too long")
