"""A platform that writes down what it is told: for simulations, and for tests that look at what came out."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.messages import CommandSpec, Message
from bot.ports import Clock, Handle, Lack


@dataclass(frozen=True, slots=True)
class Recorded:
    at: datetime
    to: Room | Member
    key: str
    message: Message
    under: PostRef | None = None


@dataclass(slots=True)
class Recorder:
    """Keeps every post; the same key posts once."""

    name: str
    clock: Clock
    posts: list[Recorded] = field(default_factory=list)
    edits: list[tuple[PostRef, Message]] = field(default_factory=list)
    present: bool = True
    settles: timedelta = timedelta(0)

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        del commands, handle
        await asyncio.Event().wait()

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        known = await self.find(to, key, self.clock.now())
        if known is None:
            self.posts.append(Recorded(self.clock.now(), to, key, message, under))
        return known or PostRef(to, str(len(self.posts)))

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        del since, under
        places = (
            place for place, post in enumerate(self.posts, start=1) if post.key == key and post.to == to
        )
        return next((PostRef(to, str(place)) for place in places), None)

    async def edit(self, ref: PostRef, message: Message) -> None:
        self.edits.append((ref, message))

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        del room
        return ()

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        del members
        return frozenset()
