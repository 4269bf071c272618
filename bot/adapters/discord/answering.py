"""Answers interactions in time: what is there within 1.5 seconds is the answer, else it is deferred first."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot import wording
from bot.adapters.discord import drawing, failing, forms, reading
from bot.adapters.discord.asked import Asked
from bot.adapters.discord.custom_ids import Head, write
from bot.adapters.discord.deferral import Deferral
from bot.adapters.discord.drawing import Body, Drawn
from bot.adapters.discord.reading import Fetch
from bot.adapters.discord.replies import (
    CHOICES,
    DEFERRED,
    DEFERRED_UPDATE,
    MESSAGE,
    MODAL,
    PRIVATE,
    UPDATE,
    Lost,
    Refusal,
    Replies,
    has_expired,
)
from bot.adapters.errands import PROMPT, Errands, prompt
from bot.errors import Refused
from bot.messages import (
    Button,
    Choices,
    Form,
    Invalid,
    Message,
    Note,
    Nothing,
    Reply,
    Said,
    Span,
    Text,
)
from bot.ports import Handle

log = logging.getLogger(__name__)

LOOKUP = 2.5  # seconds for completions, which cannot be deferred; later they would be of no use
NOTHING = Drawn({})
WAIT = Drawn({"flags": PRIVATE})  # "thinking…", seen by the one who asked

Pictures = Callable[[Message], Awaitable[dict[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Ready:
    """A reply, and what is sent of it."""

    reply: Reply
    drawn: Drawn = NOTHING


@dataclass(frozen=True, slots=True)
class Answering:
    """All that answering takes; keeps nothing of what it has answered."""

    handle: Handle
    replies: Replies
    errands: Errands
    fetch: Fetch
    pictures: Pictures

    async def answer(self, asked: Asked) -> None:
        """Never raises: an interaction that fails is told in the log, and where possible to the person."""
        where = {"interaction": asked.id}
        try:
            await self._answer(asked)
        except Refusal as refusal:
            if refusal.code == failing.ALREADY_ANSWERED:  # by a try, or a delivery, whose end was lost
                log.info("interaction_answered", extra=where)
            elif has_expired(refusal):
                log.info("interaction_expired", extra=where | {"why": str(refusal)})
            else:
                log.error("interaction_refused", extra=where | {"why": str(refusal)})  # noqa: TRY400
        except Lost as lost:
            log.warning("interaction_lost", extra=where | {"why": str(lost)})
        except Exception:  # one reply's fault must not end the others
            log.exception("interaction_fault", extra=where)
            await self._apologise(asked)

    async def _apologise(self, asked: Asked) -> None:
        """Whoever waits is told that something went wrong, in the place of "thinking…" where that stands."""
        if asked.completes:
            return
        said = _told(asked, "door.fault", {"incident": asked.id})
        try:
            await self._say(asked, said, Drawn(drawing.brief(said.message)))
        except (Refusal, Lost) as why:
            log.warning("fault_not_told", extra={"interaction": asked.id, "why": type(why).__name__})

    async def _answer(self, asked: Asked) -> None:
        head = reading.head_of(asked)
        if asked.completes:
            task = self.errands.start(self._ready(asked, head))
            await self._complete(asked, await prompt(task, LOOKUP))
            return
        after = None if head.opens else PROMPT
        with Deferral(after, lambda: self.errands.start(self._deferred(asked))) as deferral:
            ready = await self._ready(asked, head)
        match await deferral.outcome():
            case None:
                await self._first(asked, ready)
            case Exception() as why:
                raise why
            case known:
                if isinstance(ready.reply, Said) or not known:  # what was told before is not taken away
                    await self._then(asked, ready)

    async def _deferred(self, asked: Asked) -> bool | Exception:
        """Whether Discord had an answer already, by an earlier try or delivery whose end was lost."""
        try:
            await self.replies.answer(asked.id, asked.token, DEFERRED, WAIT)
        except Refusal as refusal:
            return True if refusal.code == failing.ALREADY_ANSWERED else refusal
        except Lost as lost:
            return lost
        return False

    async def _ready(self, asked: Asked, head: Head) -> Ready:
        """The reply with its pictures: they take their time as the handling does."""
        try:
            request = await reading.read(asked, head, self.fetch)
            reply = await self.handle(request) if request is not None else Nothing()
        except Refused as refused:
            reply = _told(asked, refused.key, refused.facts)
        match reply:
            case Form():
                return Ready(reply, Drawn(forms.modal(reply, Head(team=head.team))))
            case Said() | Invalid():
                said = _as_said(reply)
                return Ready(said, await self._drawn(said.message, head))
        return Ready(reply)

    async def _complete(self, asked: Asked, ready: Ready | None) -> None:
        found = ready.reply.choices if ready and isinstance(ready.reply, Choices) else ()
        choices = [{"name": c.label[:100], "value": c.value} for c in found if len(c.value) <= 100][:25]
        await self.replies.answer(asked.id, asked.token, CHOICES, Drawn({"choices": choices}))

    async def _first(self, asked: Asked, ready: Ready) -> None:
        match ready.reply:
            case Form():
                await self.replies.answer(asked.id, asked.token, MODAL, ready.drawn)
            case Said() as said:
                await self._say(asked, said, ready.drawn)
            case _ if asked.pressed:
                await self.replies.answer(asked.id, asked.token, DEFERRED_UPDATE)
            case _:
                await self.replies.answer(asked.id, asked.token, DEFERRED, WAIT)
                await self.replies.forget(asked.application, asked.token)

    async def _say(self, asked: Asked, said: Said, drawn: Drawn) -> None:
        replaces = said.replaces and _may_replace(asked, said)
        private = PRIVATE if said.private else 0
        first = Drawn(_flagged(drawn.body, 0 if replaces else private), drawn.files)
        try:
            await self.replies.answer(asked.id, asked.token, UPDATE if replaces else MESSAGE, first)
        except Refusal as refusal:
            if refusal.code == failing.ALREADY_ANSWERED:  # an earlier try, or a second delivery, got through
                await self._change(asked, said, drawn)
            elif has_expired(refusal):
                raise
            else:
                log.exception("reply_refused", extra={"interaction": asked.id})
                least = Drawn(_flagged(drawing.brief(said.message), private))
                await self.replies.answer(asked.id, asked.token, MESSAGE, least)

    async def _then(self, asked: Asked, ready: Ready) -> None:
        """What comes after a deferral, in whose place it stands."""
        match ready.reply:
            case Said() as said:
                await self._change(asked, said, ready.drawn)
            case Form() as form:  # only a press whose id says so may open a form, and that is never deferred
                log.error("form_too_late", extra={"form": form.id})
                await self.replies.forget(asked.application, asked.token)
            case _:
                await self.replies.forget(asked.application, asked.token)

    async def _change(self, asked: Asked, said: Said, drawn: Drawn) -> None:
        try:
            await self.replies.change(asked.application, asked.token, drawn)
        except Refusal as refusal:
            if has_expired(refusal):
                raise
            log.exception("reply_refused", extra={"interaction": asked.id})
            await self.replies.change(asked.application, asked.token, Drawn(drawing.brief(said.message)))

    async def _drawn(self, message: Message, head: Head) -> Drawn:
        shut, opens = Head(team=head.team), Head(opens=True, team=head.team)

        def named(button: Button) -> str:
            return write(button.id, opens if button.opens else shut)

        return drawing.said(message, named, await self.pictures(message))


def _flagged(body: Body, flag: int) -> Body:
    return {**body, "flags": body.get("flags", 0) | flag}


def _may_replace(asked: Asked, said: Said) -> bool:
    """Only in a place that the same people see: Discord makes nothing private public later, nor back."""
    return asked.pressed and asked.private is said.private


def _as_said(reply: Said | Invalid) -> Said:
    """A modal that was sent off cannot be shown again: what to correct is told instead."""
    if isinstance(reply, Said):
        return reply
    wrong = tuple(Note((Span(text),)) for text in reply.fields.values())
    return Said(Message(wrong, next(iter(reply.fields.values()), "")), kept=True)


def _told(asked: Asked, key: str, facts: Mapping[str, object]) -> Said:
    say = wording.of(asked.locale)
    return Said(Message((Text(say.line(key, **facts)),), say.text(key, **facts)), kept=True)
