"""What every platform promises."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.choices import RoomChoice
from bot.core.model import Member, Room
from bot.core.records import PostRef
from bot.messages import CommandSpec, Message, Reply, Request

Handle = Callable[[Request], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Lack:
    """A permission or scope that is missing, and the click that mends it (a key of the wording file).

    `only`: it matters only where the room chose this, and even then not for a choice in `spared`.
    """

    what: str
    remedy: str
    only: RoomChoice | None = None
    spared: frozenset[str] = frozenset()


class Platform(Protocol):
    """An adapter: it translates and decides nothing."""

    @property
    def name(self) -> str:
        """What stands in `Team.platform`."""

    @property
    def present(self) -> bool:
        """Whether what people do there reaches the bot now; while it does not, nobody has missed anything."""

    @property
    def settles(self) -> timedelta:
        """How long a post whose fate is unknown may still come to stand; a look before then is no proof.

        Nothing where the platform itself takes a key once: there it may be said again at any time.
        """

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        """Take requests until cancelled, or until its people have left (the terminal's end of input).

        What was acknowledged is finished before it ends. Raises Unavailable where the platform does not
        answer, Gone where it does not know us; it can be called again.
        """

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        """Say something unasked; the same key posts once, as far as the platform can tell.

        `under`: the message this one follows, in its thread where the platform has threads.
        Raises Gone | Unavailable.
        """

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        """Was it posted after all? None: certainly not. Raises Unavailable when that cannot be known now."""

    async def edit(self, ref: PostRef, message: Message) -> None: ...

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        """Permissions or scopes missing there, each with its remedy."""

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        """Which of these have left their team; not who cannot be asked about. Raises Gone | Unavailable."""
