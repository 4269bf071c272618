"""The bot behind its door, with a question open: what the tests of the use cases knock at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.adapters.terminal import plain
from bot.app.parts import Parts, put_together
from bot.core.model import EVERY_DAY, Member, Room, Schedule, Team
from bot.daily import Daily
from bot.library.catalogue import Catalogue
from bot.messages import Command, Press, Reply, Right, Said, Submission
from bot.ports import Handle
from bot.store import MEMORY, open_store
from bot.usecases import settings
from bot.usecases.door import door
from tests.talks.stage import BEGINNING, ZONE, harbour

TEAM = Team("stage", "crew")
ROOM = Room(TEAM, "quay")
ADA, BEN = Member(TEAM, "ada"), Member(TEAM, "ben")
NINE = BEGINNING + timedelta(hours=1)


@dataclass(slots=True)
class Hall:
    """Everybody may knock; `posts` is what came out. `reads`: who reads another language than English."""

    parts: Parts
    handle: Handle
    clock: VirtualClock
    platform: Recorder
    daily: Daily
    number: int = 0
    reads: dict[Member, str] = field(default_factory=dict)

    def who(
        self, member: Member, *, admin: bool = False, id: str = "", rights: frozenset[Right] = frozenset()
    ) -> dict[str, object]:
        self.number += 1
        return {
            "id": id or f"request-{self.number}",
            "arrived": self.clock.now(),
            "member": member,
            "room": ROOM,
            "name": member.user.title(),
            "locale": self.reads.get(member, "en-GB"),
            "rights": rights | ({Right.ADMIN} if admin else frozenset()),
        }

    async def press(
        self,
        member: Member,
        button: str,
        *,
        admin: bool = False,
        id: str = "",
        rights: frozenset[Right] = frozenset(),
    ) -> Reply:
        who = self.who(member, admin=admin, id=id, rights=rights)
        return await self.handle(Press(**who, button=button))  # type: ignore[arg-type]

    async def submit(
        self, member: Member, form: str, fields: dict[str, str], *, admin: bool = False, id: str = ""
    ) -> Reply:
        who = self.who(member, admin=admin, id=id)
        return await self.handle(Submission(**who, form=form, fields=fields))  # type: ignore[arg-type]

    async def answer(self, member: Member, text: str, round_id: int = 1, id: str = "") -> Reply:
        return await self.submit(member, f"answer:{round_id}", {"text": text}, id=id)

    async def command(
        self, member: Member, name: str, /, *, admin: bool = False, id: str = "", **options: str
    ) -> Reply:
        who = self.who(member, admin=admin, id=id)
        return await self.handle(Command(**who, command=name, options=options))  # type: ignore[arg-type]

    async def move(self, to: datetime) -> None:
        self.clock.move(to)
        await self.daily.beat()

    def came(self) -> list[str]:
        """What came out in the room, in order."""
        return [post.key for post in self.platform.posts if post.to == ROOM]


@asynccontextmanager
async def opened(
    *, scheduled: bool, database: str | Path = MEMORY, catalogue: Catalogue | None = None
) -> AsyncIterator[Hall]:
    """With a schedule, question 1 is open since nine; without, nobody has set anything up."""
    clock = VirtualClock(BEGINNING)
    async with open_store(database) as store:
        parts = put_together(store, catalogue or harbour(), clock, str(ZONE))
        platform = Recorder("stage", clock)
        hall = Hall(parts, door(parts.house), clock, platform, parts.daily({"stage": platform}, "hall"))
        if scheduled:
            schedule = Schedule(0, ROOM, time(9), str(ZONE), EVERY_DAY)
            await store.write(lambda tx: settings.ensure(tx, schedule, parts.house))
        await hall.move(NINE)
        yield hall


def said(reply: Reply) -> str:
    assert isinstance(reply, Said)
    return f"{plain.draw(reply.message, ZONE)}\n{reply.message.brief}"
