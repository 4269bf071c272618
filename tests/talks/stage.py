"""The bot on a stage: a room with a question at nine each day, people at it, and a clock that talks move."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.adapters.clock import VirtualClock
from bot.app.parts import Parts, put_together
from bot.core.model import EVERY_DAY, Member, Room, Schedule
from bot.core.records import PostRef
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import CommandSpec, Message, Reply, Request, Said
from bot.ports import Handle, Lack, Platform
from bot.store import MEMORY, open_store
from bot.usecases import settings
from bot.usecases.door import door
from tests.talks.words import Words

HERE = Path(__file__).parent
ZONE = ZoneInfo("Europe/Berlin")
BEGINNING = datetime(2026, 3, 2, 8, tzinfo=ZONE)  # a Monday, an hour before the first question


class Quay(Protocol):
    """A platform with people at it."""

    @property
    def platform(self) -> Platform: ...

    async def say(self, person: str, line: str) -> None:
        """Somebody types a line or presses a button; it has been answered when this returns."""

    def heard(self) -> list[str]:
        """All that was said so far, as lines without markup."""


@dataclass(frozen=True, slots=True)
class Theatre:
    """A platform that talks can be played on. `open` is given all that a platform needs."""

    name: str
    room: Room
    open: Callable[[VirtualClock, Handle, Words], AbstractAsyncContextManager[Quay]]
    captain: str = "captain"  # the id of who set the room up


class Stage:
    def __init__(self, parts: Parts, clock: VirtualClock, quay: Quay, words: Words) -> None:
        self.parts = parts
        self.clock = clock
        self._quay = quay
        overheard = Overheard(quay.platform, words)
        self._daily = parts.daily({overheard.name: overheard}, "stage", timedelta.max)
        self._told = 0

    async def move(self, to: datetime) -> None:
        """Let the time pass, stopping at everything that is due on the way."""
        while (due := await self.parts.house.store.read(lambda view: view.next_due())) and due <= to:
            self.clock.move(max(due, self.clock.now()))
            await self._daily.beat()
        self.clock.move(to)

    async def say(self, person: str, line: str) -> None:
        await self._quay.say(person, line)
        await self._daily.beat()

    def heard(self) -> list[str]:
        """What was said since this was last asked."""
        lines = self._quay.heard()
        told, self._told = lines[self._told :], len(lines)
        return told


class Overheard:
    """A platform whose messages' words are noted on their way out."""

    def __init__(self, platform: Platform, words: Words) -> None:
        self._platform = platform
        self._words = words

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
        self._words.note(message)
        return await self._platform.post(to, message, key, under)

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        return await self._platform.find(to, key, since, under)

    async def edit(self, ref: PostRef, message: Message) -> None:
        await self._platform.edit(ref, message)

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        return await self._platform.lacks(room)

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        return await self._platform.gone(members)


def harbour() -> Catalogue:
    """A catalogue of the deck that the talks are about."""
    catalogue = Catalogue([], [HERE / "harbour.yaml"], shipped())
    assert catalogue.load() == ()
    return catalogue


@asynccontextmanager
async def staged(theatre: Theatre, words: Words | None = None) -> AsyncIterator[Stage]:
    """The whole bot over a store in memory, an hour before the room's first question.

    `words` note every message that is sent.
    """
    clock, words = VirtualClock(BEGINNING), words or Words()
    async with open_store(MEMORY) as store:
        parts = put_together(store, harbour(), clock, str(ZONE))
        owner = Member(theatre.room.team, theatre.captain)
        schedule = Schedule(0, theatre.room, time(9), str(ZONE), EVERY_DAY, owner=owner)
        await store.write(lambda tx: settings.ensure(tx, schedule, parts.house))
        async with theatre.open(clock, _overhearing(door(parts.house), words), words) as quay:
            yield Stage(parts, clock, quay, words)


def _overhearing(handle: Handle, words: Words) -> Handle:
    async def overhearing(request: Request) -> Reply:
        reply = await handle(request)
        if isinstance(reply, Said):
            words.note(reply.message)
            words.kept = reply.kept
        return reply

    return overhearing
