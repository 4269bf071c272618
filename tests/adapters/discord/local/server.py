"""The local Discord: the API's routes, what lies in its channels, and the ways to speak to the bot."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.adapters.discord.local import contract, events
from tests.adapters.discord.local.faults import Fault, refusal
from tests.adapters.discord.local.gateway import Gateway, Session
from tests.adapters.discord.local.messages import Channels
from tests.adapters.discord.local.people import DIRECT, SEND, Guild, Ids, Place, User
from tests.adapters.discord.local.routes import routes
from tests.adapters.discord.local.waiting import Waiting
from tests.adapters.discord.local.wire import reply

TOKEN = "local-token"
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came: its line as in "POST /channels/1/messages", and its JSON."""

    line: str
    body: Any = None
    files: Mapping[str, bytes] = field(default_factory=dict)


class LocalDiscord:
    """`now` is the clock that ids are made by."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.ids = Ids(now)
        self.application = self.ids()
        self.bot = User(self.ids(), "studybot")
        self.guilds: dict[str, Guild] = {}
        self.users: dict[str, User] = {}
        self.places: dict[str, Place] = {}
        self.channels = Channels(self.ids, self.bot)
        self.waiting: dict[str, Waiting] = {}
        self.commands: list[Event] = []
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []
        self.errors: list[str] = []  # against the official description
        self.left: set[tuple[str, str]] = set()  # (guild, user)
        self.no_direct: set[str] = set()  # users who take no direct messages
        self.files: dict[str, bytes] = {}
        self.shards = 1
        self.deadline = 60.0  # seconds for the first answer: Discord waits 3, a busy machine may need more
        self.gateway = Gateway(self._ready, self._guilds)
        self.address = ""
        self.elsewhere = ""  # where READY says that a resume is to go; "": here

    # --- what there is --------------------------------------------------------------------------------------

    def user(self, name: str, **more: Any) -> User:
        made = User(self.ids(), name, **more)
        self.users[made.id] = made
        return made

    def guild(self, name: str = "Harbour", *channels: str, **more: Any) -> Guild:
        made = Guild(self.ids(), name, **more)
        self.guilds[made.id] = made
        for channel in channels:
            self.channel(made, channel)
        return made

    def channel(self, guild: Guild, name: str, **more: Any) -> Place:
        made = Place(self.ids(), guild.id, name, **more)
        guild.places.append(made)
        self.places[made.id] = made
        return made

    def direct(self, user: User) -> Place:
        known = (place for place in self.places.values() if place.kind == DIRECT and place.user == user.id)
        made = next(known, None) or Place(self.ids(), kind=DIRECT, user=user.id)
        self.places[made.id] = made
        return made

    def file(self, content: bytes) -> str:
        """The address of a file that somebody hands in."""
        name = f"file-{len(self.files)}"
        self.files[name] = content
        return f"{self.address}/files/{name}"

    # --- running --------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator["LocalDiscord"]:
        application = web.Application(client_max_size=1 << 24)
        application.add_routes(routes(self))
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    @property
    def api(self) -> str:
        return f"{self.address}/api/v10"

    @property
    def socket(self) -> str:
        return f"{self.address.replace('http', 'ws')}/gateway"

    # --- what comes from the bot ----------------------------------------------------------------------------

    def met(self, line: str) -> Fault | None:
        return next((fault for fault in self.faults if fault.meets(line)), None)

    def took(self, asked: Asked) -> None:
        self.asked.append(asked)

    def count(self, part: str) -> int:
        """How many requests had this in their line."""
        return sum(part in asked.line for asked in self.asked)

    def forbidden(self, place: str) -> web.Response | None:
        """Why the bot cannot write there."""
        known = self.places.get(place)
        if known is None:
            return reply(refusal(10003, "Unknown Channel"), status=404)
        guild = self.guilds.get(known.guild)
        if known.denied or (guild is not None and not guild.held & SEND):
            return reply(refusal(50013, "Missing Permissions"), status=403)
        if known.kind == DIRECT and known.user in self.no_direct:
            return reply(refusal(50007, "Cannot send messages to this user"), status=403)
        return None

    # --- what goes to the bot -------------------------------------------------------------------------------

    def _ready(self, session: Session) -> Event:
        return self._checked(
            "GatewayReadyDispatchData",
            {
                "v": 10,
                "user": self.bot.json() | {"bot": True},
                "guilds": [{"id": g.id, "unavailable": True} for g in self._of(session)],
                "session_id": session.id,
                "resume_gateway_url": self.elsewhere or self.socket,
                "shard": [session.shard, session.of],
                "application": {"id": self.application, "flags": 0, "flags_new": "0"},
            },
        )

    def _guilds(self, session: Session) -> list[Event]:
        return [
            self._checked("GatewayGuildCreateDispatchData", guild.json(self.bot)) | {"unavailable": False}
            for guild in self._of(session)
        ]

    def _of(self, session: Session) -> list[Guild]:
        return [g for g in self.guilds.values() if (int(g.id) >> 22) % session.of == session.shard]

    def _checked(self, name: str, event: Event) -> Event:
        self.errors += contract.incoming(name, event)
        return json.loads(json.dumps(event))  # type: ignore[no-any-return]  # it is a mapping that went in

    async def tell(self, name: str, event: Any, guild: Guild | None = None) -> None:
        """Send an event to the shard that a guild is on."""
        of = next(iter(self.gateway.sessions.values())).of
        shard = (int(guild.id) >> 22) % of if guild is not None else 0
        await self.gateway.sessions[shard].send(name, event)

    async def join(self, guild: Guild) -> None:
        """The bot is taken in while it is connected."""
        self.guilds[guild.id] = guild
        await self.tell("GUILD_CREATE", guild.json(self.bot), guild)

    async def remove(self, guild: Guild) -> None:
        del self.guilds[guild.id]
        for place in guild.places:
            self.places.pop(place.id, None)
        await self.tell("GUILD_DELETE", {"id": guild.id}, guild)

    async def delete(self, guild: Guild, place: Place) -> None:
        guild.places.remove(place)
        self.places.pop(place.id, None)
        thread = {"id": place.id, "guild_id": guild.id, "parent_id": place.parent, "type": place.kind}
        is_thread = bool(place.parent)
        await self.tell(
            "THREAD_DELETE" if is_thread else "CHANNEL_DELETE", thread if is_thread else place.json(), guild
        )

    def event(self, kind: int, data: Event, user: User, where: events.Where) -> Event:
        made = events.interaction(self.ids, self.application, kind, data, user, where)
        if kind == events.COMPONENT or "message" in data:
            made["message"] = data.pop("message")
        return made

    async def interact(self, event: Event, times: int = 1) -> Waiting:
        """Send an interaction, as often as that, and give what becomes of it."""
        self.errors += contract.incoming(events.SCHEMAS[event["type"]], event)
        waiting = self.waiting.setdefault(event["token"], Waiting(event, deadline=self.deadline))
        guild = self.guilds.get(event.get("guild_id", ""))
        for _ in range(times):
            await self.tell("INTERACTION_CREATE", event, guild)
        return waiting

    async def settle(self) -> None:
        """Let what is under way get on a little."""
        await asyncio.sleep(0.02)
