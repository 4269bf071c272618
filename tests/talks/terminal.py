"""The terminal as a stage: everybody has a chat of their own, and posts are seen by all."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.adapters.clock import VirtualClock
from bot.adapters.terminal import plain
from bot.adapters.terminal.chat import Chat
from bot.adapters.terminal.screen import Complete
from bot.core.model import Member, Room, Team
from bot.core.records import PostRef
from bot.messages import Message
from bot.ports import Handle, Lack
from bot.usecases.commands import SPECS
from bot.wording import DEFAULT
from tests.talks.stage import ZONE, Theatre
from tests.talks.words import Words

ROOM = Room(Team("stage", "crew"), "quay")


@dataclass(slots=True)
class Page:
    """A screen that keeps what was shown."""

    locale: str
    lines: list[str] = field(default_factory=list)
    asks: bool = False

    def show(self, message: Message) -> None:
        self.lines += plain.draw(message, ZONE, self.locale).splitlines()

    async def read(self, prompt: str) -> str | None:
        raise AssertionError(f"a talk hands its lines over: {prompt}")

    async def ask(self, label: str, value: str) -> str | None:
        del label, value
        return None

    def completes(self, complete: Complete) -> None:
        del complete


class Chats:
    name = "stage"
    present = True
    settles = timedelta(0)

    def __init__(self, clock: VirtualClock, handle: Handle, locale: str) -> None:
        self.page = Page(locale)
        self.chats: dict[str, Chat] = {}
        self._clock = clock
        self._handle = handle
        self._posted: list[Message] = []

    @property
    def platform(self) -> "Chats":
        return self

    async def say(self, person: str, line: str) -> None:
        await self._chat(person).turn(line, SPECS, self._handle)

    def heard(self) -> list[str]:
        return self.page.lines

    def _chat(self, person: str) -> Chat:
        if person not in self.chats:
            self.chats[person] = Chat(
                ROOM, person, self._clock, self.page, f"stage-{person}", self.page.locale
            )
            shown = len(self.page.lines)
            for message in self._posted[-1:]:
                self.chats[person].posted(message)
            del self.page.lines[shown:]
        return self.chats[person]

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        self.page.show(message)
        shown = len(self.page.lines)
        for chat in self.chats.values():
            chat.posted(message)
        del self.page.lines[shown:]
        self._posted.append(message)
        return PostRef(to, key)

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        return None

    async def edit(self, ref: PostRef, message: Message) -> None: ...

    async def serve(self, commands: object, handle: object) -> None: ...

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        return ()

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        return frozenset()


@asynccontextmanager
async def _open(clock: VirtualClock, handle: Handle, words: Words, locale: str) -> AsyncIterator[Chats]:
    del words  # a chat knows the words of its buttons itself
    yield Chats(clock, handle, locale)


def terminal(locale: str) -> Theatre:
    """Everybody at it reads this language."""
    return Theatre("terminal", ROOM, partial(_open, locale=locale))


TERMINAL = terminal(DEFAULT)
