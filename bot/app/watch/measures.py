"""Figures for Prometheus, taken where requests, store, platforms and grading pass by unawares."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import cache, partial
from time import perf_counter
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.app.watch.platforms import MeasuredPlatform
from bot.core.grade import grade
from bot.core.model import Grade
from bot.core.records import Waiting
from bot.core.rubric import Compiled
from bot.errors import Unavailable
from bot.messages import Reply, Request, Said, Submission
from bot.ports import Clock, Handle, Platform, Store, Tx, View

T = TypeVar("T")

SHORT = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1)
LONG = (0.003, 0.01, 0.03, 0.1, 0.3, 1, 1.5, 3, 10)
ANSWER = "answer:"  # what the ids of answers' forms begin with


class Measures:
    """All figures of one process, under a registry of their own."""

    def __init__(self, version: str) -> None:
        self._all = CollectorRegistry()
        histogram = partial(Histogram, registry=self._all)
        counter, gauge = partial(Counter, registry=self._all), partial(Gauge, registry=self._all)
        by, work = ("platform",), ("work",)
        self._requests = histogram(
            "studybot_request_seconds", "From a request to its reply", (*by, "kind"), buckets=LONG
        )
        self._age = histogram(
            "studybot_acknowledgement_seconds", "From a request's arrival to its reply", by, buckets=LONG
        )
        self._answers = counter("studybot_answers", "Answers recorded", by)
        self._grading = histogram("studybot_grade_seconds", "Grading one answer", buckets=SHORT)
        self._database = histogram("studybot_database_seconds", "Work in the store", work, buckets=LONG)
        self._queue = gauge("studybot_database_queue", "Work that waits for the store", work)
        self._failed = counter("studybot_database_errors", "Work that the store refused", work)
        self._posts = counter(
            "studybot_posts", "Messages sent unasked, by what became of them", (*by, "state")
        )
        self._calls = histogram(
            "studybot_platform_seconds", "Calls to a platform", (*by, "call"), buckets=LONG
        )
        self._errors = counter("studybot_platform_errors", "Calls that failed", (*by, "error"))
        self._waiting = gauge("studybot_deliveries_waiting", "Messages that should be out", by)
        self._oldest = gauge("studybot_delivery_age_seconds", "The oldest message that should be out", by)
        self._present = gauge("studybot_present", "1 while the platform's requests reach the bot", by)
        self._work = cache(self._work_of)  # to look them up by their labels takes longer than to count
        self._request = cache(self._request_of)
        gauge("studybot_version", "1, with the version as its label", ("version",)).labels(version).set(1)

    def text(self) -> bytes:
        """The figures as Prometheus reads them."""
        return generate_latest(self._all)

    def look(self, waiting: tuple[Waiting, ...], platforms: tuple[Platform, ...], now: datetime) -> None:
        """Take up what the outbox holds and who is present, as it is now."""
        told = {one.platform: one for one in waiting}
        for platform in platforms:
            one = told.get(platform.name)
            self._waiting.labels(platform.name).set(one.count if one else 0)
            self._oldest.labels(platform.name).set(max(0.0, (now - one.since).total_seconds()) if one else 0)
            self._present.labels(platform.name).set(platform.present)

    # --- what is measured -----------------------------------------------------------------------------------

    def store(self, store: Store) -> Store:
        return MeasuredStore(store, self)

    def handle(self, handle: Handle, clock: Clock) -> Handle:
        return partial(self._handled, handle=handle, clock=clock)

    def platform(self, platform: Platform) -> Platform:
        return MeasuredPlatform(platform, self._calls, self._posts, self._errors)

    def grade(self, compiled: Compiled, text: str) -> Grade:
        with self._grading.time():
            return grade(compiled, text)

    async def work(self, what: str, done: Awaitable[T]) -> T:
        """One piece of work in the store."""
        queue, took, failed = self._work(what)
        began = perf_counter()
        queue.inc()
        try:
            return await done
        except Unavailable:
            failed.inc()
            raise
        finally:
            queue.dec()
            took.observe(perf_counter() - began)

    async def _handled(self, request: Request, handle: Handle, clock: Clock) -> Reply:
        platform, began = request.member.team.platform, perf_counter()
        reply = await handle(request)
        took, age = self._request(platform, type(request).__name__)
        took.observe(perf_counter() - began)
        age.observe(max(0.0, (clock.now() - request.arrived).total_seconds()))
        match request, reply:
            case Submission(form=form), Said(kept=False) if form.startswith(ANSWER):
                self._answers.labels(platform).inc()
        return reply

    def _work_of(self, what: str) -> tuple[Gauge, Histogram, Counter]:
        return self._queue.labels(what), self._database.labels(what), self._failed.labels(what)

    def _request_of(self, platform: str, kind: str) -> tuple[Histogram, Histogram]:
        return self._requests.labels(platform, kind.lower()), self._age.labels(platform)


class MeasuredStore:
    """A store whose work is timed."""

    def __init__(self, store: Store, measures: Measures) -> None:
        self._store = store
        self._measures = measures

    async def read(self, work: Callable[[View], T]) -> T:
        return await self._measures.work("read", self._store.read(work))

    async def write(self, work: Callable[[Tx], T]) -> T:
        return await self._measures.work("write", self._store.write(work))
