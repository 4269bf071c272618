"""A platform whose calls are timed and counted by what became of them."""

from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from prometheus_client import Counter, Histogram

from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.messages import CommandSpec, Message
from bot.ports import Handle, Lack, Platform

T = TypeVar("T")


class MeasuredPlatform:
    """Everything is the platform's own; `posts` tell by state, `errors` by the kind of failure."""

    def __init__(self, platform: Platform, calls: Histogram, posts: Counter, errors: Counter) -> None:
        self._platform = platform
        self._calls = calls
        self._posts = posts
        self._errors = errors

    @property
    def name(self) -> str:
        return self._platform.name

    @property
    def present(self) -> bool:
        return self._platform.present

    @property
    def settles(self) -> timedelta:
        return self._platform.settles

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        await self._platform.serve(commands, handle)

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        try:
            ref = await self._called("post", self._platform.post(to, message, key, under))
        except BaseException:
            self._posts.labels(self.name, "failed").inc()
            raise
        self._posts.labels(self.name, "posted").inc()
        return ref

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        found = await self._called("find", self._platform.find(to, key, since, under))
        self._posts.labels(self.name, "found" if found else "not_found").inc()
        return found

    async def edit(self, ref: PostRef, message: Message) -> None:
        await self._called("edit", self._platform.edit(ref, message))

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        return await self._called("lacks", self._platform.lacks(room))

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        return await self._called("gone", self._platform.gone(members))

    async def _called(self, call: str, done: Awaitable[T]) -> T:
        with self._calls.labels(self.name, call).time():
            try:
                return await done
            except Exception as error:
                self._errors.labels(self.name, type(error).__name__.lower()).inc()
                raise
