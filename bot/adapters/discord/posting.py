"""Says what nobody asked for: posted once by its nonce, found again by its tag, edited in its place."""

import asyncio
import logging
from collections import OrderedDict
from datetime import datetime
from hashlib import blake2b

from bot import pictures
from bot.adapters.discord import drawing, failing, history, places
from bot.adapters.discord.custom_ids import Head, tag_of, write
from bot.adapters.discord.drawing import Body, Drawn
from bot.adapters.discord.rest import Rest
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.errors import BotError, Gone
from bot.messages import Button, Message, Picture

log = logging.getLogger(__name__)

LONGEST_NONCE = 25
LONGEST_NAME = 100  # of a thread
QUIET = 1440  # minutes after which a thread nobody writes in is put away
KNOWN = 10_000  # direct message channels that are remembered


class Posting:
    """Through one connection's requests; forgets nothing that would be needed after a restart."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._private: OrderedDict[str, str] = OrderedDict()

    async def post(self, to: Room | Member, message: Message, key: str, under: PostRef | None) -> PostRef:
        drawn = await self._drawn(to, message, key)
        more: Body = {"nonce": nonce(key), "enforce_nonce": True}
        channel = await self._channel(to)
        if under is not None and under.to == to:
            if message.threaded and (ref := await self._in_thread(to, drawn, more, under)):
                return ref
            channel, asked = _parted(under.id)
            more["message_reference"] = {"message_id": asked, "fail_if_not_exists": False}
        sent = await self._send(channel, drawn, more)
        if message.threaded and under is None:
            await self._open_thread(channel, sent, message.brief)
        return PostRef(to, f"{channel}-{sent}")

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None
    ) -> PostRef | None:
        channels = [await self._channel(to)]
        if under is not None and under.to == to:
            channels.append(_parted(under.id)[1])  # a thread has the id of the message that it hangs on
        for channel in channels:
            try:
                found = await history.look_back(self._rest, channel, tag_of(key), since)
            except Gone:
                if channel == channels[0]:
                    raise
                continue  # no thread hangs there
            if found is not None:
                return PostRef(to, f"{channel}-{found}")
        return None

    async def edit(self, ref: PostRef, message: Message) -> None:
        """A message that somebody has deleted needs no edit any more."""
        channel, sent = _parted(ref.id)
        drawn = await self._drawn(ref.to, message, "")
        body = (
            drawn.body if drawn.body["flags"] & drawing.COMPONENTS_V2 == 0 else drawn.body | {"content": None}
        )
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

    async def _in_thread(self, to: Room | Member, drawn: Drawn, more: Body, under: PostRef) -> PostRef | None:
        """None: no thread hangs under that message any more."""
        _, thread = _parted(under.id)
        try:
            return PostRef(to, f"{thread}-{await self._send(thread, drawn, more)}")
        except Gone:
            return None

    async def _open_thread(self, channel: str, sent: str, name: str) -> None:
        """Without the thread the question still stands: only the log is told."""
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        body = {"name": name[:LONGEST_NAME], "auto_archive_duration": QUIET}
        try:
            await self._rest.call("POST", path, body, channel_id=channel, message_id=sent)
        except (BotError, *failing.FAILURES) as error:
            log.warning("no_thread", extra={"post": sent, "why": str(error)})

    async def _drawn(self, to: Room | Member, message: Message, key: str) -> Drawn:
        team = to.team.id if isinstance(to, Member) and not to.team.id.startswith(places.OWN) else ""
        tag = tag_of(key) if key else ""

        def named(button: Button) -> str:
            return write(button.id, Head(button.opens, tag, team))

        return drawing.posted(message, named, await pngs_of(message))

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
    drawn = await asyncio.gather(*(pictures.png(part.svg) for part in shown))
    return {part.name: png for part, png in zip(shown, drawn, strict=True) if png is not None}


def nonce(key: str) -> str:
    return key if len(key) <= LONGEST_NONCE else blake2b(key.encode(), digest_size=12).hexdigest()


def _parted(id: str) -> tuple[str, str]:
    """The channel and the message of a post."""
    channel, _, sent = id.partition("-")
    return channel, sent
