"""An hour in which much goes wrong with Slack: each answer counts once, and nobody is left without a word."""

from datetime import datetime, timedelta
from random import Random

import pytest

from tests.adapters.slack.bot import NINE, Running, bot
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import Fault

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NAMES = tuple(f"Member {n}" for n in range(14))
FAULTS = (
    Fault(status=429, after=2),
    Fault(status=500),
    Fault(status=500, accepts=True),
    Fault(drops=True),
    Fault(drops=True, accepts=True),
)
STRUCK = ("chat.update", "users.info", "usergroups.list", "views.open", "views.publish")
TRIES = 2  # that anybody has


async def at(running: Running, now: datetime) -> None:
    """Slack's clock goes with ours: posts are looked for from a time on."""
    running.server.workspace.now = now.timestamp()
    await running.at(now)


class Hour:
    """Each request may come three times, and old ones come again in between."""

    def __init__(self, running: Running, seed: int) -> None:
        self.running = running
        self.random = Random(seed)
        self.answered = dict.fromkeys(NAMES, 0)

    async def live(self) -> None:
        for minute in range(60):
            await at(self.running, NINE + (3 + minute) * MINUTE)
            self.strike()
            await self.somebody(self.random.choice(NAMES))
            await self.again()
            await self.running.settle()

    def strike(self) -> None:
        faults = self.running.server.workspace.faults
        faults.clear()
        for method in self.random.sample(STRUCK, 3):
            faults[method].append(self.random.choice(FAULTS))
        self.running.server.sockets.cuts = self.random.randrange(2)

    async def somebody(self, name: str) -> None:
        visitor = self.running.visitor(name)
        if self.answered[name] == TRIES:
            await visitor.open_home()
            return
        await self.form(visitor)
        self.answered[name] += 1
        answer = await visitor.submit({"text": f"the moon {self.answered[name]}"}, times=self.times())
        assert answer["response_action"] == "update"
        await self.running.settle()
        self.running.server.workspace.stacks.pop(visitor.user.id)

    async def form(self, visitor: Visitor) -> None:
        """Press until there is a form; where there is none, a word says so."""
        workspace = self.running.server.workspace
        for _ in range(2):
            told = len(workspace.posts("C1", whose=visitor.user.id))
            await visitor.press(self.running.question, "Answer", times=self.times())
            await self.running.settle()
            if workspace.top(visitor.user.id) is not None:
                return
            assert len(workspace.posts("C1", whose=visitor.user.id)) > told, (
                "somebody pressed, and nothing came"
            )
        pytest.fail("no form, however often it was asked for")

    async def again(self) -> None:
        """Something that was brought before comes once more."""
        kind, payload = self.random.choice(self.running.server.workspace.brought)
        await self.running.line.bring(kind, payload)

    def times(self) -> int:
        return self.random.choice((1, 1, 3))


@pytest.mark.parametrize(("sockets", "seed"), [(True, 1), (False, 2)], ids=["socket mode", "http"])
async def test_everything_counts_once_and_everybody_is_told(sockets: bool, seed: int) -> None:
    async with bot(sockets=sockets) as running:
        posting = running.server.workspace.faults["chat.postMessage"]
        posting += [Fault(status=429, after=2), Fault(status=500, accepts=True)]
        for seconds in (0, 3, 120):
            await at(running, NINE + timedelta(seconds=seconds))
        hour = Hour(running, seed)
        await hour.live()
        for name, answers in hour.answered.items():
            member = running.member(name)
            tries = await running.parts.house.store.read(lambda view, of=member: view.attempts(1, of))  # type: ignore[misc]
            assert len(tries) == answers, name
        running.server.workspace.faults.clear()
        running.server.workspace.faults["chat.postMessage"].append(Fault(drops=True, accepts=True))
        for minutes in (0, 3, 10):
            await at(running, NINE + DAY + minutes * MINUTE)
        posts = running.server.workspace.posts("C1")
        assert [bool(post.thread) for post in posts].count(True) == 1, "one reveal"
        assert [bool(post.thread) for post in posts].count(False) == 2, "two questions in two days"
        assert running.server.workspace.problems == []
