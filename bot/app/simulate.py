"""The whole bot on a virtual clock: rooms in many zones, and people who answer in their own way."""

import random
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from zoneinfo import ZoneInfo

from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorded, Recorder
from bot.app.parts import Parts, put_together
from bot.app.trouble import Unsteady
from bot.app.watch import UNWATCHED, Watch
from bot.core.calendar import instant
from bot.core.model import Card, Member, Room, Round, Schedule, Team
from bot.messages import Reply, Submission
from bot.ports import Catalogue, Handle, View
from bot.store import MEMORY, open_store
from bot.usecases import settings as schedules
from bot.usecases.door import door
from bot.views import ids

PLATFORM = "simulation"
TOLD = ("slot", "reveal")  # posts that are events; words to single people and digests are none
DILIGENCE = (0.55, 0.98)  # how likely one of the people is to answer a question at all
KNOWLEDGE = (0.3, 0.9)  # how likely an answer of theirs is right


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated; `at`, `weekdays` and `holidays` are the same in every zone."""

    first: date
    days: int
    zones: tuple[str, ...]
    at: time
    weekdays: frozenset[int]
    holidays: frozenset[date] = frozenset()
    people: int = 0
    seed: int = 1
    names: tuple[str, ...] = ()  # of the people; numbers where they run out
    trouble: float = 0.0  # how likely it is that the platform does not take a post at once

    @property
    def after(self) -> date:
        return self.first + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Event:
    """`slot` is the local date of the question; `person` and `verdict` are told of answers alone."""

    at: datetime
    zone: str
    kind: str  # post, late, reveal, answer
    room: str
    slot: date
    card: str
    person: str = ""
    verdict: str = ""

    def told(self) -> dict[str, str]:
        """As `simulate --json` prints it."""
        local = self.at.astimezone(ZoneInfo(self.zone))
        base = {
            "at": self.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "local": local.isoformat(timespec="seconds"),
            "zone": self.zone,
            "kind": self.kind,
            "room": self.room,
            "slot": self.slot.isoformat(),
            "card": self.card,
        }
        return base | ({"person": self.person, "verdict": self.verdict} if self.person else {})


@dataclass(order=True, slots=True)
class Planned:
    """An answer somebody will give."""

    at: datetime
    number: int
    person: str = field(compare=False)
    round: Round = field(compare=False)
    text: str = field(compare=False)


async def simulate(
    plan: Plan, catalogue: Catalogue, clock: VirtualClock, watch: Watch = UNWATCHED
) -> AsyncGenerator[Event, None]:
    """Every event of the plan in order. Nothing but the plan decides it; `clock` goes through it."""
    clock.move(start_of(plan))
    async with open_store(MEMORY) as store:
        parts = put_together(watch.store(store), catalogue, clock, "UTC", grading=watch.grade)
        world = World(plan, parts, clock, _recorder(plan, clock), watch)
        await world.settle_in()
        async for event in world.events():
            yield event


class World:
    """The rooms, their people and the time."""

    def __init__(
        self, plan: Plan, parts: Parts, clock: VirtualClock, recorder: Recorder, watch: Watch = UNWATCHED
    ) -> None:
        self._plan = plan
        self._store = parts.house.store
        self._house = parts.house
        self._clock = clock
        self._recorder = recorder
        self._daily = parts.daily({PLATFORM: watch.platform(recorder)}, "simulation", timedelta.max)
        self._handle: Handle = watch.handle(door(parts.house), clock)
        self._people = _people(plan)
        self._answers: list[Planned] = []
        self._told = 0
        self._number = 0

    async def settle_in(self) -> None:
        """Give every room its schedule."""
        for zone in self._plan.zones:
            schedule = Schedule(
                0,
                room_of(zone),
                self._plan.at,
                zone,
                self._plan.weekdays,
                starts=self._plan.first,
                holidays=self._plan.holidays,
            )
            await self._store.write(partial(schedules.ensure, schedule=schedule, house=self._house))

    async def events(self) -> AsyncIterator[Event]:
        """Go from one happening to the next, until the last day is over everywhere."""
        end = max(instant(self._plan.after, time(0), ZoneInfo(zone)) for zone in self._plan.zones)
        while (following := await self._next()) is not None and following < end:
            self._clock.move(max(following, self._clock.now()))
            while self._answers and self._answers[0].at <= self._clock.now():
                yield await self._answer(heappop(self._answers))
            await self._daily.beat()
            for event in await self._posted():
                yield event

    async def _next(self) -> datetime | None:
        due = await self._store.read(lambda view: view.next_due())
        instants = [at for at in (due, self._answers[0].at if self._answers else None) if at is not None]
        return min(instants, default=None)

    async def _posted(self) -> list[Event]:
        """What came out in this beat; a question sets its people thinking."""
        events = []
        for post in self._recorder.posts[self._told :]:
            if not isinstance(post.to, Room) or post.key.partition(":")[0] not in TOLD:
                self._told += 1
                continue
            if (known := await self._store.read(partial(_event, post=post))) is None:
                break  # the platform has it and the bot does not know yet
            self._told += 1
            event, round_ = known
            if event.at.astimezone(ZoneInfo(event.zone)).date() >= self._plan.after:
                continue
            events.append(event)
            if event.kind != "reveal":
                self._think(round_)
        return events

    def _think(self, round_: Round) -> None:
        """Everyone decides whether, when and how well to answer."""
        closes = round_.closes or round_.opened
        card = self._house.catalogue.snapshot().cards[round_.card]
        for person, chance, diligent, clever in self._people:
            if chance.random() >= diligent:
                continue
            wait = (closes - self._clock.now()) * chance.betavariate(1, 4)
            right = chance.random() < clever
            text = self._words(card, chance, right=right)
            self._number += 1
            heappush(self._answers, Planned(self._clock.now() + wait, self._number, person, round_, text))

    def _words(self, card: Card, chance: random.Random, *, right: bool) -> str:
        """What somebody types who knows the card, or does not."""
        tries = card.tries
        return chance.choice((tries.right if right else (*tries.partly, *tries.wrong)) or ("no idea",))

    async def _hand_in(self, planned: Planned) -> Reply:
        round_ = planned.round
        return await self._handle(
            Submission(
                id=f"simulated-{planned.number}",
                arrived=planned.at,
                member=Member(round_.room.team, planned.person),
                room=round_.room,
                name=planned.person,
                form=ids.of("answer", round_.id),
                fields={"text": planned.text},
            )
        )

    async def _answer(self, planned: Planned) -> Event:
        round_ = planned.round
        member = Member(round_.room.team, planned.person)
        await self._hand_in(planned)
        attempts = await self._store.read(lambda view: view.attempts(round_.id, member))
        verdict = attempts[-1].grade.verdict.value if attempts else "refused"
        assert round_.day is not None  # only daily rounds are answered here
        zone = round_.room.channel
        return Event(planned.at, zone, "answer", zone, round_.day, round_.card, planned.person, verdict)


def _recorder(plan: Plan, clock: VirtualClock) -> Recorder:
    chance = random.Random(f"{plan.seed}-trouble")  # noqa: S311 - makes trouble, no secrets
    return Unsteady(PLATFORM, clock, share=plan.trouble, chance=chance)


def _event(view: View, post: Recorded) -> tuple[Event, Round] | None:
    """What a post was about: its key names the round's slot, or the round. None: it is not confirmed."""
    assert isinstance(post.to, Room)
    what, _, about = post.key.partition(":")
    if what == "reveal":
        found = view.round(int(about))
    else:
        day = date.fromisoformat(about.rpartition(":")[2])
        found = next((r for r in view.open_rounds(post.to, post.at) if r.day == day), None)
    if found is None or found.day is None:
        return None
    kind = "reveal" if what == "reveal" else "late" if found.late else "post"
    zone = post.to.channel
    return Event(post.at.astimezone(UTC), zone, kind, zone, found.day, found.card), found


def room_of(zone: str) -> Room:
    return Room(Team(PLATFORM, "world"), zone)


def start_of(plan: Plan) -> datetime:
    """A moment before the first day begins in the first of the zones."""
    begins = min(instant(plan.first, time(0), ZoneInfo(zone)) for zone in plan.zones)
    return begins - timedelta(seconds=1)


def _people(plan: Plan) -> list[tuple[str, random.Random, float, float]]:
    """Name, own chance, diligence and knowledge of each; the same seed makes the same people."""
    people = []
    for number in range(1, plan.people + 1):
        chance = random.Random(f"{plan.seed}-{number}")  # noqa: S311 - makes people, no secrets
        name = plan.names[number - 1] if number <= len(plan.names) else f"person-{number}"
        people.append((name, chance, chance.uniform(*DILIGENCE), chance.uniform(*KNOWLEDGE)))
    return people
