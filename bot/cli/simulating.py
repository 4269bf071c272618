"""`studybot simulate`: a plan from the command line, one line an event."""

import argparse
import asyncio
import json
import logging
import sys
from contextlib import aclosing
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot import VERSION, log, wording
from bot.adapters.clock import VirtualClock
from bot.app.parts import decks
from bot.app.settings import Settings
from bot.app.simulate import Event, Plan, start_of
from bot.app.simulate import simulate as events
from bot.app.transcript import NAMES, transcript
from bot.app.watch import Watch, watching
from bot.cli import MISUSED, OK
from bot.errors import Refused
from bot.usecases import words

EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
MOST_DAYS = 36_525
MOST_PEOPLE = 10_000
MOST_TROUBLE = 0.9  # with more of it, nothing would ever come out


class Unclear(Exception):
    """A plan that cannot be; its text says what to write."""


def simulate(asked: argparse.Namespace, said: Settings) -> int:
    try:
        plan = _plan(asked)
    except Unclear as unclear:
        print(f"simulate: {unclear}", file=sys.stderr)
        return MISUSED
    except Refused as refused:
        said_so = wording.of(wording.DEFAULT).text(refused.key, **refused.facts)
        print(f"simulate: {said_so}", file=sys.stderr)
        return MISUSED
    if asked.transcript:
        asyncio.run(_read_out(replace(plan, names=NAMES), said))
        return OK
    watch, clock = watching(VERSION, wanted=asked.figures is not None), VirtualClock(start_of(plan))
    if asked.logs is not None:
        setting = f"info,{said.log}" if said.log in ("", "json") else said.log
        log.set_up(setting, logging.FileHandler(asked.logs, "w", "utf-8"), clock.now)
    asyncio.run(_print(plan, said, clock, watch, as_json=asked.json))
    if watch.measures is not None:
        asked.figures.write_bytes(watch.measures.text())
    return OK


def _plan(asked: argparse.Namespace) -> Plan:
    """The plan that was typed. Raises Unclear or Refused for what cannot be read."""
    if not 1 <= asked.days <= MOST_DAYS:
        raise Unclear(f"--days: from 1 to {MOST_DAYS}")
    if not 0 <= asked.people <= MOST_PEOPLE:
        raise Unclear(f"--people: from 0 to {MOST_PEOPLE}")
    if not 0 <= asked.trouble <= MOST_TROUBLE:
        raise Unclear(f"--trouble: a share from 0 to {MOST_TROUBLE}")
    return Plan(
        first=_first(asked.first),
        days=asked.days,
        zones=tuple(map(words.zone, asked.zone)) or ("UTC",),
        at=words.time_of_day(asked.at),
        weekdays=words.weekdays(asked.weekdays),
        holidays=_holidays(asked.holidays) if asked.holidays else frozenset(),
        people=asked.people,
        trouble=asked.trouble,
        seed=asked.seed,
    )


def _first(typed: str) -> date:
    try:
        first = date.fromisoformat(typed)
    except ValueError:
        raise Unclear(f"--from: {typed!r} is no date; write it like 2026-03-02") from None
    if not EARLIEST <= first <= LATEST:
        raise Unclear(f"--from: a day from {EARLIEST} to {LATEST}")
    return first


def _holidays(file: Path) -> frozenset[date]:
    return words.days_off(file.read_text("utf-8", errors="replace"))


async def _print(plan: Plan, said: Settings, clock: VirtualClock, watch: Watch, *, as_json: bool) -> None:
    async with aclosing(events(plan, decks(said), clock, watch)) as told:  # closed also when nobody reads on
        async for event in told:
            print(json.dumps(event.told()) if as_json else _line(event))


async def _read_out(plan: Plan, said: Settings) -> None:
    async with aclosing(transcript(plan, decks(said))) as told:
        async for line in told:
            print(line)


def _line(event: Event) -> str:
    told = event.told()
    by = f" {event.person} {event.verdict}" if event.person else ""
    return f"{told['local']} {event.kind:6} {event.room} {event.slot} {event.card}{by}"
