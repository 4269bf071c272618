"""An hour in which everything goes wrong at Discord, as people see it: nothing is lost, nothing comes twice.

`python -m tests.adapters.discord.hour` prints what was done to the bot, and what people read meanwhile.
"""

import asyncio
import logging
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from bot.core.model import Attempt, Member
from bot.ports import View
from tests.adapters.discord.local import Fault, LocalDiscord
from tests.adapters.discord.local.events import COMMAND, Where, command
from tests.adapters.discord.local.waiting import until
from tests.adapters.discord.stage import CHANNEL, DISCORD, ROOM, People
from tests.talks.stage import BEGINNING, Stage, staged

NINE = BEGINNING + timedelta(hours=1)
DAY = timedelta(days=1)
LIMITED = {"message": "limited", "retry_after": 0.2, "global": False}

Mishap = Callable[[LocalDiscord], Awaitable[None] | None]


@dataclass(slots=True)
class Hour:
    transcript: list[str] = field(default_factory=list)
    questions: int = 0
    reveals: int = 0
    attempts: dict[str, int] = field(default_factory=dict)
    answered: int = 0  # interactions that somebody waited for, and that were answered
    asked: int = 0
    errors: list[str] = field(default_factory=list)


def fault(where: str, status: int = 500, *, times: int = 1, done: bool = False, cut: bool = False) -> Mishap:
    body = LIMITED if status == 429 else {}
    headers = {"Via": "1.1 google"} if status == 429 else {}

    def happens(local: LocalDiscord) -> None:
        local.faults.append(Fault(where, status, body, headers, times, done, cut))

    return happens


async def cut(local: LocalDiscord) -> None:
    await local.gateway.cut()


async def invalid(local: LocalDiscord) -> None:
    local.gateway.resumable = False
    await local.gateway.cut()
    await until(lambda: len(local.gateway.identified) == 2)


async def reconnect(local: LocalDiscord) -> None:
    resumed = len(local.gateway.resumed)
    local.gateway.resumable = True
    await local.gateway.sessions[0].raw({"op": 7, "d": None})
    await until(lambda: len(local.gateway.resumed) > resumed)


async def nonsense(local: LocalDiscord) -> None:
    await local.tell("INTERACTION_CREATE", {"id": "no number"})
    await local.tell("GUILD_UPDATE", [])


Mishaps = tuple[tuple[str, Mishap, str, str], ...]

SAID: Mishaps = (
    (
        "an answer to a press is lost on its way",
        fault("/callback", cut=True, done=True),
        "Ada",
        "sun and moon",
    ),
    ("the connection to the gateway is cut", cut, "Ben", "the moon"),
    ("the API answers with 502, twice", fault("/callback", 502, times=2), "Ben", "and the sun"),
    ("the session is called invalid", invalid, "Cem", "the moon"),
    ("a rate limit on replies", fault("/callback", 429), "Cem", "/hint"),
    ("Discord asks to reconnect", reconnect, "Dee", "the wind"),
    ("events that nobody can read", nonsense, "Dee", "/show"),
    ("a rate limit on redrawing the question", fault("PATCH /channels", 429), "Eve", "the sun, the moon"),
)


async def play(said: Mishaps = SAID) -> Hour:
    hour = Hour()
    async with staged(DISCORD) as stage:
        people = stage._quay
        assert isinstance(people, People)
        local = people.local
        _happens(hour, "the question is posted, and the answer to that is a 500")
        local.faults.append(Fault(f"POST /channels/{CHANNEL}/messages", 500, done=True))
        await _reads(hour, stage, "09:00", stage.move(NINE))
        for what, mishap, person, line in said:
            _happens(hour, what)
            if (going := mishap(local)) is not None:
                await going
            await stage.move(stage.clock.now() + timedelta(minutes=4))
            await _reads(hour, stage, f"{person}: {line}", stage.say(person, line))
        _happens(hour, "an interaction comes three times")
        await _thrice(people)
        _happens(hour, "the answer to the question goes out, the connection breaks, the nonce is forgotten")
        local.faults.append(Fault(f"POST /channels/{CHANNEL}/messages", cut=True, done=True))
        await stage.move(NINE + DAY)
        local.channels.forget_nonces()
        await _reads(hour, stage, "09:01 the next day", stage.move(NINE + DAY + timedelta(minutes=1)))
        await _count(hour, stage, people, said)
    return hour


def _happens(hour: Hour, what: str) -> None:
    hour.transcript.append(f"=== {what}")


async def _reads(hour: Hour, stage: Stage, what: str, done: Awaitable[None]) -> None:
    await done
    hour.transcript += [f"--- {what}", *stage.heard()]


async def _thrice(people: People) -> None:
    event = people.local.event(
        COMMAND, command("streak", {}), people.user("Ada"), Where(people.place, people.guild)
    )
    await (await people.local.interact(event, times=3)).done()


async def _count(hour: Hour, stage: Stage, people: People, said: Mishaps) -> None:
    local = people.local
    posts = [post for post in local.channels.lie[CHANNEL] if "Question 1" in post["content"]]
    hour.questions = len(posts)
    hour.reveals = sum("message_reference" in post for post in local.channels.lie[CHANNEL])
    for person in sorted({person for _, _, person, _ in said}):
        member = Member(ROOM.team, people.user(person).id)
        tried = await stage.parts.house.store.read(partial(_tries, member=member))
        hour.attempts[person] = len(tried)
    hour.asked = len(local.waiting)
    hour.answered = sum(bool(waiting.kind) for waiting in local.waiting.values())
    hour.errors = local.errors


def _tries(view: View, member: Member) -> tuple[Attempt, ...]:
    return view.attempts(1, member)


class Counted(logging.Handler):
    """How often each event was written to the log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        self.seen[f"{record.levelname.lower()} {record.name}: {record.msg[:60]}"] += 1


def main() -> None:
    logged = Counted()
    logging.getLogger().addHandler(logged)
    hour = asyncio.run(play())
    told = [
        f"questions {hour.questions}, reveals {hour.reveals}, tries {hour.attempts}",
        f"{hour.answered} of {hour.asked} interactions answered, {len(hour.errors)} errors of contract",
        *(f"{count} x {what}" for what, count in logged.seen.items()),
    ]
    sys.stdout.write("\n".join((*hour.transcript, "", *told, "")))


if __name__ == "__main__":
    main()
