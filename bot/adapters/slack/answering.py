"""The acknowledging rule: an answer that is there at once is the acknowledgement, a later one follows it."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import replace

from bot import wording
from bot.adapters.errands import PROMPT, prompt
from bot.adapters.slack import limits, views
from bot.adapters.slack.blocks import Drawing
from bot.adapters.slack.events import Events
from bot.adapters.slack.incoming import Incoming, Payload, Way, read
from bot.adapters.slack.means import Means
from bot.adapters.slack.outgoing import Outgoing
from bot.adapters.slack.pictures import drawable
from bot.adapters.slack.posting import spoken
from bot.adapters.slack.requests import request
from bot.adapters.slack.spans import Json
from bot.errors import BotError, Unavailable
from bot.messages import CommandSpec, Form, Invalid, Message, Nothing, Reply, Said, Span, Table, Text
from bot.ports import Handle
from bot.wording import Wording

log = logging.getLogger(__name__)

PAGE = "app_home_opened"  # is drawn anew whenever it is opened, so nothing is lost with it
LONGER = 5 / 3  # events may take of the three seconds: nothing says meanwhile that they are looked at

Answer = tuple[Reply, Outgoing]


class Answering:
    """Takes what Slack sends and gives what acknowledges it; the rest goes on as errands."""

    def __init__(
        self, means: Means, specs: Sequence[CommandSpec], handle: Handle, within: float = PROMPT
    ) -> None:
        self._means = means
        self._specs = specs
        self._handle = handle
        self._within = within  # seconds
        self._heard: dict[tuple[str, str], asyncio.Task[bool]] = {}  # events that are being taken
        self._events = Events(means, specs, handle)

    async def take(self, body: Payload, team: str) -> Json | None:
        """The body of the acknowledgement; None: an empty one. It never waits for long.

        `team` is the workspace that installed the bot: in a shared channel the payload may name another.
        """
        came = read(body)
        if team and team != came.team:
            came = replace(came, team=team)
        if came.way is Way.OTHER:
            return None
        if came.way is Way.EVENT:
            await self._hear(came)
            return None
        task = self._means.errands.start(self._answered(came))
        try:
            found = await prompt(task, self._within)
        except BotError as error:
            log.warning("not_answered", extra={"request": came.id, "why": str(error)})
            return _not_now(came, self._say(came))
        if found is None:
            return self._not_yet(came, body, task)
        return self._at_once(came, *found)

    async def _hear(self, came: Incoming) -> None:
        """Raises Unavailable where it is not answered or not recorded yet: Slack is to bring it again."""
        task = self._heard.get((came.team, came.id))
        if task is None:
            task = self._means.errands.start(self._taken(came))
            self._heard[came.team, came.id] = task
            task.add_done_callback(lambda _: self._heard.pop((came.team, came.id)))
        if came.what == PAGE:
            await prompt(task, self._within)
        elif not await prompt(task, self._within * LONGER):
            raise Unavailable("not done yet")

    async def _taken(self, came: Incoming) -> bool:
        """Whether there is nothing more to be done about an event."""
        try:
            await self._events.take(came)
        except BotError as error:
            log.warning("not_answered", extra={"request": came.id, "what": came.what, "why": str(error)})
            return not isinstance(error, Unavailable)
        return True

    async def _answered(self, came: Incoming) -> Answer:
        """What the bot says, and the way to who asked. Raises Gone | Unavailable where the team is lost."""
        arrived = self._means.clock.now()
        token = await self._means.teams.needed(came.team)
        person = await self._means.people.who(came.team, came.user)
        asked = request(came, arrived, person, token, self._specs)
        reply = await self._handle(asked) if asked is not None else Nothing()
        return reply, self._means.out(token, came, person.locale)

    def _at_once(self, came: Incoming, reply: Reply, out: Outgoing) -> Json | None:
        if came.way is Way.SUBMISSION:
            return self._submitted(came, reply, out)
        if came.way is Way.COMMAND and isinstance(reply, Said) and is_simple(reply.message):
            how = {"response_type": "ephemeral" if reply.private else "in_channel"}
            return how | spoken(reply.message, Drawing(most=limits.MESSAGE_BLOCKS))
        self._start(came, self._follow(came, reply, out, ""))
        return None

    def _submitted(self, came: Incoming, reply: Reply, out: Outgoing) -> Json:
        """A form's answer stands in its place; what must be corrected stands at its field."""
        view = came.view
        match reply:
            case Said(message, kept=True) if view is not None and view.first:
                return _errors({view.first: message.brief})
            case Invalid(fields):
                return _errors(fields)
            case Said() if view is not None:
                if drawable(reply.message) or out.place.home:
                    self._start(came, self._after(came, out, out.with_pictures(view.id, reply)))
                return {"response_action": "update", "view": out.drawn(reply)}
            case Form():
                return {"response_action": "update", "view": out.drawn(reply)}
            case _:
                return {"response_action": "clear"}

    def _not_yet(self, came: Incoming, body: Payload, task: "asyncio.Task[Answer]") -> Json | None:
        """Acknowledge now; the answer takes the place of what says that it is being looked at."""
        say = self._say(came)
        self._start(came, self._late(came, body, task))
        if came.way is Way.SUBMISSION and came.view is not None:
            return {"response_action": "update", "view": views.checking(came.view.place, say)}
        if came.way is Way.COMMAND:
            return {"response_type": "ephemeral", "text": say.text("slack.checking")}
        return None

    async def _late(self, came: Incoming, body: Payload, task: "asyncio.Task[Answer]") -> None:
        known = self._means.people.locale(came.team, came.user)
        view, out = "", self._means.out(await self._means.teams.needed(came.team), came, known)
        if came.way is Way.SUBMISSION:
            view = came.view.id if came.view is not None else ""
        elif came.way is not Way.COMMAND:
            view = await out.wait()
        try:
            reply, out = await task
        except BotError as error:
            log.warning("not_answered", extra={"request": came.id, "why": str(error)})
            reply = _said("door.unavailable", out.say, kept=True)
        if view and isinstance(reply, Nothing):
            reply = _said("slack.done", out.say)
        wrong = _wrong(reply) if came.way is Way.SUBMISSION else None
        if wrong is not None:
            await out.update(view, views.again(body["view"], wrong))
        else:
            await self._follow(came, reply, out, view, late=True)

    async def _follow(
        self, came: Incoming, reply: Reply, out: Outgoing, view: str, *, late: bool = False
    ) -> None:
        await self._after(came, out, out.follow(reply, view, late=late))

    async def _after(self, came: Incoming, out: Outgoing, shown: Coroutine[object, object, None]) -> None:
        """Show it; what was done on the home page changes the home page too."""
        try:
            await shown
        except BotError as why:
            if not came.answer_url and came.way not in (Way.HOME_PRESS, Way.SHORTCUT):
                raise
            log.warning("not_shown", extra={"request": came.id, "why": str(why)})
            await out.aside(_said("slack.not_shown", out.say))
        if out.place.home:
            await self._events.home(replace(came, id=f"{came.id}:home"))

    def _say(self, came: Incoming) -> Wording:
        """In their language, as far as it is known without asking."""
        return wording.of(self._means.people.locale(came.team, came.user))

    def _start(self, came: Incoming, errand: Coroutine[object, object, None]) -> "asyncio.Task[None]":
        return self._means.errands.start(_told(came, errand))


async def _told(came: Incoming, errand: Coroutine[object, object, None]) -> None:
    """An errand whose failure is Slack's is a line in the log; any other is a fault."""
    try:
        await errand
    except BotError as error:
        log.warning("not_answered", extra={"request": came.id, "way": came.way.value, "why": str(error)})


def _said(key: str, say: Wording, *, kept: bool = False) -> Said:
    return Said(Message((Text(say.line(key)),), say.text(key)), kept=kept)


def _not_now(came: Incoming, say: Wording) -> Json | None:
    """Nothing that was typed is lost where an answer cannot be had."""
    told = say.text("door.unavailable")
    match came.way:
        case Way.SUBMISSION if came.view is not None and came.view.first:
            return _errors({came.view.first: told})
        case Way.COMMAND:
            return {"response_type": "ephemeral", "text": told}
        case _:
            return None


def _wrong(reply: Reply) -> Message | None:
    """What must be corrected in a form that was handed in; None: it was taken."""
    match reply:
        case Said(message, kept=True):
            return message
        case Invalid(fields):
            return Message(tuple(Text((Span(told),)) for told in fields.values()), "")
        case _:
            return None


def is_simple(message: Message) -> bool:
    """Whether nothing in it needs Slack's consent: no table that it may refuse, no picture to upload."""
    return not drawable(message) and not any(isinstance(part, Table) for part in message.parts)


def _errors(fields: Mapping[str, str]) -> Json:
    told = {id: limits.cut(text, limits.ERROR) for id, text in fields.items()}
    return {"response_action": "errors", "errors": told}
