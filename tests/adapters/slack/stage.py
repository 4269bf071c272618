"""Slack as a stage for talks: the real adapter, by Socket Mode against a server of ours."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.adapters.clock import VirtualClock
from bot.adapters.slack import Slack
from bot.adapters.typed import GROUP, Typed
from bot.ports import Handle
from bot.store import MEMORY, open_store
from bot.usecases.commands import SPECS
from bot.wording import DEFAULT, of
from tests.adapters.slack.bot import ROOM, access, on
from tests.adapters.slack.server import Line, Server, serving
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import Json, Message, User, View, buttons, lines_of
from tests.talks.desk import Desk, Key, Sheet
from tests.talks.stage import ZONE, Theatre
from tests.talks.words import Words

SIGNS = {"✅ ": "✓ ", "❌ ": "✗ ", "⚠️ ": "! ", "▫️ ": "· ", "▸ ": "> "}
DATE = re.compile(r"<!date\^(\d+)\^[^|]*\|[^>]*>")
LINK = re.compile(r"<(https://[^<>|]*)>")
STYLE = re.compile(r"[*`]")


class People:
    """A channel with people in it; everybody sees its messages, and their own modal over them."""

    def __init__(self, server: Server, slack: Slack, line: Line, words: Words) -> None:
        self.platform = slack
        self.desk = Desk(words)
        self._server = server
        self._line = line
        self._shown: dict[str, Message | View] = {}

    async def say(self, person: str, line: str) -> None:
        self._look()
        await self.desk.say(self, person, line)
        self._look()

    def heard(self) -> list[str]:
        self._look()
        return self.desk.lines

    async def press(self, person: str, sheet: Sheet, key: Key, text: str | None) -> None:
        visitor, where = self._visitor(person), self._shown[sheet.id]
        if isinstance(where, Message):
            self._leave(visitor)
        await visitor.press_id(where, key.sent)
        await self._settle()
        top = self._server.workspace.top(visitor.user.id)
        if text is not None and top is not None and "submit" in top.view:
            first = next(block["block_id"] for block in top.view["blocks"] if block["type"] == "input")
            answer = await visitor.submit({first: text})
            await self._settle()
            if isinstance(where, Message) and where.whose and answer["response_action"] == "update":
                self.desk.change(Sheet(sheet.id, person, sheet.lines))  # whoever answered it knows

    async def command(self, person: str, read: Typed) -> None:
        visitor = self._visitor(person)
        self._leave(visitor)
        first, _, second = read.name.partition(" ")
        if first not in ("quiz", "leaderboard", "stats", "streak"):
            first, second = GROUP, second or first
        spec = next((spec for spec in SPECS if spec.name == read.name), None)
        options = [read.options.get(option.name, "") for option in spec.options] if spec else []
        await visitor.command(f"/{first}", " ".join(filter(None, (second, *options))))
        await self._settle()

    def _visitor(self, person: str) -> Visitor:
        """On a stage everybody runs the place."""
        user = User(f"U{person.upper().replace(' ', '')}", person, admin=True)
        return Visitor(self._server, self._line, self._server.workspace.users.setdefault(user.id, user))

    def _leave(self, visitor: Visitor) -> None:
        """Whoever does something in the channel has closed what lay over it."""
        for view in self._server.workspace.stacks.pop(visitor.user.id, ()):
            self.desk.change(Sheet(view.id, visitor.user.name, ()))

    async def _settle(self) -> None:
        while running := set(self.platform._errands._running):
            await asyncio.wait(running)

    def _look(self) -> None:
        """Take in what changed on everybody's screen; forms are seen by who fills them in."""
        unread = self._server.workspace.unread
        while unread:
            kind, seen = unread.pop(0)
            match seen:
                case Message():
                    sheet = self._sheet(f"{seen.channel} {seen.ts}", seen.whose, seen.blocks)
                    self._shown[sheet.id] = seen
                    self.desk.change(sheet) if kind == "edit" else self.desk.show(sheet)
                case View() if "submit" not in seen.view:
                    self._shown[seen.id] = seen
                    self.desk.show(self._sheet(seen.id, seen.user, seen.view["blocks"]))
                case (str(user), dict(errors)):
                    self.desk.show(Sheet(f"errors {user}", user, tuple(errors.values())))

    def _sheet(self, id: str, whose: str, blocks: list[Json]) -> Sheet:
        names = {user.id: user.name for user in self._server.workspace.users.values()}
        keys = tuple(Key(sent, label, sent) for label, sent in buttons(blocks).items())
        lines = tuple(line for block in blocks for line in self._lines(block))
        return Sheet(id, names.get(whose, ""), lines, keys)

    def _lines(self, block: Json) -> Iterator[str]:
        if block["type"] == "actions":
            yield self.desk.row([Key(sent, label, sent) for label, sent in buttons([block]).items()])
        for line in lines_of(block):
            yield plain(line)


def plain(line: str) -> str:
    """A line without Slack's markup, with instants on the talk's clock."""
    for sign, word in SIGNS.items():
        line = line.replace(sign, word)
    line = DATE.sub(lambda date: told(int(date[1])), line)
    line = STYLE.sub("", LINK.sub(r"\1", line))
    return line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def told(timestamp: int) -> str:
    return of(DEFAULT).moment(datetime.fromtimestamp(timestamp, UTC).astimezone(ZONE))


@asynccontextmanager
async def _open(clock: VirtualClock, handle: Handle, words: Words) -> AsyncIterator[People]:
    async with serving() as server, open_store(MEMORY) as store:
        slack = Slack(access(server, sockets=True), store, clock, pace=timedelta(0))
        async with on(slack, server, handle, sockets=True) as line:
            yield People(server, slack, line, words)
        assert not server.workspace.problems, "\n".join(server.workspace.problems)


SLACK = Theatre("slack", ROOM, _open)
