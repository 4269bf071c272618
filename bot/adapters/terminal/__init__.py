"""The terminal as a platform: one room, a chat with whoever sits there, messages printed as they come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot import wording
from bot.adapters.terminal.chat import Chat
from bot.adapters.terminal.screen import Screen
from bot.core.model import Member, Room, Team
from bot.core.records import PostRef
from bot.messages import CommandSpec, Message
from bot.ports import Clock, Handle, Lack

NAME = "terminal"
ROOM = Room(Team(NAME, "local"), "chat")


class Terminal:
    """`start` makes the ids of this run's requests unlike those of any other run; `locale`: the reader's."""

    def __init__(
        self, user: str, clock: Clock, screen: Screen, start: str, locale: str = wording.DEFAULT
    ) -> None:
        self._screen = screen
        self.say = wording.of(locale)
        self._chat = Chat(ROOM, user, clock, screen, start, locale)

    @property
    def name(self) -> str:
        return NAME

    @property
    def present(self) -> bool:
        return True

    @property
    def settles(self) -> timedelta:
        return timedelta(0)

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        """Chat until the input ends."""
        self._screen.completes(partial(self._chat.offers, specs=commands, handle=handle))
        await self._chat.come_in(handle)
        while (line := await self._screen.read(self._chat.name)) is not None:
            await self._chat.turn(line, commands, handle)

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        del under
        self._chat.posted(message)
        return PostRef(to, key)

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        """What an earlier run showed has scrolled away: it is shown again."""
        del to, key, since, under
        return None

    async def edit(self, ref: PostRef, message: Message) -> None:
        """What was printed stays as it was."""

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        del room
        return ()

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        del members
        return frozenset()
