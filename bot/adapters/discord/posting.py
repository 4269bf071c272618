"""Says what nobody asked for: posted once by its nonce, found again by its mark, edited in its place."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bot import pictures
from bot.adapters.discord import drawing, failing, history, places, threads
from bot.adapters.discord.custom_ids import Head, write
from bot.adapters.discord.drawing import Body, Drawn, Shape
from bot.adapters.discord.marks import marked, tag_of
from bot.adapters.discord.rest import Rest
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.errors import BotError, Gone
from bot.messages import Button, Message, Picture

log = logging.getLogger(__name__)

LONGEST_NONCE = 25
COMPONENTS = "c"  # at the end of the reference of a post that is made of them
KNOWN = 10_000  # direct message channels that are remembered


class Posting:
    """Through one connection's requests, as the user `us`; what a restart would need is not kept here."""

    def __init__(self, rest: Rest, us: str) -> None:
        self._rest = rest
        self._us = us
        self._private: OrderedDict[str, str] = OrderedDict()

    async def post(self, to: Room | Member, message: Message, key: str, under: PostRef | None) -> PostRef:
        tag = tag_of(key)
        threaded = message.threaded and under is None and threads.fit(to)
        drawn = await self._drawn(to, message, tag, threaded)
        more: Body = {"nonce": nonce(key), "enforce_nonce": True}
        channel = await self._channel(to)
        if under is not None and under.to == to:
            hangs = message.threaded and threads.fit(to)
            if hangs and (ref := await self._in_thread(to, drawn, more, under, tag)):
                return ref
            channel, asked, _ = _parted(under.id)
            more["message_reference"] = {"message_id": asked, "fail_if_not_exists": False}
        sent = await self._send(channel, drawn, more)
        if threaded:
            await threads.open_under(self._rest, channel, sent, message.brief)
        return _ref(to, channel, sent, drawn.body, tag)

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None
    ) -> PostRef | None:
        channels = [await self._channel(to)]
        if under is not None and under.to == to:
            channels.append(_parted(under.id)[1])  # a thread has the id of the message that it hangs on
        for channel in channels:
            try:
                found = await history.look_back(self._rest, self._us, channel, tag_of(key), since)
            except Gone:
                if channel == channels[0]:
                    raise
                continue  # no thread hangs there
            if found is not None:
                await threads.make_up(self._rest, channel, found)
                return _ref(to, channel, str(found["id"]), found, tag_of(key))
        return None

    async def edit(self, ref: PostRef, message: Message) -> None:
        """It keeps its mark. A message that somebody has deleted needs no edit any more."""
        channel, sent, tag = _parted(ref.id)
        drawn = await self._drawn(ref.to, message, tag, shape=_shape(ref.id))
        body = drawn.body | {"content": None} if _is_made_of_components(drawn.body) else drawn.body
        path = "/channels/{channel_id}/messages/{message_id}"
        try:
            await self._rest.send(
                "PATCH", path, Drawn(body, drawn.files), channel_id=channel, message_id=sent
            )
        except BotError as error:
            if getattr(error.__cause__, "code", 0) != failing.UNKNOWN_MESSAGE:
                raise
            log.info("edited_message_gone", extra={"post": sent})

    async def _send(self, channel: str, drawn: Drawn, more: Body) -> str:
        path = "/channels/{channel_id}/messages"
        sent = await self._rest.send("POST", path, Drawn(drawn.body | more, drawn.files), channel_id=channel)
        return str(sent["id"])

    async def _in_thread(
        self, to: Room | Member, drawn: Drawn, more: Body, under: PostRef, tag: str
    ) -> PostRef | None:
        """None: no thread hangs under that message any more."""
        _, thread, _ = _parted(under.id)
        try:
            return _ref(to, thread, await self._send(thread, drawn, more), drawn.body, tag)
        except Gone:
            return None

    async def _drawn(
        self,
        to: Room | Member,
        message: Message,
        tag: str,
        threaded: bool = False,
        shape: Shape = Shape.AS_FITS,
    ) -> Drawn:
        team = to.team.id if isinstance(to, Member) and not to.team.id.startswith(places.OWN) else ""

        def named(button: Button) -> str:
            return write(button.id, Head(button.opens, tag, team, threaded))

        drawn = drawing.posted(message, named, await pngs_of(message), shape)
        return Drawn(marked(drawn.body, tag), drawn.files) if tag else drawn

    async def _channel(self, to: Room | Member) -> str:
        """Where to say it; somebody's direct messages are opened when they are first needed."""
        if isinstance(to, Room) and not places.is_own(to):
            return to.thread or to.channel
        user = to.user if isinstance(to, Member) else to.channel.removeprefix(places.OWN)
        if user not in self._private:
            opened = await self._rest.call("POST", "/users/@me/channels", {"recipient_id": user})
            self._private[user] = str(opened["id"])
            while len(self._private) > KNOWN:
                self._private.popitem(last=False)
        return self._private[user]


async def pngs_of(message: Message) -> dict[str, bytes]:
    """The pictures of a message that can be drawn here."""
    shown = [part for part in message.parts if isinstance(part, Picture) and part.svg]
    if not shown:
        return {}
    drawn = await asyncio.gather(*(pictures.png(part.svg) for part in shown))
    return {part.name: png for part, png in zip(shown, drawn, strict=True) if png is not None}


def nonce(key: str) -> str:
    return key if len(key) <= LONGEST_NONCE else blake2b(key.encode(), digest_size=12).hexdigest()


def _ref(to: Room | Member, channel: str, sent: str, message: Mapping[str, Any], tag: str) -> PostRef:
    """Its mark, and of what a message is made: Discord takes no edit that would change that."""
    made = f"-{COMPONENTS}" if _is_made_of_components(message) else ""
    return PostRef(to, f"{channel}-{sent}-{tag}{made}")


def _is_made_of_components(message: Mapping[str, Any]) -> bool:
    return bool(message.get("flags", 0) & drawing.COMPONENTS_V2)


def _parted(id: str) -> tuple[str, str, str]:
    """The channel and the message of a post, and its tag; "": of an older version, which kept none."""
    channel, sent, *more = id.split("-")
    return channel, sent, next((tag for tag in more if tag != COMPONENTS), "")


def _shape(id: str) -> Shape:
    return Shape.COMPONENTS if id.endswith(f"-{COMPONENTS}") else Shape.PLAIN
