"""Plays a talk: people type, the clock moves, and what the bot says is compared line by line."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.adapters.clock import VirtualClock
from bot.adapters.terminal import plain
from bot.adapters.terminal.chat import Chat
from bot.adapters.terminal.screen import Complete
from bot.app.parts import Parts, put_together
from bot.core.model import EVERY_DAY, Member, Room, Schedule, Team
from bot.core.records import PostRef
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from bot.messages import Message
from bot.ports import Lack
from bot.store import MEMORY, open_store
from bot.usecases import settings
from bot.usecases.commands import SPECS
from bot.usecases.door import door

HERE = Path(__file__).parent
ZONE = ZoneInfo("Europe/Berlin")
ROOM = Room(Team("stage", "crew"), "quay")
BEGINNING = datetime(2026, 3, 2, 8, tzinfo=ZONE)  # a Monday, an hour before the first question


def harbour() -> Catalogue:
    """A catalogue of the deck that the talks are about."""
    catalogue = Catalogue([], [HERE / "harbour.yaml"], shipped())
    assert catalogue.load() == ()
    return catalogue


@dataclass(slots=True)
class Page:
    """A screen that keeps what was shown."""

    lines: list[str] = field(default_factory=list)
    asks: bool = False

    def show(self, message: Message) -> None:
        self.lines += plain.draw(message, ZONE).splitlines()

    async def read(self, prompt: str) -> str | None:
        raise AssertionError(f"a talk hands its lines over: {prompt}")

    async def ask(self, label: str, value: str) -> str | None:
        del label, value
        return None

    def completes(self, complete: Complete) -> None:
        del complete


class Quay:
    """A platform where everybody has a chat of their own and posts are seen by all."""

    name = "stage"
    present = True

    def __init__(self, clock: VirtualClock) -> None:
        self.page = Page()
        self.chats: dict[str, Chat] = {}
        self._clock = clock
        self._posted: list[Message] = []

    def chat(self, person: str) -> Chat:
        if person not in self.chats:
            self.chats[person] = Chat(ROOM, person, self._clock, self.page, f"stage-{person}")
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


class Stage:
    """The bot with a room that has a question at nine each day, on a clock that talks move."""

    def __init__(self, parts: Parts, clock: VirtualClock) -> None:
        self.parts = parts
        self.clock = clock
        self.quay = Quay(clock)
        self._daily = parts.daily({self.quay.name: self.quay}, "stage", timedelta.max)
        self._handle = door(parts.house)
        self._heard = 0

    async def move(self, to: datetime) -> None:
        """Let the time pass, stopping at everything that is due on the way."""
        while (due := await self.parts.house.store.read(lambda view: view.next_due())) and due <= to:
            self.clock.move(max(due, self.clock.now()))
            await self._daily.beat()
        self.clock.move(to)

    async def say(self, person: str, line: str) -> None:
        await self.quay.chat(person).turn(line, SPECS, self._handle)
        await self._daily.beat()

    def heard(self) -> list[str]:
        """What was said since this was last asked."""
        lines, self._heard = self.quay.page.lines[self._heard :], len(self.quay.page.lines)
        return lines


async def play(script: Path) -> None:
    """Play a talk. Raises AssertionError at the first line that did not come."""
    lines = script.read_text("utf-8").splitlines()  # noqa: ASYNC240 - nothing else runs yet
    async with AsyncExitStack() as stack:
        clock = VirtualClock(BEGINNING)
        store = await stack.enter_async_context(open_store(MEMORY))
        parts = put_together(store, harbour(), clock, str(ZONE))
        schedule = Schedule(0, ROOM, time(9), str(ZONE), EVERY_DAY, owner=Member(ROOM.team, "captain"))
        await store.write(lambda tx: settings.ensure(tx, schedule, parts.house))
        stage = Stage(parts, clock)
        await _play(stage, lines, script.name)


async def _play(stage: Stage, lines: Sequence[str], name: str) -> None:
    heard: list[str] = []
    for number, line in enumerate(lines, start=1):
        place = f"{name}:{number}"
        match line[:1]:
            case "#" | "":
                continue
            case "@":
                await stage.move(datetime.fromisoformat(line[1:].strip()).replace(tzinfo=ZONE))
                heard = stage.heard()
            case "+":
                await stage.move(stage.clock.now() + timedelta(minutes=int(line[1:])))
                heard = stage.heard()
            case "|":
                heard = _expect(heard, line[1:].strip(), place)
            case "-":
                unwanted = [said for said in heard if _fits(said, line[1:].strip())]
                assert not unwanted, f"{place}: this was said: {unwanted}"
            case _:
                person, _, text = line.partition(":")
                await stage.say(person.strip(), text.strip())
                heard = stage.heard()


def _expect(heard: list[str], wanted: str, place: str) -> list[str]:
    """What came after the wanted line."""
    for at, said in enumerate(heard):
        if _fits(said, wanted):
            return heard[at + 1 :]
    raise AssertionError(f"{place}: nobody said {wanted!r}; left of what was said:\n" + "\n".join(heard))


def _fits(said: str, wanted: str) -> bool:
    """`…` stands for anything, and blanks are as wide as they like."""
    return fnmatchcase(
        " ".join(said.split()), wanted.replace("[", "[[]").replace("?", "[?]").replace("…", "*")
    )
