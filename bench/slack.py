"""Slack's library alone, our adapter on it, the whole bot: processor, acknowledgements, memory."""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from timeit import repeat
from urllib.parse import parse_qsl, urlencode

from yarl import query_to_pairs

from bench.slack_said import TEXT, drawn, said
from tests.adapters.slack.bot import connected
from tests.adapters.slack.server import SECRET, Caller, Server, Sockets, Unanswered, serving
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import Json, Message, User

PORT = 18_437
ADDRESS = f"127.0.0.1:{PORT}"
TICK = os.sysconf("SC_CLK_TCK")
GOAL_CPU, GOAL_ACK = 250, 100  # microseconds above the library's own; milliseconds, p99
Way = Caller | Sockets


@dataclass(slots=True)
class Run:
    """What a process did with so many answered questions."""

    name: str
    answers: int = 0
    cpu: float = 0.0  # seconds
    loop: float = 0.0  # of them on the thread of the event loop; the store has threads of its own
    before: int = 0  # bytes resident
    after: int = 0
    acks: list[float] = field(default_factory=list)  # seconds

    @property
    def each(self) -> float:
        """Microseconds of processor for an answered question: its press, its form, its answer."""
        return 1e6 * self.cpu / self.answers

    def __str__(self) -> str:
        cuts = quantiles(self.acks, n=100)
        half, most = 1e3 * cuts[49], 1e3 * cuts[98]
        memory = f"memory {self.before / 1e6:5.1f} -> {self.after / 1e6:5.1f} MB"
        took = f"{self.each:6.0f} us ({1e6 * self.loop / self.answers:5.0f} on the loop)"
        return f"{self.name:26} {took}  acks p50 {half:5.1f} ms  p99 {most:6.1f} ms  {memory}"


class Timed:
    """A way in that keeps how long each acknowledgement took."""

    def __init__(self, line: Way, acks: list[float]) -> None:
        self._line = line
        self._acks = acks

    async def bring(self, kind: str, payload: Json, times: int = 1) -> Json:
        began = time.perf_counter()
        try:
            return await self._line.bring(kind, payload, times)
        except (TimeoutError, Unanswered):
            return {}  # Slack would have shown an error: it counts with the time it took
        finally:
            self._acks.append(time.perf_counter() - began)


@asynccontextmanager
async def process(server: Server, *command: str, **more: str) -> AsyncIterator[int]:
    """A bot of its own; its number."""
    environment = {"PATH": os.environ["PATH"], "PORT": str(PORT), "STUDYBOT_SLACK_API": server.api} | more
    environment |= {"SLACK_BOT_TOKEN": server.web.token, "SLACK_SIGNING_SECRET": SECRET}
    child = await asyncio.create_subprocess_exec(sys.executable, *command, env=environment)
    try:
        yield child.pid
    finally:
        child.terminate()
        await child.wait()


def spent(pid: int) -> float:
    """Seconds of processor so far."""
    words = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICK


def on_loop(pid: int) -> float:
    """Seconds of processor of the main thread so far."""
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text("ascii").split()[0]) / 1e9


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def until(there: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(120):
        while not await there():  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.05)


def member(server: Server, line: Timed, who: int) -> Visitor:
    user = User(f"U{who:08}", f"Member {who}")
    server.workspace.users[user.id] = user
    return Visitor(server, line, user)


async def answered(server: Server, question: Message, line: Timed, who: int) -> None:
    """One person presses, waits for the form, and hands it in."""
    visitor = member(server, line, who)
    user = visitor.user
    server.workspace.stacks.pop(user.id, None)
    await visitor.press_id(question, "answer:1")
    async with asyncio.timeout(30):
        while server.workspace.top(user.id) is None or "submit" not in visitor.modal.view:
            server.workspace.changed.clear()
            await server.workspace.changed.wait()
    await visitor.submit({"text": TEXT})
    server.workspace.stacks.pop(user.id, None)
    server.workspace.unread.clear()
    server.workspace.calls.clear()
    server.workspace.brought.clear()


async def load(run: Run, server: Server, question: Message, line: Way, pid: int, rate: float) -> None:
    """Warm up, and let everybody be known; then so many answered questions a second."""
    timed = Timed(line, [])
    for who in range(50):
        await answered(server, question, timed, who)
    for who in range(run.answers):
        await member(server, timed, 1000 + who).press_id(question, "answer:0")
    await asyncio.sleep(1)
    timed = Timed(line, run.acks)
    idle = await idling(pid)
    run.before, began, since = resident(pid), spent(pid), time.perf_counter()
    looped = on_loop(pid)
    async with asyncio.TaskGroup() as group:
        for who in range(run.answers):
            group.create_task(answered(server, question, timed, 1000 + who))
            await asyncio.sleep(1 / rate)
    took = time.perf_counter() - since
    run.cpu, run.after = spent(pid) - began - idle * took, resident(pid)
    run.loop = on_loop(pid) - looped


async def idling(pid: int) -> float:
    """Seconds of processor in a second without any request."""
    began = spent(pid)
    await asyncio.sleep(5)
    return (spent(pid) - began) / 5


@dataclass(frozen=True, slots=True)
class Part:
    """A process that is measured."""

    name: str
    command: tuple[str, ...]
    lines: int = 2  # Socket Mode connections that it opens


PARTS = (
    Part("bolt alone", ("-m", "bench.bolt_alone"), lines=1),
    Part("our adapter", ("-m", "bench.slack_adapter")),
    Part("the whole bot", ("-m", "bot", "run", "--serve")),
)


async def measured(part: Part, answers: int, rate: float, *, sockets: bool, folder: str) -> Run:
    run = Run(f"{part.name}, {'Socket Mode' if sockets else 'HTTP'}", answers)
    async with serving(checks=False) as server:
        more = {
            "HOME": folder,
            "VIEWS": f"{folder}/views.json",
            "STUDYBOT_DATABASE": f"{folder}/{rate} {run.name}",
        }
        more |= (
            {"SLACK_APP_TOKEN": server.web.app_token} if sockets else {"STUDYBOT_HTTP": f"127.0.0.1:{PORT}"}
        )
        async with process(server, *part.command, **more) as pid:
            line = server.sockets if sockets else Caller(f"http://{ADDRESS}/slack/events")
            await until(lambda: reachable(line, part.lines))
            question = (
                await posted(server, line) if part is PARTS[-1] else Message("C1", "1.0", "Question", [])
            )
            await load(run, server, question, line, pid, rate)
    return run


async def posted(server: Server, line: Way) -> Message:
    """The first question of the whole bot."""
    boss = Visitor(server, line, server.workspace.users.setdefault("UB", User("UB", "Boss", admin=True)))
    await boss.press_id(Message("C1", "1.0", "", []), "setup-save:")
    await until(lambda: asked(server))
    return server.workspace.posts("C1")[-1]


async def reachable(line: Way, lines: int) -> bool:
    if isinstance(line, Sockets):
        return len(line.open) >= lines
    try:
        return (await line.call("events", {"type": "url_verification", "challenge": "c"}))[0] == 200
    except OSError:
        return False


async def asked(server: Server) -> bool:
    return any(not message.whose for message in server.workspace.posts("C1"))


async def reconnecting(*, silent: bool) -> float:
    """Seconds until both lines are there again after both were cut, or went dead without a word."""
    async with serving(checks=False) as server, connected(server):
        began = time.perf_counter()
        (server.sockets.mute if silent else server.sockets.cut)()
        await server.sockets.number(0, ever=4, within=30)
        return time.perf_counter() - began


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument(
        "--rates",
        type=float,
        nargs="+",
        default=[20.0, 100.0],
        help="answered questions a second: two requests each",
    )
    asked_for = parser.parse_args()
    for silent, what in ((False, "cut"), (True, "dead without a word")):
        took = await reconnecting(silent=silent)
        print(f"sockets {what}: there again after {took:.2f} s (slack_sdk's own client: up to 9.5 s)")
    with tempfile.TemporaryDirectory() as folder:
        form, told = await said()
        views = json.dumps(drawn(form, told))
        print(f"drawing a form and its feedback: {least(lambda: drawn(form, told)):.0f} us")
        body = urlencode({"payload": views})
        urllib, yarl = least(lambda: parse_qsl(body)), least(lambda: query_to_pairs(body))
        print(f"{len(body)} bytes of a form: {urllib:.0f} us by urllib, as bolt does it, {yarl:.0f} as we do")
        await asyncio.to_thread(Path(folder, "views.json").write_text, views, "utf-8")
        for rate in asked_for.rates:
            print(f"{2 * rate:.0f} requests a second, load {os.getloadavg()[0]:.1f}")
            for sockets in (False, True):
                await compared(asked_for.answers, rate, sockets=sockets, folder=folder)


def least(work: Callable[[], object]) -> float:
    """Microseconds."""
    return 1e4 * min(repeat(work, number=100, repeat=20))


async def compared(answers: int, rate: float, *, sockets: bool, folder: str) -> None:
    """Each part with what it adds to the one before it."""
    before: Run | None = None
    first = 0.0
    for part in PARTS:
        run = await measured(part, answers, rate, sockets=sockets, folder=folder)
        first = first or run.each
        added = f"  {run.each - before.each:+6.0f} us" if before else ""
        print(f"{run}{added}", flush=True)
        before = run
    if before:
        above = before.each - first
        print(f"  above the library {above:.0f} us (goal {GOAL_CPU}); acks' p99 goal {GOAL_ACK} ms")


if __name__ == "__main__":
    asyncio.run(main())
