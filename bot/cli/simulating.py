"""`studybot simulate`: a plan from the command line, one line an event."""

import argparse
import asyncio
import json
import sys
from datetime import date
from zoneinfo import available_timezones

from bot.app.parts import decks
from bot.app.settings import Settings
from bot.app.simulate import Event, Plan
from bot.app.simulate import simulate as events
from bot.cli import MISUSED, OK
from bot.core import timewords
from bot.usecases.words import days_off


def simulate(asked: argparse.Namespace, said: Settings) -> int:
    try:
        plan = _plan(asked)
    except ValueError as unclear:
        print(f"simulate: {unclear}", file=sys.stderr)
        return MISUSED
    asyncio.run(_print(plan, said, as_json=asked.json))
    return OK


def _plan(asked: argparse.Namespace) -> Plan:
    known = available_timezones()
    holidays = days_off(asked.holidays.read_text("utf-8")) if asked.holidays else frozenset()
    if asked.days < 1:
        raise ValueError("--days: one at least")
    return Plan(
        first=date.fromisoformat(asked.first),
        days=asked.days,
        zones=tuple(timewords.zone_name(zone, known) for zone in asked.zone) or ("UTC",),
        at=timewords.clock_time(asked.at),
        weekdays=timewords.weekdays(asked.weekdays),
        holidays=holidays,
        people=asked.people,
        seed=asked.seed,
    )


async def _print(plan: Plan, said: Settings, *, as_json: bool) -> None:
    catalogue = decks(said)
    async for event in events(plan, catalogue):
        print(json.dumps(event.told()) if as_json else _line(event), flush=False)


def _line(event: Event) -> str:
    told = event.told()
    by = f" {event.person} {event.verdict}" if event.person else ""
    return f"{told['local']} {event.kind:6} {event.room} {event.slot} {event.card}{by}"
