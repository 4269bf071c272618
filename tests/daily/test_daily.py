"""Posts come once, in time or late, whatever the platform and the machine do."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

import pytest

from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorded, Recorder
from bot.adapters.slack.seen import SETTLES
from bot.app.parts import Parts, put_together
from bot.core.model import EVERY_DAY, Member, Room, Schedule, Slot, Team
from bot.core.records import PostRef
from bot.daily import AT_MOST, TOGETHER, Daily
from bot.daily.delivery import LEASE, PATIENCE
from bot.errors import Gone, Unavailable
from bot.messages import Message
from bot.ports import Store, Tx, View
from bot.store import MEMORY, open_store
from bot.usecases import reveal, settings
from tests.talks.stage import harbour

T = TypeVar("T")

NAME = "loopback"
TEAM = Team(NAME, "team")
ROOM = Room(TEAM, "room")
OTHER = Room(TEAM, "other")
OWNER = Member(TEAM, "owner")
EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Moody(Recorder):
    """A platform that fails as told: before it takes a post, or after."""

    before: list[Exception] = field(default_factory=list)
    after: list[Exception] = field(default_factory=list)
    late: list[Exception] = field(default_factory=list)  # it will take the post, but not yet
    taken: list[Recorded] = field(default_factory=list)
    blind: list[Exception] = field(default_factory=list)  # it cannot look just now
    dead: set[Room | Member] = field(default_factory=set)
    looked: int = 0
    meanwhile: list[Callable[[], Awaitable[None]]] = field(default_factory=list)  # over a post

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        if to in self.dead:
            raise Gone("channel")
        if self.before:
            raise self.before.pop()
        if self.posts and self.meanwhile:
            await self.meanwhile.pop()()
        if self.late:
            self.taken.append(Recorded(self.clock.now(), to, key, message, under))
            raise self.late.pop()
        self.posts.append(Recorded(self.clock.now(), to, key, message, under))
        if self.after:
            raise self.after.pop()
        return PostRef(to, str(len(self.posts)))

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        self.looked += 1
        if self.blind:
            raise self.blind.pop()
        return await Recorder.find(self, to, key, since, under)

    async def catch_up(self) -> None:
        """What was taken late stands there now."""
        self.posts += self.taken
        self.taken.clear()

    def keys(self, to: Room | Member) -> list[str]:
        return [post.key for post in self.posts if post.to == to]


@dataclass(slots=True)
class World:
    parts: Parts
    clock: VirtualClock
    platform: Moody
    daily: Daily

    async def schedule(self, room: Room, **more: object) -> None:
        schedule = Schedule(0, room, time(9), "UTC", EVERY_DAY, owner=OWNER, **more)  # type: ignore[arg-type]
        await self.parts.house.store.write(lambda tx: settings.ensure(tx, schedule, self.parts.house))

    async def at(self, now: datetime) -> None:
        self.clock.move(now)
        await self.daily.beat()

    def another(self) -> Daily:
        """A second process on the same database."""
        return self.parts.daily({NAME: self.platform}, "another")


class Crowded:
    """A store, and how many rooms were being opened in it at once at most."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._now = self.most = 0

    async def read(self, work: Callable[[View], T]) -> T:
        return await self._store.read(work)

    async def write(self, work: Callable[[Tx], T]) -> T:
        opens = "slot" in getattr(work, "keywords", {})
        self._now += opens
        self.most = max(self.most, self._now)
        try:
            return await self._store.write(work)
        finally:
            self._now -= opens


class Leaving:
    """A store in which so many rooms may be opened, and then no more."""

    def __init__(self, store: Store, left: int) -> None:
        self._store = store
        self._left = left

    async def read(self, work: Callable[[View], T]) -> T:
        return await self._store.read(work)

    async def write(self, work: Callable[[Tx], T]) -> T:
        if "slot" in getattr(work, "keywords", {}):
            self._left -= 1
            if self._left < 0:
                raise Unavailable("the database is away")
        return await self._store.write(work)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    clock = VirtualClock(EIGHT)
    async with open_store(MEMORY) as store:
        parts = put_together(store, harbour(), clock, "UTC")
        platform = Moody(NAME, clock)
        yield World(parts, clock, platform, parts.daily({NAME: platform}, "one"))


async def test_a_question_found_to_be_out_after_its_close_is_still_revealed(world: World) -> None:
    await world.schedule(ROOM, close=timedelta(hours=1))
    world.platform.after.append(Unavailable("the reply was lost", retry_after=2 * 3600))
    await world.at(NINE)
    await world.at(NINE + timedelta(hours=1, minutes=1))
    await world.at(NINE + timedelta(hours=2, minutes=1))
    await world.at(NINE + timedelta(hours=2, minutes=2))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02", "reveal:1"]


async def test_a_close_that_was_planned_before_the_post_was_known_still_reveals(world: World) -> None:
    """A round is seen to be over and not posted, and its post is confirmed before it is closed."""
    await world.schedule(ROOM, close=timedelta(hours=1))
    await world.at(NINE)
    house = world.parts.house
    known = await house.store.read(lambda view: view.round(1))
    assert known is not None
    world.clock.move(NINE + timedelta(hours=2))
    await house.store.write(lambda tx: reveal.close(tx, house, replace(known, posted=None)))
    await world.at(NINE + timedelta(hours=2, minutes=1))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02", "reveal:1"]


async def test_where_a_late_post_may_still_come_to_stand_it_is_looked_for_only_once_it_would(
    world: World,
) -> None:
    """The platform answers nothing, and takes the post forty seconds later."""
    world.platform.settles = timedelta(minutes=1)
    await world.schedule(ROOM)
    world.platform.late.append(Unavailable("no answer in time"))
    await world.at(NINE)
    await world.at(NINE + timedelta(seconds=30))
    assert world.platform.looked == 0
    await world.platform.catch_up()
    await world.at(NINE + timedelta(seconds=61))
    assert world.platform.looked == 1
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_what_was_certainly_not_taken_is_said_again_at_once_also_there(world: World) -> None:
    world.platform.settles = timedelta(minutes=1)
    await world.schedule(ROOM)
    world.platform.before.append(Unavailable("asked to wait", uncertain=False))
    await world.at(NINE)
    await world.at(NINE + timedelta(seconds=3))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


def test_a_lease_outlasts_a_post_that_comes_late_however_late_it_was_begun() -> None:
    """So that whoever takes a dead process's post up looks no sooner than is proof."""
    assert PATIENCE + SETTLES + timedelta(seconds=30) <= LEASE


async def test_what_waited_too_long_behind_a_slow_post_is_left_to_whoever_takes_it(world: World) -> None:
    """A lease ends while its delivery still stands behind another of its room; a second process sends it."""
    await world.schedule(ROOM)
    await world.at(NINE)
    other = world.another()

    async def dawdle() -> None:
        world.clock.move(world.clock.now() + LEASE + timedelta(seconds=1))
        await other.beat()

    world.platform.meanwhile.append(dawdle)
    await world.at(NINE + A_DAY)
    await world.at(NINE + A_DAY + 2 * LEASE)
    keys = world.platform.keys(ROOM)
    assert sorted(set(keys)) == ["reveal:1", "slot:1:2026-03-02", "slot:1:2026-03-03"]
    assert keys.count("slot:1:2026-03-03") == 1


async def test_a_question_comes_at_its_time_and_not_before(world: World) -> None:
    await world.schedule(ROOM)
    await world.at(NINE - timedelta(seconds=1))
    assert world.platform.keys(ROOM) == []
    await world.at(NINE)
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_beating_again_says_nothing_twice(world: World) -> None:
    await world.schedule(ROOM)
    for seconds in range(5):
        await world.at(NINE + timedelta(seconds=seconds))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_the_answer_comes_out_just_before_the_next_question(world: World) -> None:
    await world.schedule(ROOM)
    await world.at(NINE)
    await world.at(NINE + A_DAY)
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02", "reveal:1", "slot:1:2026-03-03"]


async def test_an_outage_delays_but_never_loses(world: World) -> None:
    await world.schedule(ROOM)
    await world.at(NINE + timedelta(hours=2))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]
    brief = [str(part) for part in world.platform.posts[0].message.parts]
    assert any("posted late" in text for text in brief)


async def test_a_slot_whose_window_has_passed_is_skipped_and_its_owner_told(world: World) -> None:
    await world.schedule(ROOM)
    await world.at(NINE + timedelta(hours=4))
    assert world.platform.keys(ROOM) == []
    assert world.platform.keys(OWNER) == ["skipped:1:2026-03-02"]


async def test_after_days_away_one_question_is_posted_and_one_notice_sent(world: World) -> None:
    await world.schedule(ROOM)
    await world.at(NINE + 5 * A_DAY)
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-07"]
    (notice,) = [post for post in world.platform.posts if post.to == OWNER]
    assert "5 questions from Mon 2 Mar 2026 to Fri 6 Mar 2026" in notice.message.brief


async def test_a_failed_post_is_tried_again_and_looked_for_first(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.before = [Unavailable("503")]
    await world.at(NINE)
    assert world.platform.keys(ROOM) == []
    await world.at(NINE + timedelta(minutes=1))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]
    assert world.platform.looked == 1


async def test_a_post_whose_reply_was_lost_is_found_and_not_sent_again(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.after = [Unavailable("reply lost")]
    await world.at(NINE)
    await world.at(NINE + timedelta(minutes=1))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_a_post_that_was_certainly_not_taken_is_not_looked_for(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.before = [Unavailable("429", retry_after=1, uncertain=False)]
    await world.at(NINE)
    await world.at(NINE + timedelta(minutes=1))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]
    assert world.platform.looked == 0


async def test_what_was_uncertain_once_is_looked_for_however_certainly_a_later_try_failed(
    world: World,
) -> None:
    await world.schedule(ROOM)
    world.platform.after = [Unavailable("reply lost")]
    await world.at(NINE)
    world.platform.blind = [Unavailable("429", uncertain=False)]
    await world.at(NINE + timedelta(minutes=1))
    await world.at(NINE + timedelta(minutes=2))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_a_reveal_stands_under_its_question(world: World) -> None:
    await world.schedule(ROOM)
    await world.at(NINE)
    await world.at(NINE + A_DAY)
    question, reveal, _ = world.platform.posts
    assert question.under is None
    assert reveal.under == PostRef(ROOM, "1")


async def test_a_platform_that_names_a_time_is_left_alone_until_then(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.before = [Unavailable("429", retry_after=600)]
    await world.at(NINE)
    await world.at(NINE + timedelta(minutes=9))
    assert world.platform.keys(ROOM) == []
    await world.at(NINE + timedelta(minutes=10))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_a_question_that_cannot_be_delivered_in_its_window_is_dropped(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.before = [Unavailable("down")]
    await world.at(NINE)
    await world.at(NINE + timedelta(hours=3, minutes=1))
    assert world.platform.keys(ROOM) == []
    assert world.platform.keys(OWNER) == ["unreachable:1"]
    await world.at(NINE + A_DAY)
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-03"], "there is nothing to reveal"


async def test_a_lost_room_pauses_and_its_owner_is_told_once(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.dead.add(ROOM)
    await world.at(NINE)
    await world.at(NINE + A_DAY)
    assert len(world.platform.keys(OWNER)) == 1
    (schedule,) = await world.parts.house.store.read(lambda view: view.schedules(ROOM))
    assert schedule.paused


async def test_one_rooms_failure_touches_no_other(world: World) -> None:
    await world.schedule(ROOM)
    await world.schedule(OTHER)
    world.platform.dead.add(ROOM)
    await world.at(NINE)
    assert world.platform.keys(OTHER) == ["slot:2:2026-03-02"]


async def test_a_fault_in_an_adapter_stays_in_its_room(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.schedule(ROOM)
    await world.schedule(OTHER)
    world.platform.before = [ZeroDivisionError("a fault")]
    await world.at(NINE)
    await world.at(NINE + timedelta(minutes=3))
    assert len(world.platform.posts) == 2
    assert "delivery_fault" in caplog.text


async def test_rooms_that_are_due_together_share_a_commit(world: World) -> None:
    for n in range(60):
        await world.schedule(Room(TEAM, f"room-{n}"))
    store = Crowded(world.parts.house.store)
    clock = VirtualClock(NINE)
    parts = put_together(store, harbour(), clock, "UTC")
    await parts.daily({NAME: world.platform}, "one").beat()
    assert len(world.platform.posts) == 60
    assert 10 < store.most < 30, "and leave room for what people do"


async def test_two_processes_post_each_slot_once(world: World) -> None:
    await world.schedule(ROOM)
    await world.schedule(OTHER)
    world.clock.move(NINE)
    async with asyncio.TaskGroup() as group:
        for daily in (world.daily, world.another()):
            group.create_task(daily.beat())
    assert sorted(post.key for post in world.platform.posts) == ["slot:1:2026-03-02", "slot:2:2026-03-02"]


async def test_a_clock_that_jumps_back_posts_nothing_twice(world: World) -> None:
    await world.schedule(ROOM)
    await world.at(NINE)
    await world.at(EIGHT - A_DAY)
    await world.at(NINE)
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_a_late_post_with_little_time_left_closes_a_day_after_it(world: World) -> None:
    await world.schedule(ROOM, window=timedelta(hours=23))
    late = NINE + timedelta(hours=22)
    await world.at(late)
    rounds = await world.parts.house.store.read(lambda view: view.open_rounds(ROOM, late))
    assert [round_.closes for round_ in rounds] == [late + A_DAY]


async def test_a_paused_room_is_left_in_peace(world: World) -> None:
    await world.schedule(ROOM)
    store = world.parts.house.store
    (schedule,) = await store.read(lambda view: view.schedules(ROOM))
    await store.write(lambda tx: tx.change_schedule(replace(schedule, paused=True)))
    await world.at(NINE)
    assert world.platform.posts == []


async def test_the_first_questions_of_many_are_out_before_the_last_are_open(world: World) -> None:
    rooms = [Room(TEAM, f"room-{n}") for n in range(4 * TOGETHER)]
    for room in rooms:
        await world.schedule(room)
    open_meanwhile: list[int] = []

    async def count() -> None:
        now = world.clock.now()
        open_meanwhile.append(
            await world.parts.house.store.read(lambda view: sum(len(view.open_rounds(r, now)) for r in rooms))
        )

    world.platform.meanwhile.append(count)
    await world.at(NINE)
    assert open_meanwhile and open_meanwhile[0] < len(rooms)
    assert sorted(post.key for post in world.platform.posts) == sorted(
        f"slot:{n}:2026-03-02" for n in range(1, len(rooms) + 1)
    )


async def test_a_database_that_goes_away_between_two_groups_of_rooms_takes_no_post_with_it(
    world: World,
) -> None:
    for n in range(2 * TOGETHER):
        await world.schedule(Room(TEAM, f"room-{n}"))
    house = replace(world.parts.house, store=Leaving(world.parts.house.store, TOGETHER))
    daily = replace(world.parts, house=house).daily({NAME: world.platform}, "one")
    world.clock.move(NINE)
    with pytest.raises(Unavailable):
        await daily.beat()
    assert len(world.platform.posts) == TOGETHER
    await world.daily.beat()
    assert len(world.platform.posts) == len({post.key for post in world.platform.posts}) == 2 * TOGETHER


async def test_the_rhythm_wakes_for_what_is_due(world: World) -> None:
    await world.schedule(ROOM)
    running = asyncio.create_task(world.daily.run(world.parts.woken))
    async with asyncio.timeout(10):
        while not world.platform.posts:
            await asyncio.sleep(0)
            step = timedelta(minutes=1) if world.clock.now() < NINE else timedelta(milliseconds=100)
            world.clock.move(world.clock.now() + step)
    running.cancel()
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_what_a_platform_was_too_busy_for_is_tried_again_when_it_said(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.before = [Unavailable("429", retry_after=2, uncertain=False)]
    world.clock.move(NINE)
    async with asyncio.TaskGroup() as group:
        await world.daily._plan(group)
    world.parts.woken.clear()
    await world.daily.beat()
    assert world.parts.woken.is_set(), "the rhythm has to reckon anew when to wake"
    await world.at(NINE + timedelta(seconds=2))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


@pytest.mark.parametrize("seconds", [math.inf, math.nan, -5.0])
async def test_a_platform_that_names_no_sensible_time_is_asked_again_before_long(
    world: World, seconds: float
) -> None:
    await world.schedule(ROOM)
    world.platform.before = [Unavailable("429", retry_after=seconds, uncertain=False)]
    await world.at(NINE)
    await world.at(NINE + timedelta(hours=1))
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_a_platform_that_asks_for_an_age_is_asked_again_the_same_day(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.before = [Unavailable("429", retry_after=1e18, uncertain=False)]
    await world.at(NINE)
    await world.at(NINE + timedelta(hours=7))
    assert world.platform.keys(OWNER) == ["unreachable:1"]


async def test_a_fault_in_putting_a_delivery_off_ends_nobody_elses(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    strange = Unavailable("429")
    strange.retry_after = math.inf
    await world.schedule(ROOM)
    await world.schedule(OTHER)
    world.platform.before = [strange]
    await world.at(NINE)
    await world.at(NINE + timedelta(minutes=3))
    assert [len(world.platform.keys(room)) for room in (ROOM, OTHER)] == [1, 1]
    assert "delivery_fault" in caplog.text


async def test_what_an_adapter_can_never_say_is_given_up_after_a_day(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.dead.add(ROOM)
    world.platform.before = [ZeroDivisionError("a fault") for _ in range(60)]
    for hours in range(60):
        await world.at(NINE + timedelta(hours=hours))
    assert 30 < len(world.platform.before) < 40, "it was tried for a day"
    assert world.platform.keys(OWNER) == []


async def test_many_rooms_that_always_fault_keep_no_other_from_its_question(world: World) -> None:
    def broken(tx: Tx) -> None:
        for n in range(AT_MOST):
            nowhere = Schedule(0, Room(TEAM, f"broken-{n}"), time(8, 30), "No/Where", EVERY_DAY)
            one = tx.add_schedule(nowhere)
            tx.plan(one.id, Slot(one.id, NINE.date(), NINE - timedelta(minutes=30)))

    await world.parts.house.store.write(broken)
    await world.schedule(ROOM)
    await world.at(NINE)
    await world.at(NINE + timedelta(minutes=1))
    assert len(world.platform.keys(ROOM)) == 1


async def test_what_a_process_cannot_reach_it_leaves_to_one_that_can(world: World) -> None:
    cut_off = Moody(NAME, world.clock, present=False)
    await world.schedule(ROOM)
    world.clock.move(NINE)
    await world.parts.daily({NAME: cut_off}, "cut off").beat()
    assert cut_off.posts == []
    await world.daily.beat()
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def test_what_waits_for_a_platform_goes_out_soon_after_it_is_there_again(world: World) -> None:
    await world.schedule(ROOM)
    world.platform.present = False
    world.clock.move(NINE)
    running = asyncio.create_task(world.daily.run(world.parts.woken))
    async with asyncio.timeout(10):
        await passes(world, timedelta(seconds=5))
        assert world.platform.posts == []
        world.platform.present = True
        await passes(world, timedelta(seconds=5))
    running.cancel()
    assert world.platform.keys(ROOM) == ["slot:1:2026-03-02"]


async def passes(world: World, time: timedelta) -> None:
    """Time goes by, and what is to be done in it is done: what asks the store after others waits for them."""
    until = world.clock.now() + time
    while world.clock.now() < until:
        for _ in range(50):  # more than a beat with a delivery has to do with the store
            await world.parts.house.store.read(lambda _: None)
        world.clock.move(world.clock.now() + timedelta(milliseconds=250))
