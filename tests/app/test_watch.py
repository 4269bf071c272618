"""What watches a running bot: it lives, it is ready, and its figures are those of what it did."""

import json
import logging
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import aiohttp
import pytest

from bot import log
from bot.adapters.clock import VirtualClock
from bot.adapters.recorder import Recorder
from bot.app.accounts import Address
from bot.app.connect import Connected
from bot.app.endpoints import Endpoints
from bot.app.http import listening
from bot.app.parts import Parts, put_together
from bot.app.watch import Watch, watching
from bot.core.model import EVERY_DAY, Member, Room, Schedule, Team
from bot.errors import Unavailable
from bot.messages import Message, Submission
from bot.ports import Handle
from bot.store import MEMORY, open_store
from bot.usecases import settings
from bot.usecases.door import door
from tests.cli.command import ROOT, environment, studybot
from tests.talks.stage import BEGINNING, ZONE, harbour

ROOM = Room(Team("stage", "crew"), "quay")


@dataclass
class Watched:
    """A bot that is watched, and where it can be asked."""

    address: str
    parts: Parts
    platform: Recorder
    handle: Handle
    connected: Connected
    clock: VirtualClock

    async def ask(self, path: str, **headers: str) -> tuple[int, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        where = f"{self.address}{path}"
        async with aiohttp.ClientSession() as session, session.get(where, headers=named) as answer:
            return answer.status, await answer.text()

    async def answer(self, id: str, text: str) -> None:
        await self.handle(
            Submission(
                id=id, arrived=self.clock.now(), member=Member(ROOM.team, "ada"), room=ROOM,
                name="Ada", form="answer:1", fields={"text": text},
            )
        )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def watched(watch: Watch, platform: Recorder | None = None) -> AsyncIterator[Watched]:
    clock = VirtualClock(BEGINNING.replace(hour=9))
    recorder = platform or Recorder("stage", clock)
    async with open_store(MEMORY) as opened:
        store = watch.store(opened)
        parts = put_together(store, harbour(), clock, str(ZONE), grading=watch.grade)
        schedule = Schedule(0, ROOM, time(9), str(ZONE), EVERY_DAY)
        await store.write(lambda tx: settings.ensure(tx, schedule, parts.house))
        connected = watch.connected(Connected((recorder,)))
        endpoints, port = Endpoints(parts, connected.platforms, watch.measures), free_port()
        async with listening(Address("127.0.0.1", port), endpoints.routes):
            address, handle = f"http://127.0.0.1:{port}", watch.handle(door(parts.house), clock)
            await parts.daily({"stage": connected.platforms[0]}, "watched").beat()
            yield Watched(address, parts, recorder, handle, connected, clock)


async def test_a_bot_that_lives_says_so_and_is_ready_while_a_platform_reaches_it() -> None:
    async with watched(Watch()) as bot:
        assert await bot.ask("/healthz") == (
            200,
            '{"alive": true, "version": "' + bot.parts.house.version + '"}',
        )
        status, told = await bot.ask("/readyz")
        assert (status, json.loads(told)) == (
            200,
            {"ready": True, "database": True, "platforms": {"stage": True}},
        )


async def test_a_bot_that_no_platform_reaches_lives_but_is_not_ready() -> None:
    async with watched(Watch(), Recorder("stage", VirtualClock(BEGINNING), present=False)) as bot:
        assert (await bot.ask("/healthz"))[0] == 200
        assert (await bot.ask("/readyz"))[0] == 503


async def test_a_bot_whose_store_is_away_is_not_ready() -> None:
    class Away:
        async def read(self, work: object) -> object:
            raise Unavailable("the disk is gone")

        write = read

    async with watched(Watch()) as bot:
        house = replace(bot.parts.house, store=Away())  # type: ignore[arg-type]
        endpoints = Endpoints(Parts(house, bot.parts.woken), bot.connected.platforms, None)
        port = free_port()
        async with listening(Address("127.0.0.1", port), endpoints.routes):
            status, told = await replace(bot, address=f"http://127.0.0.1:{port}").ask("/readyz")
    assert (status, json.loads(told)["database"]) == (503, False)


# --- figures ------------------------------------------------------------------------------------------------


class Moody(Recorder):
    """A platform that takes no posts."""

    async def post(self, to: object, message: Message, key: str, under: object = None) -> object:  # type: ignore[override]
        raise Unavailable("busy")


async def figures(bot: Watched) -> dict[str, float]:
    status, text = await bot.ask("/metrics")
    assert status == 200
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


async def test_the_figures_are_those_of_what_happened() -> None:
    async with watched(watching("1.2.3", wanted=True)) as bot:
        for number in range(2):
            await bot.answer(f"request-{number}", "the moon")
        await bot.answer("request-3", "too late, no try is left")
        told = await figures(bot)
    assert told['studybot_answers_total{platform="stage"}'] == 2
    assert told['studybot_posts_total{platform="stage",state="posted"}'] == 1
    assert told["studybot_grade_seconds_count"] >= 2
    assert told['studybot_request_seconds_count{kind="submission",platform="stage"}'] == 3
    assert told['studybot_acknowledgement_seconds_count{platform="stage"}'] == 3
    assert told['studybot_database_seconds_count{work="write"}'] > 3
    assert told['studybot_database_queue{work="write"}'] == 0
    assert told['studybot_present{platform="stage"}'] == 1
    assert told['studybot_version{version="1.2.3"}'] == 1


async def test_a_platform_that_fails_is_counted_and_what_waits_is_told() -> None:
    moody = Moody("stage", VirtualClock(BEGINNING))
    async with watched(watching("1", wanted=True), moody) as bot:
        told = await figures(bot)
    assert told['studybot_platform_errors_total{error="unavailable",platform="stage"}'] == 1
    assert told['studybot_posts_total{platform="stage",state="failed"}'] == 1
    assert told['studybot_deliveries_waiting{platform="stage"}'] == 1


async def test_what_is_to_be_sent_later_does_not_wait_yet() -> None:
    async with watched(watching("1", wanted=True)) as bot:
        await bot.answer("request", "the moon")  # how many answered is redrawn some seconds later
        told = await figures(bot)
    assert told['studybot_deliveries_waiting{platform="stage"}'] == 0
    assert told['studybot_delivery_age_seconds{platform="stage"}'] == 0


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
async def test_figures_are_not_passed_on_by_a_proxy(header: str) -> None:
    async with watched(watching("1", wanted=True)) as bot:
        assert (await bot.ask("/metrics", **{header: "203.0.113.9"}))[0] == 404


async def test_without_the_library_that_counts_all_else_works() -> None:
    async with watched(Watch()) as bot:
        await bot.answer("request-1", "the moon")
        assert (await bot.ask("/metrics"))[0] == 404
        assert (await bot.ask("/readyz"))[0] == 200


# --- the process --------------------------------------------------------------------------------------------


def test_a_process_answers_for_itself_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    more = {
        "SLACK_BOT_TOKEN": "xoxb-made-up", "SLACK_SIGNING_SECRET": "made-up",
        "STUDYBOT_SLACK_API": "http://127.0.0.1:9/", "STUDYBOT_HTTP": f"127.0.0.1:{port}",
        "STUDYBOT_LOG": "info,json", "STUDYBOT_NOW": "",
    }  # fmt: skip
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--serve"], cwd=ROOT, env=environment(tmp_path, **more),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert bot.stderr is not None
        told = next(line for line in bot.stderr if "listening" in line)
        assert studybot(tmp_path, "health", **more).returncode == 0
        with pytest.raises(HTTPError) as away:
            urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5)
        assert away.value.code == 503
        away.value.close()
        assert studybot(tmp_path, "health", "--ready", **more).returncode == 1
    finally:
        bot.send_signal(signal.SIGTERM)
        told += bot.communicate(timeout=30)[1]
    assert bot.returncode == 128 + signal.SIGTERM
    events = [json.loads(line) for line in told.splitlines()]
    assert {"listening"} <= {event["event"] for event in events}
    assert "xoxb-made-up" not in told
    assert studybot(tmp_path, "health", **more).returncode == 1


def test_health_without_an_address_says_what_to_set(tmp_path: Path) -> None:
    done = studybot(tmp_path, "health")
    assert done.returncode == 2
    assert "STUDYBOT_HTTP" in done.stderr


# --- the log ------------------------------------------------------------------------------------------------


def test_a_value_cannot_break_out_of_its_line() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 0, "event", (), None)
    record.__dict__.update(name_="Eve\n2026-01-01 info faked", plain="word", none="")
    line = log.Lines(as_json=False).format(record)
    assert "\n" not in line
    assert line.endswith('plain=word none=""')
