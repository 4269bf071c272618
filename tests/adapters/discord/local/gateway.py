"""The gateway: HELLO, IDENTIFY or RESUME, events with their numbers, heartbeats, and ways to break off."""

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11

Event = dict[str, Any]


@dataclass(slots=True)
class Session:
    """What a shard has been sent, so that it can be sent again."""

    id: str
    shard: int
    of: int
    sent: list[Event] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None
    wire: asyncio.BaseTransport | None = None
    squeeze: Callable[[bytes], bytes] | None = None
    deaf: set[int] = field(default_factory=set)  # the connections that nothing is said on any more

    async def send(self, name: str, event: Any) -> None:
        message = {"op": DISPATCH, "t": name, "s": len(self.sent) + 1, "d": event}
        self.sent.append(message)
        await self.raw(message)

    async def raw(self, message: Event) -> None:
        """Kept back while nobody is connected: a resume brings it."""
        await self.text(json.dumps(message))

    async def text(self, text: str) -> None:
        if self.socket is None or self.socket.closed or id(self.socket) in self.deaf:
            return
        try:
            if self.squeeze is None:
                await self.socket.send_str(text)
            else:
                await self.socket.send_bytes(self.squeeze(text.encode()))
        except ConnectionError:
            return


def squeezing(how: str) -> Callable[[bytes], bytes] | None:
    """The compression that a client asked for."""
    if how == "zlib-stream":
        zipping = zlib.compressobj()
        return lambda text: zipping.compress(text) + zipping.flush(zlib.Z_SYNC_FLUSH)
    if how == "zstd-stream":
        import zstandard

        pressing = zstandard.ZstdCompressor().compressobj()
        return lambda text: pressing.compress(text) + pressing.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    return None


class Gateway:
    """`ready` and `guilds` say what a new session is told first."""

    def __init__(self, ready: Callable[[Session], Event], guilds: Callable[[Session], list[Event]]) -> None:
        self.sessions: dict[int, Session] = {}  # the latest of each shard
        self.identified: list[Event] = []
        self.resumed: list[Event] = []
        self.beats = 0
        self.refuses = ""  # "down": no connection is taken; "token": it is closed as unauthorized
        self.interval = 41_250  # milliseconds between heartbeats
        self.resumable = True
        self._ready = ready
        self._guilds = guilds
        self._numbers = 0
        self.changed = asyncio.Condition()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.refuses == "down":
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        squeeze = squeezing(request.query.get("compress", ""))
        session = Session("", 0, 1, socket=socket, wire=request.transport, squeeze=squeeze)
        await session.raw({"op": HELLO, "d": {"heartbeat_interval": self.interval}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                session = await self._take(json.loads(message.data), session)
        return socket

    async def _take(self, said: Event, session: Session) -> Session:
        match said["op"]:
            case 1:
                self.beats += 1
                await session.raw({"op": ACK})
            case 2:
                return await self._identify(said["d"], session)
            case 6:
                return await self._resume(said["d"], session)
        return session

    async def _identify(self, told: Event, new: Session) -> Session:
        self.identified.append(told)
        if self.refuses == "token" and new.socket is not None:
            await new.socket.close(code=4004)
            return new
        self._numbers += 1
        new.id = f"session-{self._numbers}"
        new.shard, new.of = told.get("shard", (0, 1))
        self.sessions[new.shard] = new
        await new.send("READY", self._ready(new))
        for guild in self._guilds(new):
            await new.send("GUILD_CREATE", guild)
        await self._tell()
        return new

    async def _resume(self, told: Event, new: Session) -> Session:
        self.resumed.append(told)
        old = next((s for s in self.sessions.values() if s.id == told["session_id"]), None)
        if old is None or not self.resumable:
            await new.raw({"op": INVALID, "d": False})
            return new
        old.socket, old.wire, old.squeeze = new.socket, new.wire, new.squeeze
        for message in old.sent[told["seq"] :]:
            await old.raw(message)
        await old.send("RESUMED", {})
        await self._tell()
        return old

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def until(self, known: Callable[[], bool], within: float = 60) -> None:
        """Wait until something about the connections holds."""
        async with asyncio.timeout(within), self.changed:
            await self.changed.wait_for(known)

    async def cut(self, shard: int = 0) -> None:
        """End the connection as a network does."""
        wire = self.sessions[shard].wire
        if isinstance(wire, asyncio.Transport):
            wire.abort()

    async def deafen(self, shard: int = 0) -> None:
        """From now on nothing is said on this connection, which stands as it did."""
        self.sessions[shard].deaf.add(id(self.sessions[shard].socket))

    async def close(self, code: int, shard: int = 0) -> None:
        socket = self.sessions[shard].socket
        if socket is not None:
            await socket.close(code=code)
