"""What is said unasked: a message a second in a channel, each with its key, looked for when uncertain."""

import logging
from datetime import datetime, timedelta

from bot.adapters.slack import limits
from bot.adapters.slack.blocks import Drawing, draw
from bot.adapters.slack.looking import NO_THREAD, Looking, marked, place
from bot.adapters.slack.pictures import Pictures
from bot.adapters.slack.spans import Json, escaped, placed
from bot.adapters.slack.teams import Teams
from bot.adapters.slack.web import Misshaped, Uninstalled, Web
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.errors import Unavailable
from bot.messages import Message, Text
from bot.ports import Clock

log = logging.getLogger(__name__)

PACE = timedelta(seconds=1)  # Slack takes about one message a second in a channel
AGAIN = timedelta(hours=1)  # until what Slack does not take from us for now is tried again
SHAPES = 3  # that a post is tried in: as it is meant, as text or beside its thread, as both
RETRIED = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_arguments", "msg_blocks_too_long"})


class Posting:
    """The one way out for posts; a channel that Slack wants left alone is left alone."""

    def __init__(
        self,
        web: Web,
        teams: Teams,
        pictures: Pictures,
        looking: Looking,
        clock: Clock,
        pace: timedelta = PACE,
    ) -> None:
        self._web = web
        self._teams = teams
        self._pictures = pictures
        self._clock = clock
        self._pace = pace
        self._looking = looking
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
            "metadata": marked(key),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if under is not None:
            said["thread_ts"] = place(under)[1]
        told = await self._somehow(token.token, channel, said, message)
        return PostRef(to, f"{told['channel']}:{told['ts']}")

    async def _somehow(self, token: str, channel: str, said: Json, message: Message) -> Json:
        """In the first shape that Slack takes; what it takes in none may be taken later, and is not there."""
        refused = ""
        for _ in range(SHAPES):
            try:
                return await self._say(token, channel, said)
            except Misshaped as wrong:
                refused = str(wrong)
                otherwise = _otherwise(wrong, said, message)
            if otherwise is None:
                break
            said = otherwise
        log.error("not_posted", extra={"channel": channel, "why": refused})
        raise Unavailable(refused, AGAIN.total_seconds(), uncertain=False)

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None
    ) -> PostRef | None:
        """Look through what was said since. Raises Gone | Unavailable."""
        token = (await self._teams.needed(to.team.id)).token
        channel = await self._channel(token, to)
        found = await self._looking.find(token, channel, key, since, under)
        return PostRef(to, f"{channel}:{found}") if found is not None else None

    async def edit(self, ref: PostRef, message: Message) -> None:
        """Redraw a post. One that somebody deleted stays deleted. Raises Gone | Unavailable."""
        token = await self._teams.needed(ref.to.team.id)
        channel, ts = place(ref)
        shown = await self._pictures.of(token, message)
        tabular = Drawing(tabular=True, most=limits.MESSAGE_BLOCKS, shown=shown)
        refused = ""
        for how in (tabular, Drawing(most=limits.MESSAGE_BLOCKS)):
            try:
                drawn = {"channel": channel, "ts": ts, **spoken(message, how)}
                await self._web.call(token.token, "chat.update", drawn)
                return
            except Misshaped as wrong:
                refused = str(wrong)
                if wrong.error not in RETRIED:
                    break
        log.info("not_redrawn", extra={"channel": channel, "why": refused})

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
    text = limits.cut(escaped(message.brief), limits.BRIEF)
    for part in message.parts:
        if isinstance(part, Text):
            text = placed(text, part.line)
    return {"text": text, "blocks": draw(message, how)}


def _otherwise(wrong: Misshaped, said: Json, message: Message) -> Json | None:
    """The same in another shape: as text, or beside a thread that somebody deleted; None: there is none."""
    if wrong.error in NO_THREAD:
        return {key: value for key, value in said.items() if key != "thread_ts"}
    if wrong.error in RETRIED:
        return said | spoken(message, Drawing(most=limits.MESSAGE_BLOCKS))
    return None


def address(to: Room | Member) -> str:
    """Where Slack is told to post: a channel, or somebody's conversation with the bot."""
    return to.channel if isinstance(to, Room) else to.user
