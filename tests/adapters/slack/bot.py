"""The whole bot on Slack against the Slack-like server, by either way in."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from aiohttp import web

from bot.adapters.clock import SystemClock, VirtualClock
from bot.adapters.errands import PROMPT
from bot.adapters.slack import Access, Slack
from bot.adapters.slack.sockets import HEARTBEAT
from bot.app.parts import Parts, put_together
from bot.core.model import EVERY_DAY, Member, Room, Schedule, Team
from bot.daily import Daily
from bot.messages import Nothing, Reply, Request
from bot.ports import Handle, Store
from bot.store import MEMORY, open_store
from bot.usecases import settings
from bot.usecases.commands import SPECS
from bot.usecases.door import door
from tests.adapters.slack.server import SECRET, Caller, Line, Server, serving
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import TEAM, Message, User
from tests.talks.stage import BEGINNING, ZONE, harbour

ROOM = Room(Team("slack", TEAM), "C1")
OWNER = Member(ROOM.team, "UOWNER")
NINE = BEGINNING + timedelta(hours=1)


@dataclass(slots=True)
class Running:
    """A bot that serves, with a question a day at nine in C1."""

    server: Server
    slack: Slack
    line: Line
    parts: Parts
    clock: VirtualClock
    daily: Daily

    def visitor(self, name: str, *, channel: str = "C1", admin: bool = False) -> Visitor:
        user = User(f"U{name.upper()}", name, admin)
        known = self.server.workspace.users.setdefault(user.id, user)
        return Visitor(self.server, self.line, known, channel)

    def member(self, name: str) -> Member:
        return Member(ROOM.team, f"U{name.upper()}")

    def somebodys(self, text: str) -> Message:
        """What somebody says in C1."""
        return Message("C1", self.server.workspace.next_ts(), text, [], user="UCEM")

    async def settle(self) -> None:
        """Until the bot has done all that it began."""
        while running := set(self.slack._errands._running):
            await asyncio.wait(running)
        await self.daily.beat()

    async def at(self, now: datetime) -> None:
        self.clock.move(now)
        await self.daily.beat()

    @property
    def question(self) -> Message:
        """The latest daily question in C1."""
        return next(m for m in reversed(self.server.workspace.posts("C1")) if not m.thread)


def scheduled() -> Schedule:
    """A question a day at nine in C1."""
    return Schedule(0, ROOM, time(9), str(ZONE), EVERY_DAY, owner=OWNER)


def access(server: Server, *, sockets: bool) -> Access:
    return Access(
        bot_token=server.web.token,
        app_token=server.web.app_token if sockets else "",
        signing_secret=SECRET,
        api=server.api,
    )


@asynccontextmanager
async def on(slack: Slack, server: Server, handle: Handle, *, sockets: bool) -> AsyncIterator[Line]:
    """Serve while the block runs; the way to bring requests."""
    task = asyncio.create_task(slack.serve(SPECS, handle))
    runner = web.AppRunner(_application(slack), access_log=None, shutdown_timeout=0.1)
    try:
        async with asyncio.timeout(5):
            await _ready(slack, task)
        if sockets:
            yield server.sockets
        else:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            yield Caller(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    finally:
        await runner.cleanup()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


Around = Callable[[Handle], Handle]


@asynccontextmanager
async def bot(
    *,
    sockets: bool = True,
    within: float = PROMPT,
    checks: bool = True,
    around: Around = lambda handle: handle,
) -> AsyncIterator[Running]:
    """An hour before the first question. `around`: what stands before the bot's door."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(checks=checks))
        store = await stack.enter_async_context(open_store(MEMORY))
        process = Process(sockets, within, around=around)
        running = await stack.enter_async_context(beside(server, store, process))
        await store.write(lambda tx: settings.ensure(tx, scheduled(), running.parts.house))
        yield running


@dataclass(frozen=True, slots=True)
class Process:
    """How a bot is started."""

    sockets: bool = True
    within: float = PROMPT
    installs: bool = False  # it has no token of its own: workspaces install it
    around: Around = lambda handle: handle
    now: datetime = BEGINNING


@asynccontextmanager
async def beside(server: Server, store: Store, process: Process) -> AsyncIterator[Running]:
    """A bot process on a server and a store that are there already."""
    clock = VirtualClock(process.now)
    parts = put_together(store, harbour(), clock, str(ZONE))
    there = access(server, sockets=process.sockets)
    if process.installs:
        there = replace(there, bot_token="", client_id="1.2", client_secret="a client secret")
    slack = Slack(there, store, clock, pace=timedelta(0), within=process.within)
    async with on(slack, server, process.around(door(parts.house)), sockets=process.sockets) as line:
        daily = parts.daily({slack.name: slack}, "test", timedelta.max)
        yield Running(server, slack, line, parts, clock, daily)


async def nothing(request: Request) -> Reply:
    del request
    return Nothing()


@asynccontextmanager
async def connected(server: Server, heartbeat: float = HEARTBEAT) -> AsyncIterator[Slack]:
    """An adapter that answers nothing, on real time, with its sockets open."""
    async with open_store(MEMORY) as store:
        slack = Slack(access(server, sockets=True), store, SystemClock(), heartbeat=heartbeat)
        async with on(slack, server, nothing, sockets=True):
            await server.sockets.number(2)
            yield slack


async def _ready(slack: Slack, task: "asyncio.Task[None]") -> None:
    while not (slack.present and slack._dispatch.takes):
        if task.done():
            task.result()
        await asyncio.sleep(0.001)


def _application(slack: Slack) -> web.Application:
    application = web.Application()
    application.add_routes(slack.routes)
    return application
