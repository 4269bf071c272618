"""A day in a guild from the post to the board, as people read it, and its five central messages as JSON.

`python -m tests.adapters.discord.day` prints both.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.adapters.discord.local import contract
from tests.adapters.discord.local.waiting import MODAL
from tests.adapters.discord.stage import CHANNEL, DISCORD, People
from tests.talks.stage import BEGINNING, Stage, staged

NINE = BEGINNING + timedelta(hours=1)
DAY = timedelta(days=1)
SAID = (
    ("Ada", "the sun and the moon"),
    ("Ben", "moon and sun"),
    ("Cem", "the moon"),
    ("Dee", "the wind and the waves"),
    ("Eve", "the moon and our star"),
    ("Fay", "both the sun and the moon pull"),
    ("Gus", "fish"),
    ("Hal", "the moon, mostly"),
    ("Ida", "sun, moon"),
    ("Jon", "no idea"),
    ("Cem", "the sun as well"),
    ("Hal", "/hint"),
    ("Hal", "and the sun"),
    ("Jon", "/show"),
    ("Eve", "/right our star is the sun"),
    ("Ada", "/study review"),
    ("Ada", "/appeal"),
    ("Ada", "/words our star"),
    ("Ada", "/accept"),
    ("Eve", "/streak"),
)


@dataclass(slots=True)
class Day:
    transcript: list[str] = field(default_factory=list)
    messages: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    edits: list[Mapping[str, Any]] = field(default_factory=list)  # of the question, in order
    requests: int = 0
    errors: list[str] = field(default_factory=list)


async def play() -> Day:
    day = Day()
    async with staged(DISCORD) as stage:
        people = stage._quay
        assert isinstance(people, People)
        await stage.move(NINE)
        _tell(day, "09:00", stage)
        day.messages["1 the daily question"] = people.local.asked[-1].body
        for person, line in SAID:
            await stage.move(stage.clock.now() + timedelta(minutes=4))
            await stage.say(person, line)
            _tell(day, f"{person}: {line}", stage)
        await stage.move(NINE + DAY)
        _tell(day, "09:00 the next day", stage)
        await stage.say("Ada", "/leaderboard")
        _tell(day, "Ada: /leaderboard", stage)
        _central(day, people)
    return day


def _tell(day: Day, what: str, stage: Stage) -> None:
    day.transcript += [f"--- {what}", *stage.heard()]


def _central(day: Day, people: People) -> None:
    answered = list(people.local.waiting.values())
    day.messages["2 the form"] = next(w.data for w in answered if w.kind == MODAL)
    day.messages["3 feedback"] = next(w.data for w in answered if w.event["type"] == 5)
    posts = [a.body for a in people.local.asked if a.line == f"POST /channels/{CHANNEL}/messages"]
    day.messages["4 the reveal"] = next(body for body in posts if "message_reference" in body)
    day.messages["5 the board"] = answered[-1].data
    day.edits = [body for _, body in people.local.channels.edits]
    day.requests = len(people.local.asked)
    day.errors = people.local.errors


def main() -> None:
    day = asyncio.run(play())
    shown = (
        f"\n=== {name}\n{json.dumps(body, indent=1, ensure_ascii=False)}"
        for name, body in day.messages.items()
    )
    checked = "held to the official description" if contract.there() else "unchecked"
    last = f"\n{day.requests} requests, {checked}: {len(day.errors)} errors"
    sys.stdout.write("\n".join((*day.transcript, *shown, last, "")))


if __name__ == "__main__":
    main()
