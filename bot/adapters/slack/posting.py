"""What is said unasked: a message a second in a channel, each with its key, looked for when uncertain."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.slack import limits
from bot.adapters.slack.blocks import Drawing, draw
from bot.adapters.slack.pictures import Pictures
from bot.adapters.slack.spans import Json, escaped
from bot.adapters.slack.teams import Teams
from bot.adapters.slack.web import Misshaped, Uninstalled, Web
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.errors import Unavailable
from bot.messages import Message
from bot.ports import Clock

EVENT = "studybot_post"  # the type of the metadata that a post carries; its key stands in the payload
PACE = timedelta(seconds=1)  # Slack takes about one message a second in a channel
SETTLES = timedelta(minutes=1)  # Slack does not say how late a call that it left unanswered may be done
PAGE = 15  # messages a look: all that Slack gives to apps outside its directory
PAGES = 20  # looks at most; a channel where more was said since is asked again later
APART = timedelta(minutes=5)  # how far Slack's clock and ours may be apart
AGAIN = timedelta(hours=1)  # until a workspace that took the bot away is tried again
NO_THREAD = frozenset({"thread_not_found", "message_not_found", "invalid_thread_ts"})
RETRIED = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_arguments", "msg_blocks_too_long"})


class Posting:
    """The one way out for posts; a channel that Slack wants left alone is left alone."""

    def __init__(
        self, web: Web, teams: Teams, pictures: Pictures, clock: Clock, pace: timedelta = PACE
    ) -> None:
        self._web = web
        self._teams = teams
        self._pictures = pictures
        self._clock = clock
        self._pace = pace
        self._free: dict[str, datetime] = {}  # when a channel may be written to again

    async def post(self, to: Room | Member, message: Message, key: str, under: PostRef | None) -> PostRef:
        """Raises Gone | Unavailable. A word to somebody waits until the bot is installed again."""
        try:
            return await self._post(to, message, key, under)
        except Uninstalled as lost:
            if isinstance(to, Room):
                raise
            raise Unavailable(str(lost), AGAIN.total_seconds(), uncertain=False) from None

    async def _post(self, to: Room | Member, message: Message, key: str, under: PostRef | None) -> PostRef:
        token = await self._teams.needed(to.team.id)
        channel = address(to)
        shown = await self._pictures.of(token, message)
        said: Json = {
            "channel": channel,
            **spoken(message, Drawing(tabular=True, most=limits.MESSAGE_BLOCKS, shown=shown)),
            "metadata": {"event_type": EVENT, "event_payload": {"key": key}},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if under is not None:
            said["thread_ts"] = place(under)[1]
        try:
            told = await self._say(token.token, channel, said)
        except Misshaped as wrong:
            told = await self._say(token.token, channel, _otherwise(wrong, said, message))
        return PostRef(to, f"{told['channel']}:{told['ts']}")

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None
    ) -> PostRef | None:
        """Look through what was said since. Raises Gone | Unavailable."""
        token = (await self._teams.needed(to.team.id)).token
        channel = await self._channel(token, to)
        asked: Json = {
            "channel": channel,
            "oldest": f"{(since - APART).timestamp():.6f}",
            "limit": PAGE,
            "include_all_metadata": "true",
        }
        method = "conversations.history"
        if under is not None:
            method, asked["ts"] = "conversations.replies", place(under)[1]
        for _ in range(PAGES):
            try:
                told = await self._web.call(token, method, asked, as_form=True)
            except Misshaped as wrong:
                if under is not None and wrong.error in NO_THREAD:
                    return await self.find(to, key, since, None)
                raise
            for message in told.get("messages", ()):
                if _key(message) == key:
                    return PostRef(to, f"{channel}:{message['ts']}")
            following = (told.get("response_metadata") or {}).get("next_cursor")
            if not following:
                return None
            asked["cursor"] = following
        raise Unavailable(f"{channel}: too much was said since to be looked through now")

    async def edit(self, ref: PostRef, message: Message) -> None:
        """Redraw a post. One that somebody deleted stays deleted. Raises Gone | Unavailable."""
        token = await self._teams.needed(ref.to.team.id)
        channel, ts = place(ref)
        shown = await self._pictures.of(token, message)
        drawn = spoken(message, Drawing(tabular=True, most=limits.MESSAGE_BLOCKS, shown=shown))
        try:
            await self._web.call(token.token, "chat.update", {"channel": channel, "ts": ts, **drawn})
        except Misshaped as wrong:
            if wrong.error in RETRIED:
                plain = spoken(message, Drawing(most=limits.MESSAGE_BLOCKS))
                await self._web.call(token.token, "chat.update", {"channel": channel, "ts": ts, **plain})

    async def whisper(self, team: str, channel: str, user: str, message: Message) -> None:
        """Say something in a channel that one person alone sees. Raises Gone | Unavailable | Misshaped."""
        token = await self._teams.needed(team)
        drawn = spoken(message, Drawing(most=limits.MESSAGE_BLOCKS))
        await self._web.call(token.token, "chat.postEphemeral", {"channel": channel, "user": user, **drawn})

    async def _say(self, token: str, channel: str, said: Json) -> Json:
        await self._wait(channel)
        try:
            return await self._web.call(token, "chat.postMessage", said)
        except Unavailable as busy:
            if busy.retry_after:
                self._free[channel] = self._clock.now() + timedelta(seconds=busy.retry_after)
            raise

    async def _wait(self, channel: str) -> None:
        """Until the channel may be written to; what takes longer than a moment is for another time."""
        now = self._clock.now()
        free = self._free.get(channel, now)
        if free - now > self._pace:
            raise Unavailable(f"{channel} is left alone", (free - now).total_seconds(), uncertain=False)
        self._free = {name: at for name, at in self._free.items() if at > now}
        self._free[channel] = max(free, now) + self._pace
        if free > now:
            await self._clock.sleep(free - now)

    async def _channel(self, token: str, to: Room | Member) -> str:
        if isinstance(to, Room):
            return to.channel
        told = await self._web.call(token, "conversations.open", {"users": to.user})
        return str(told["channel"]["id"])


def spoken(message: Message, how: Drawing) -> Json:
    """A message's blocks, and its `text` for notifications and for who has it read aloud."""
    return {"text": limits.cut(escaped(message.brief), limits.BRIEF), "blocks": draw(message, how)}


def _otherwise(wrong: Misshaped, said: Json, message: Message) -> Json:
    """The same in a shape that Slack takes: as text, or beside a thread that somebody deleted."""
    if wrong.error in NO_THREAD:
        return {key: value for key, value in said.items() if key != "thread_ts"}
    if wrong.error not in RETRIED:
        raise wrong
    return said | spoken(message, Drawing(most=limits.MESSAGE_BLOCKS))


def address(to: Room | Member) -> str:
    """Where Slack is told to post: a channel, or somebody's conversation with the bot."""
    return to.channel if isinstance(to, Room) else to.user


def place(ref: PostRef) -> tuple[str, str]:
    """A post's channel and its `ts`."""
    channel, _, ts = ref.id.partition(":")
    return channel, ts


def _key(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT:
        return ""
    return str((metadata.get("event_payload") or {}).get("key", ""))
