"""Rooms of one team with a question each morning on the virtual clock, for benches that live many days."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.app.parts import Parts, put_together
from bot.core.model import Member, Room, Round, Schedule, Team
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import Submission
from bot.ports import Handle, View
from bot.store import open_store
from bot.usecases import settings
from bot.usecases.door import door

FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The bot with its rooms, and a platform that writes down what it is told."""

    team: Team
    count: int
    clock: VirtualClock
    parts: Parts
    platform: Recorder
    handle: Handle

    def forget(self) -> None:
        """What was said so far is of no interest any more."""
        self.platform.posts.clear()
        self.platform.edits.clear()

    async def open_now(self) -> list[Round]:
        """The question that is open in each room."""
        return await self.parts.house.store.read(partial(self._open, now=self.clock.now()))

    def _open(self, view: View, now: datetime) -> list[Round]:
        return [one for n in range(self.count) for one in view.open_rounds(room(self.team, n), now)[:1]]


def room(team: Team, n: int) -> Room:
    return Room(team, f"room-{n}")


def answer(round_: Round, who: int, at: datetime, text: str) -> Submission:
    """A form that one of a room's people hands in."""
    return Submission(
        id=f"{round_.id}-{who}",
        arrived=at,
        member=Member(round_.room.team, f"{round_.room.channel}-{who}"),
        room=round_.room,
        name=f"Member {who}",
        form=f"answer:{round_.id}",
        fields={"text": text},
    )


@asynccontextmanager
async def furnished(path: Path, team: Team, count: int, days: Collection[int]) -> AsyncIterator[Rooms]:
    """So many rooms that are asked at nine on these days of the week."""
    shelf = Catalogue([folders.shipped()], [], shipped())
    shelf.load()
    clock = VirtualClock(FIRST)
    async with open_store(path) as store:
        parts = put_together(store, shelf, clock, "UTC")
        for n in range(count):
            nine = Schedule(0, room(team, n), FIRST.time().replace(hour=9), "UTC", frozenset(days))
            await store.write(partial(settings.ensure, schedule=nine, house=parts.house))
        yield Rooms(team, count, clock, parts, Recorder(team.platform, clock), door(parts.house))
