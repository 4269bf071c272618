"""The local page as a platform: one room, a chat for everybody who can reach this machine's loopback."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from html import escape

from aiohttp import web

from bot import wording
from bot.adapters import typed
from bot.adapters.terminal.completion import offers
from bot.adapters.web import draw, page, sent
from bot.adapters.web.guard import guarded, on_loopback, texts
from bot.adapters.web.live import Events, Wall, Walls, stream
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.messages import (
    Choice,
    Choices,
    Command,
    CommandSpec,
    Form,
    Invalid,
    Lookup,
    Message,
    Nothing,
    Press,
    Reply,
    Request,
    Said,
    Submission,
    Visit,
)
from bot.ports import Clock, Handle, Lack

OFFERED = 8  # completions shown at once
LEVEL = 3  # of a heading in the chat


class Web:
    """`routes` go to the one HTTP application; `user` is who sits here until they say another name."""

    def __init__(self, room: Room, user: str, clock: Clock, wall: Wall) -> None:
        self._room = room
        self._user = user
        self._clock = clock
        self._walls = Walls(wall, clock)
        self._events = Events()
        self._specs: Sequence[CommandSpec] = ()
        self._handle: Handle | None = None

    @property
    def name(self) -> str:
        return self._room.team.platform

    @property
    def present(self) -> bool:
        return True  # also before it serves: today's question stands on the page when it is first opened

    @property
    def settles(self) -> timedelta:
        return timedelta(0)

    def routes(self) -> list[web.RouteDef]:
        gets = {"/": self._page, "/live": self._live, **page.files()}
        posts = {
            "/visit": self._visit,
            "/say": self._say,
            "/press": self._press,
            "/submit": self._submit,
            "/offers": self._offers,
        }
        return [
            *(web.get(path, guarded(handler, on_loopback)) for path, handler in gets.items()),
            *(web.post(path, guarded(handler, on_loopback)) for path, handler in posts.items()),
        ]

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        """Answer until cancelled; then the open pages are let go."""
        self._specs, self._handle = commands, handle
        try:
            await asyncio.Event().wait()
        finally:
            self._handle = None
            self._events.close()

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        del under  # a page has no threads
        self._events.tell("post", partial(_drawn, to=to, message=message, key=key))
        return PostRef(to, key)

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        """Pages keep nothing: who opens one is shown what is open."""
        del to, key, since, under
        return None

    async def edit(self, ref: PostRef, message: Message) -> None:
        self._events.tell("edit", partial(_drawn, to=ref.to, message=message, key=ref.id))

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        del room
        return ()

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        del members
        return frozenset()

    # --- what a browser asks for ----------------------------------------------------------------------------

    async def _page(self, request: web.Request) -> web.StreamResponse:
        say = wording.of(page.language(request))
        return page.shown("chat", say, user=escape(self._user))

    async def _live(self, request: web.Request) -> web.StreamResponse:
        return await stream(request, self._room, page.language(request), self._walls, self._events)

    async def _visit(self, request: web.Request) -> web.StreamResponse:
        said = await self._asked(request)
        return await self._answer(request, Visit(**said.who))

    async def _say(self, request: web.Request) -> web.StreamResponse:
        said = await self._asked(request)
        read = typed.read(said.text("line"), self._specs)
        return await self._answer(request, Command(**said.who, command=read.name, options=read.options))

    async def _press(self, request: web.Request) -> web.StreamResponse:
        said = await self._asked(request)
        return await self._answer(request, Press(**said.who, button=said.text("button")))

    async def _submit(self, request: web.Request) -> web.StreamResponse:
        said = await self._asked(request)
        form, fields = said.text("form"), said.fields()
        return await self._answer(request, Submission(**said.who, form=form, fields=fields))

    async def _offers(self, request: web.Request) -> web.StreamResponse:
        said = await self._asked(request)

        async def look_up(command: str, option: str, text: str) -> Sequence[Choice]:
            found = await self._ask(Lookup(**said.who, command=command, option=option, typed=text))
            return found.choices if isinstance(found, Choices) else ()

        line = said.text("line")
        told = [
            line[: len(line) - offer.replaces] + offer.text
            async for offer in offers(line, (), self._specs, look_up)
        ]
        return web.json_response({"offers": list(dict.fromkeys(told))[:OFFERED]})

    async def _asked(self, request: web.Request) -> sent.Sent:
        said = await texts(request)
        return sent.read(said, self._room, self._user, page.language(request), self._clock.now())

    async def _ask(self, request: Request) -> Reply:
        if self._handle is None:
            raise web.HTTPServiceUnavailable
        return await self._handle(request)

    async def _answer(self, came: web.Request, request: Request) -> web.StreamResponse:
        """Ask, and answer with what is to be shown; the walls are looked at anew."""
        reply = await self._ask(request)
        self._events.look()
        return web.json_response(_shown(reply, wording.of(page.language(came))))


def _drawn(say: wording.Wording, to: Room | Member, message: Message, key: str) -> dict[str, str]:
    """`to`: who alone is to see it, "" for everybody; pages show others nothing, as a courtesy."""
    html = draw.message(message, say, LEVEL)
    alone = to.user if isinstance(to, Member) else ""
    return {"key": key, "html": html, "brief": message.brief, "to": alone}


def _shown(reply: Reply, say: wording.Wording) -> dict[str, object]:
    """A reply as the page's script takes it."""
    match reply:
        case Said(message, replaces=replaces, kept=kept):
            html = draw.message(message, say, LEVEL)
            return {"said": html, "brief": message.brief, "replaces": replaces, "kept": kept}
        case Form():
            return {"form": draw.form(reply, say)}
        case Invalid(fields):
            return {"invalid": dict(fields)}
        case Choices() | Nothing():
            return {}
