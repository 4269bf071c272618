"""Whether something stands in a channel already: looked for by its key, no page of the channel twice."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.slack.spans import Json
from bot.adapters.slack.web import Misshaped, Web
from bot.core.records import PostRef
from bot.errors import Unavailable

EVENT = "studybot_post"  # the type of the metadata that a post carries; its key stands in the payload
PAGE = 15  # messages a page: all that Slack gives to distributed apps outside its Marketplace, once a minute
PAGES = 20  # at most in one look; a channel where more was said since is asked again later
APART = timedelta(minutes=5)  # how far Slack's clock and ours may be apart
KEPT = 512  # searches under way that are remembered
NO_THREAD = frozenset({"thread_not_found", "message_not_found", "invalid_thread_ts"})


@dataclass(slots=True)
class Search:
    """How far one got: nothing up to `low` is it. `cursor`: the next page of what was said since.

    Pages go back in time, and while they are turned more is said, perhaps by another replica: `high` is the
    newest message that was seen, and what came behind it is looked at next.
    """

    low: str
    high: str
    cursor: str = ""

    def asks(self) -> Json:
        asked: Json = {"oldest": self.low, "limit": PAGE, "include_all_metadata": "true"}
        return asked | ({"cursor": self.cursor} if self.cursor else {})

    def turned(self, messages: Sequence[Mapping[str, Any]], following: str) -> None:
        self.high = max([self.high, *(str(message["ts"]) for message in messages)], key=float)
        self.cursor = following
        if not following:
            self.low = self.high


class Looking:
    """Goes on where it had to leave off, as long as the process lives; a new one begins anew."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._begun: OrderedDict[tuple[str, str, str], Search] = OrderedDict()

    async def find(
        self, token: str, channel: str, key: str, since: datetime, under: PostRef | None
    ) -> str | None:
        """Its `ts`; None: it stands nowhere. Raises Gone | Unavailable."""
        thread = place(under)[1] if under is not None else ""
        name, first = (channel, thread, key), f"{(since - APART).timestamp():.6f}"
        search = self._begun.setdefault(name, Search(first, first))
        while len(self._begun) > KEPT:
            self._begun.popitem(last=False)
        try:
            found = await self._through(search, token, channel, thread, key)
        except Misshaped as wrong:
            self._begun.pop(name, None)  # a cursor that is good no more among them
            if thread and wrong.error in NO_THREAD:
                return await self.find(token, channel, key, since, None)
            raise Unavailable(str(wrong)) from None
        self._begun.pop(name, None)
        return found

    async def _through(self, search: Search, token: str, channel: str, thread: str, key: str) -> str | None:
        method, where = "conversations.history", {"channel": channel}
        if thread:
            method, where = "conversations.replies", {"channel": channel, "ts": thread}
        resumed = bool(search.cursor)
        for _ in range(PAGES):
            told = await self._web.call(token, method, where | search.asks(), as_form=True)
            messages = told.get("messages") or ()
            for message in messages:
                if _key(message) == key:
                    return str(message["ts"])
            search.turned(messages, str((told.get("response_metadata") or {}).get("next_cursor") or ""))
            if not search.cursor and not resumed:
                return None
            resumed = resumed and bool(search.cursor)
        raise Unavailable(f"{channel}: too much was said since to be looked through now")


def marked(key: str) -> Json:
    """What a message carries to be found by its key."""
    return {"event_type": EVENT, "event_payload": {"key": key}}


def place(ref: PostRef) -> tuple[str, str]:
    """A post's channel and its `ts`."""
    channel, _, ts = ref.id.partition(":")
    return channel, ts


def _key(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT:
        return ""
    return str((metadata.get("event_payload") or {}).get("key", ""))
