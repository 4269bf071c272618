"""What reaches an open page by itself: posts as they are made, and the wall whenever it looks different."""

import asyncio
import json
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from bot import wording
from bot.adapters.web import draw
from bot.adapters.web.guard import HEADERS
from bot.core.model import Room
from bot.messages import Message
from bot.ports import Clock
from bot.wording import Wording

Wall = Callable[[Room, str], Awaitable[Sequence[Message]]]  # what hangs in a room, in a language

FRESH = timedelta(seconds=2)  # a wall this young is shown again
PATIENCE = 3.0  # seconds between two looks at the wall
KEPT = 50  # events for a page that comes back after a cut
WAITING = 200  # events that an open page may be behind
MOST_PAGES = 200  # open at once
MOST_WALLS = 256
LOOK = "look"  # no event for pages: only that the wall is to be looked at


class Walls:
    """The walls as HTML, each drawn anew at most every other second, however many look."""

    def __init__(self, wall: Wall, clock: Clock) -> None:
        self._wall = wall
        self._clock = clock
        self._drawn: OrderedDict[tuple[Room, str], tuple[datetime, tuple[str, ...]]] = OrderedDict()

    async def of(self, room: Room, locale: str, *, anew: bool = False) -> tuple[str, ...]:
        """One piece of HTML a panel."""
        say = wording.of(locale)
        key, now = (room, say.language), self._clock.now()
        if not anew and key in self._drawn and timedelta(0) <= now - self._drawn[key][0] < FRESH:
            return self._drawn[key][1]
        panels = tuple(draw.message(told, say, 2) for told in await self._wall(room, locale))
        self._drawn[key] = (now, panels)
        self._drawn.move_to_end(key)
        while len(self._drawn) > MOST_WALLS:
            self._drawn.popitem(last=False)
        return panels


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell the pages, each in its reader's language; `what` is the name their script knows."""

    number: int
    what: str
    told: Callable[[Wording], object]


def _wired(number: int, what: str, told: object) -> bytes:
    """As it goes over the wire; only what has a number is told again after a cut."""
    id = f"id: {number}\n" if number else ""
    return f"{id}event: {what}\ndata: {json.dumps(told)}\n\n".encode()


def _nothing(say: Wording) -> None:
    """What has no words."""


CLOSED = Event(0, "", _nothing)  # nothing will be told any more


@dataclass(slots=True)
class Events:
    """Tells every open page the same; who was cut off hears what they missed."""

    number: int = 0
    past: deque[Event] = field(default_factory=lambda: deque(maxlen=KEPT))
    pages: set[asyncio.Queue[Event]] = field(default_factory=set)

    def tell(self, what: str, told: Callable[[Wording], object]) -> None:
        self.number += 1
        self.past.append(Event(self.number, what, told))
        self._hand_out(self.past[-1])

    def look(self) -> None:
        """Something may have changed on the wall."""
        self._hand_out(Event(0, LOOK, _nothing))

    def close(self) -> None:
        """The pages' streams end."""
        self._hand_out(CLOSED)

    def _hand_out(self, event: Event) -> None:
        for page in self.pages:
            with suppress(asyncio.QueueFull):  # a page that does not listen misses something
                page.put_nowait(event)

    async def heard(self, last: str) -> AsyncIterator[Event | None]:
        """What is told from now on, after what came since the event `last`; None: nothing for a while.

        The first is None, so that a page that has just been opened does not wait for something to happen.
        """
        queue: asyncio.Queue[Event] = asyncio.Queue(WAITING)
        since = int(last) if last.isdecimal() and len(last) < 16 else self.number
        for missed in self.past:
            if missed.number > since:
                queue.put_nowait(missed)
        self.pages.add(queue)
        try:
            yield None
            while (event := await _next(queue)) is not CLOSED:
                yield event
        finally:
            self.pages.discard(queue)


async def _next(queue: asyncio.Queue[Event]) -> Event | None:
    try:
        return await asyncio.wait_for(queue.get(), PATIENCE)
    except TimeoutError:
        return None


async def stream(
    request: web.Request, room: Room, locale: str, walls: Walls, events: Events
) -> web.StreamResponse:
    """Server-sent events until the page leaves: `wall` with the panels when one changed, and what is told."""
    if len(events.pages) >= MOST_PAGES:
        raise web.HTTPServiceUnavailable
    response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
    await response.prepare(request)
    say, shown = wording.of(locale), tuple[str, ...]()
    with suppress(ConnectionError):
        await response.write(b"retry: 2000\n\n")
        async for event in events.heard(request.headers.get("Last-Event-ID", "")):
            if event is not None and event.what != LOOK:
                await response.write(_wired(event.number, event.what, event.told(say)))
            panels = await walls.of(room, locale, anew=event is not None)
            if panels != shown:
                shown = panels
                await response.write(_wired(0, "wall", panels))
            elif event is None:
                await response.write(b": still here\n\n")
    return response
