"""What can be done with an answer once its request was acknowledged: views, messages, the home page."""

import logging
from datetime import timedelta

from bot.adapters.slack import limits, views
from bot.adapters.slack.access import Token
from bot.adapters.slack.blocks import Drawing, Shown, nothing_shown
from bot.adapters.slack.incoming import Incoming, Way
from bot.adapters.slack.looking import marked
from bot.adapters.slack.pictures import Pictures, drawable
from bot.adapters.slack.posting import RETRIED, spoken
from bot.adapters.slack.spans import Json
from bot.adapters.slack.views import DEEPEST, Place
from bot.adapters.slack.web import Misshaped, Web
from bot.errors import BotError, Gone, Unavailable
from bot.messages import Form, Message, Reply, Said
from bot.ports import Clock
from bot.wording import Wording

log = logging.getLogger(__name__)

EXPIRED = frozenset({"expired_trigger_id", "trigger_expired"})  # three seconds have passed since the press
TAKEN = frozenset({"exchanged_trigger_id", "trigger_exchanged"})  # it came before, and has opened its modal
CLOSED = frozenset({"not_found", "view_not_found", "hash_conflict"})  # somebody closed it, or it has gone on
MOMENT = timedelta(seconds=30)  # that somebody may still be there for an answer


class Outgoing:
    """One workspace's way to who asked. `say` speaks their language."""

    def __init__(
        self, web: Web, pictures: Pictures, clock: Clock, token: Token, came: Incoming, say: Wording
    ) -> None:
        self._web = web
        self._pictures = pictures
        self._clock = clock
        self._token = token
        self._came = came
        self.say = say

    @property
    def place(self) -> Place:
        """What a view must remember to be answered from the same place."""
        came = self._came
        home = came.way is Way.HOME_PRESS or (came.view is not None and came.view.place.home)
        return Place(came.channel, home)

    def drawn(self, shows: Said | Form, shown: Shown | None = None) -> Json:
        """The view of an answer; pictures in it that are not uploaded yet stand as text."""
        if isinstance(shows, Form):
            return views.form(shows, self.place, self.say)
        return views.modal(shows.message, self.place, self.say, shown or self._pictures.at_once(self._token))

    async def follow(self, reply: Reply, view: str, *, late: bool = False) -> None:
        """Bring an answer where it belongs. `view`: the one that waits for it, "" where none does."""
        match reply:
            case Form() if view:
                await self.update(view, self.drawn(reply))
            case Form():
                await self._open(self.drawn(reply))
            case Said() if self._came.way is Way.HOME_PRESS and reply.replaces and not view:
                return  # the page itself is drawn anew
            case Said() if self._in_channel(reply, view):
                checking = late and self._came.way is Way.COMMAND
                if checking and not reply.private:
                    await self._take_back()
                await self.reply(reply, instead=reply.replaces or (checking and reply.private))
            case Said():
                await self._show(reply, view)
            case _:
                return

    def _in_channel(self, said: Said, view: str) -> bool:
        """Whether an answer stands among the channel's messages, and not in a modal."""
        if self._came.way is Way.COMMAND:
            return True
        return self._came.way is Way.PRESS and not view and (said.replaces or not said.private)

    async def _show(self, said: Said, view: str) -> None:
        """In a modal; in one that is open it takes the place of what was pressed, unless that is kept."""
        under = self._came.view
        if not view and self._came.way is Way.VIEW_PRESS and under is not None and not said.kept:
            view = under.id
        if view:
            await self.update(view, self.drawn(said))
        else:
            view = await self._opened(said)
        await self.with_pictures(view, said)

    async def _opened(self, said: Said) -> str:
        """In a modal of its own, or where it is too late for one in the channel; "" there."""
        try:
            return await self._open(self.drawn(said))
        except Misshaped as late:
            if late.error not in EXPIRED or not self._came.answer_url:
                raise
            await self.reply(said, instead=False)
            return ""

    async def wait(self) -> str:
        """Open what says that an answer is being looked at; "" where Slack does not let us.

        By a name of ours, so that one whose opening Slack left unanswered is not left to say so for ever.
        """
        name = self._came.trigger
        view = views.checking(self.place, self.say) | {"external_id": name}
        try:
            if id := await self._open(view):
                return id
            told = await self._call("views.update", {"external_id": name, "view": view})
            return str(told["view"]["id"])
        except BotError as why:
            log.warning("not_said_to_wait", extra={"request": self._came.id, "why": str(why)})
            return ""

    async def _open(self, view: Json) -> str:
        """Open a modal over what was pressed; its id, "" where an earlier delivery has opened one.

        A modal that is open needs no press to be drawn anew, so who waited too long in it is shown it there.
        """
        under = self._came.view
        try:
            return await self._surely_open(view)
        except Misshaped as late:
            if late.error in TAKEN:
                log.info("opened_before", extra={"request": self._came.id})
                return ""
            if late.error not in EXPIRED or self._came.way is not Way.VIEW_PRESS or under is None:
                raise
            await self.update(under.id, view)
            return under.id

    async def _surely_open(self, view: Json) -> str:
        """It is safe to ask twice: what a press allows to open is opened once."""
        try:
            return await self._asked_to_open(view)
        except Unavailable as away:
            if not away.uncertain:
                raise
            return await self._asked_to_open(view)

    async def _asked_to_open(self, view: Json) -> str:
        under = self._came.view
        method, deep = "views.open", self._came.way is Way.VIEW_PRESS and under is not None
        if deep and under is not None:
            if under.depth >= DEEPEST:
                await self.update(under.id, view)
                return under.id
            method = "views.push"
        told = await self._call(method, {"trigger_id": self._came.trigger, "view": view})
        return str(told["view"]["id"])

    async def update(self, id: str, view: Json) -> None:
        """Nobody is left in a modal that says to wait: to draw it twice does no harm."""
        drawn = {"view_id": id, "view": view}
        try:
            try:
                await self._call("views.update", drawn)
            except Unavailable as away:
                await self._until(away)
                await self._call("views.update", drawn)
        except Misshaped as gone:
            if gone.error not in CLOSED:
                raise
            log.info("view_was_closed", extra={"request": self._came.id})

    async def with_pictures(self, id: str, said: Said) -> None:
        """Draw a view again, once its pictures can be shown; without them it is there all the same."""
        if id and drawable(said.message) and not self._pictures.is_ready(self._token, said.message):
            shown = await self._pictures.of(self._token, said.message)
            if self._pictures.is_ready(self._token, said.message):
                try:
                    await self.update(id, self.drawn(said, shown))
                except BotError as why:
                    log.warning("picture_not_shown", extra={"request": self._came.id, "why": str(why)})

    async def publish(self, message: Message) -> None:
        """The home page: at once with its pictures as text, and with them as soon as they can be shown.

        What has been drawn there since is newer, and stays.
        """
        page = {"user_id": self._came.user, "view": views.home(message, self._pictures.at_once(self._token))}
        told = await self._call("views.publish", page)
        if not drawable(message) or self._pictures.is_ready(self._token, message):
            return
        shown = await self._pictures.of(self._token, message)
        if self._pictures.is_ready(self._token, message):
            again = page | {"view": views.home(message, shown), "hash": str(told["view"]["hash"])}
            try:
                await self._call("views.publish", again)
            except Misshaped as newer:
                if newer.error not in CLOSED:
                    raise

    async def reply(self, said: Said, *, instead: bool) -> None:
        """Answer a command or a press in its channel. `instead`: in the place of what stands there."""
        how = {"response_type": "ephemeral" if said.private else "in_channel", "replace_original": instead}
        shown = (
            await self._pictures.of(self._token, said.message) if drawable(said.message) else nothing_shown
        )
        tabular = Drawing(tabular=True, most=limits.MESSAGE_BLOCKS, shown=shown)
        try:
            await self._answer(how | spoken(said.message, tabular))
        except Misshaped:
            plain = Drawing(most=limits.MESSAGE_BLOCKS)
            await self._answer(how | spoken(said.message, plain))

    async def aside(self, said: Said) -> None:
        """Beside what was pressed; the home page has no such place, so in their conversation with the bot."""
        if self._came.answer_url:
            await self.reply(said, instead=False)
        else:
            await self._post("chat.postMessage", {"channel": self._came.user}, said.message)

    async def _answer(self, body: Json) -> None:
        """What may stand there already is not said again; what only waits is said when Slack lets us."""
        try:
            await self._web.answer(self._came.answer_url, body)
        except Unavailable as busy:
            if busy.uncertain:
                raise
            await self._until(busy)
            await self._web.answer(self._came.answer_url, body)

    async def _until(self, away: Unavailable) -> None:
        """As long as Slack wants to be left alone. Raises Unavailable where nobody would wait for it."""
        wait = timedelta(seconds=away.retry_after or 0)
        if wait > MOMENT:
            raise away
        if wait:
            await self._clock.sleep(wait)

    async def _take_back(self) -> None:
        """What stands there for one person alone: Slack never shows it to all, whatever takes its place."""
        try:
            await self._web.answer(self._came.answer_url, {"delete_original": True})
        except (Unavailable, Misshaped) as kept:
            log.info("not_taken_back", extra={"request": self._came.id, "why": str(kept)})

    async def whisper(self, message: Message) -> None:
        """Only for who asked, where they did; where the bot may not speak, in their conversation with it."""
        try:
            await self._post("chat.postEphemeral", self._there() | {"user": self._came.user}, message)
        except Gone:
            await self._post("chat.postMessage", {"channel": self._came.user}, message)

    async def write(self, message: Message, key: str) -> None:
        """In the conversation that was written in, to be found there by its key."""
        await self._post("chat.postMessage", self._there() | {"metadata": marked(key)}, message)

    def _there(self) -> Json:
        """The channel that was written in, and its thread."""
        thread = {"thread_ts": self._came.thread} if self._came.thread else {}
        return {"channel": self._came.channel} | thread

    async def _post(self, method: str, to: Json, message: Message) -> None:
        shown = await self._pictures.of(self._token, message)
        tabular = Drawing(tabular=True, most=limits.MESSAGE_BLOCKS, shown=shown)
        try:
            await self._call(method, to | spoken(message, tabular))
        except Misshaped as wrong:
            if wrong.error not in RETRIED:
                raise
            await self._call(method, to | spoken(message, Drawing(most=limits.MESSAGE_BLOCKS)))

    async def _call(self, method: str, arguments: Json) -> Json:
        return await self._web.call(self._token.token, method, arguments)
