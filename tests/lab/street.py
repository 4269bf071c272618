"""The platform of the lab: a server on loopback that refuses, fails, drops, comes late and repeats itself."""

import asyncio
import json
import random
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from tests.lab.pace import SPEED, Clock

Log = Callable[..., None]
TRIES = 3  # deliveries of each event
ANSWERERS = 3  # people who answer a question
THINKING = timedelta(minutes=4)  # within which they do
KNOWN_FOR = timedelta(minutes=4)  # how long a key is known to have been posted, where keys are known at all
WEIGHTS = {"fine": 76, "busy": 4, "before": 4, "after": 4, "dropped": 4, "slow": 4}
SELDOM = 4  # in a hundred, like the others
LATE = (5, 80)  # seconds until what was asked for is done all the same; a post is waited for 30 s
REMIND = timedelta(seconds=45)  # an event that nobody has acknowledged comes again


@dataclass(slots=True)
class Event:
    """Somebody's answer on its way: `left` deliveries are still to come."""

    id: str
    body: dict[str, str]
    left: int = TRIES
    acknowledged: bool = False
    refused: bool = False  # given after the close, as the question came out late


@dataclass(slots=True)
class Street:
    """What stands in the rooms and what people did. `keys`: it knows a key for minutes, as Discord does."""

    clock: Clock
    chance: random.Random
    log: Log
    keys: bool
    late: int = SELDOM
    hostile: bool = True
    posts: defaultdict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    events: dict[str, Event] = field(default_factory=dict)
    edits: int = 0
    _nonces: dict[tuple[str, str], tuple[datetime, str]] = field(default_factory=dict)
    _due: deque[str] = field(default_factory=deque)

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/post", self._post)
        app.router.add_post("/edit", self._edit)
        app.router.add_get("/history", self._history)
        app.router.add_get("/events", self._events)
        app.router.add_post("/reply", self._reply)
        return app

    async def _post(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        return await self._in_a_mood(request, lambda: self._take(body))

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        def take() -> dict[str, object]:
            self.edits += 1
            return {}

        await request.read()
        return await self._in_a_mood(request, take)

    async def _history(self, request: web.Request) -> web.StreamResponse:
        """What stands in a room. It may be unavailable, but what it says is true."""
        here = self.posts[request.query["room"]]
        return await self._in_a_mood(request, lambda: {"posts": here})

    async def _in_a_mood(
        self, request: web.Request, take: Callable[[], dict[str, object]]
    ) -> web.StreamResponse:
        moods = WEIGHTS | {"late": self.late}
        mood = self.chance.choices(list(moods), list(moods.values()))[0] if self.hostile else "fine"
        match mood:
            case "busy":
                return web.json_response({"retry_after": 1}, status=429)
            case "before":
                return web.json_response({}, status=500)
        if mood == "late":
            await asyncio.sleep(self.chance.uniform(*LATE) / SPEED)  # whoever asked may be gone by then
        told = take()
        if mood == "slow":
            await asyncio.sleep(self.chance.uniform(5, 40) / SPEED)
        if mood == "after":
            return web.json_response({}, status=500)
        if mood == "dropped" and request.transport is not None:
            request.transport.abort()
        return web.json_response(told)

    def _take(self, body: dict[str, str]) -> dict[str, object]:
        room, key, now = body["to"], body["key"], self.clock.now()
        known = self._nonces.get((room, key))
        if self.keys and known and now - known[0] < KNOWN_FOR:
            return {"id": known[1]}
        id = str(len(self.posts[room]) + 1)
        self._nonces[room, key] = now, id
        self.posts[room].append((id, key))
        self.log("posted", room=room, key=key)
        if body["round"]:
            self._set_thinking(room, body["round"])
        return {"id": id}

    def _set_thinking(self, room: str, round: str) -> None:
        loop = asyncio.get_running_loop()
        for n in range(ANSWERERS):
            id = f"{room}-{round}-{n}"
            if id in self.events:  # the question stands there twice
                continue
            event = Event(id, {"id": id, "room": room, "round": round, "user": f"{room}-user-{n}"})
            self.events[id] = event
            wait = self.chance.uniform(0, THINKING.total_seconds()) / SPEED
            loop.call_later(wait, self._happens, event)

    def _happens(self, event: Event) -> None:
        event.body["arrived"] = self.clock.now().isoformat()
        for _ in range(TRIES):
            self._due.append(event.id)
        if self.hostile and len(self._due) > TRIES:
            self._due.rotate(self.chance.randrange(len(self._due)))
        asyncio.get_running_loop().call_later(REMIND.total_seconds() / SPEED, self._remind, event)

    def _remind(self, event: Event) -> None:
        if not (event.acknowledged or event.refused):
            self._due.append(event.id)
            asyncio.get_running_loop().call_later(REMIND.total_seconds() / SPEED, self._remind, event)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        for _ in range(20):
            if self._due:
                break
            await asyncio.sleep(0.02)
        taken = [self._due.popleft() for _ in range(min(5, len(self._due)))]
        return web.json_response({"events": [self.events[id].body for id in taken]})

    async def _reply(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.text())
        event = self.events[body["id"]]
        if body["graded"] and not event.acknowledged:
            event.acknowledged = True
            self.log("acknowledged", answer=event.id)
        elif not body["graded"]:
            event.refused = event.refused or not body["again"]
            self.log("told", answer=event.id, words=body["words"])
        return web.json_response({})

    def waiting_since(self, until: datetime) -> int:
        """Answers given by then that nobody has acknowledged yet."""
        given = (event for event in self.events.values() if "arrived" in event.body)
        return sum(
            not (event.acknowledged or event.refused)
            and datetime.fromisoformat(event.body["arrived"]) <= until
            for event in given
        )
