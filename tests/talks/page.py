"""The local page as a stage: people's lines go the way the page's script sends them, over a real socket."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from html.parser import HTMLParser
from itertools import count
from pathlib import Path

import aiohttp

from bot.adapters.clock import VirtualClock
from bot.adapters.web import Web
from bot.core.model import Room, Team
from bot.messages import Message
from bot.ports import Handle
from bot.usecases.commands import SPECS
from bot.wording import DEFAULT, of
from tests.adapters.web.rig import listening
from tests.talks.stage import ZONE, Theatre
from tests.talks.words import Words

ROOM = Room(Team("stage", "crew"), "quay")
BLOCKS = frozenset({"h2", "h3", "p", "li", "tr", "blockquote", "figure"})


class Lines(HTMLParser):
    """What a reader of the page reads, a line a block: facts in one line, times on the reader's clock."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line = ""
        self._facts: list[str] | None = None
        self._skipped = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if self._skipped or said.get("class") == "heard" or tag == "svg":
            self._skipped += 1
        elif tag == "ul" and said.get("class") == "facts":
            self._facts = []
        elif tag == "time":
            at = datetime.fromisoformat(said["datetime"]).astimezone(ZONE)
            self._line += of(DEFAULT).moment(at)
            self._skipped += 1
        elif tag == "blockquote":
            self._line = "> "
        elif tag == "figure":
            self._line = said["aria-label"]
        elif tag == "tr" and "aria-current" in said:
            self._line = "> "
        elif tag == "button" and "data-word" in said:
            self._line += f"/{said['data-word']}: "

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag == "li" and self._facts is not None:
            self._facts.append(self._line)
            self._line = ""
        elif tag == "ul" and self._facts is not None:
            self.lines.append(" · ".join(self._facts))
            self._facts = None
        elif tag in ("td", "th", "button"):
            self._line += "  "
        elif tag == "span" and self._line in {"✓", "✗", "!", "▫"}:
            self._line = f"{self._line} ".replace("▫", "·")
        elif tag in BLOCKS:
            self.lines += self._line.splitlines()
            self._line = ""

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._line += data


class Buttons(HTMLParser):
    """The words of a message's buttons that can be pressed, with what a press sends."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self.form = ""
        self.fields: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "button" and "data-word" in said and "disabled" not in said:
            self.words[said["data-word"]] = said["data-press"]
        elif tag == "form":
            self.form = said["data-form"]
        elif tag in ("input", "textarea") and (said.get("type") != "radio" or "checked" in said):
            self.fields[said["name"]] = said.get("value", "")


class Pages:
    """A page for everybody, each with the messages that its person has before them, the oldest first."""

    def __init__(self, page: Web, address: str, session: aiohttp.ClientSession) -> None:
        self._page = page
        self._address = address
        self._session = session
        self._ids = count(1)
        self._lines: list[str] = []
        self._seen = 0
        self._posted: list[dict[str, str]] = []
        self._open: dict[str, list[dict[str, str]]] = {}

    @property
    def platform(self) -> Web:
        return self._page

    async def say(self, person: str, line: str) -> None:
        """What the page's script does with a typed line."""
        self._look()
        name, at, file = line.partition(" @")
        line = f"{name} {Path(file).read_text('utf-8')}" if at else line  # noqa: ASYNC240 - what they pasted
        shown = self._open.setdefault(person, self._posted[-1:])
        word, _, rest = line[1:].partition(" ") if line.startswith("/") else ("answer", "", line)
        hung = next((words for words in reversed(shown) if word.lower() in words), None)
        if hung is not None:
            await self._press(person, hung, hung[word.lower()], rest)
        elif line.startswith("/"):
            self._take(person, await self._send("/say", person, line=line), None)
        else:
            self._take(person, await self._send("/visit", person), None)

    def heard(self) -> list[str]:
        self._look()
        return self._lines

    async def _press(self, person: str, hung: dict[str, str], button: str, text: str) -> None:
        reply = await self._send("/press", person, button=button)
        if "form" in reply:
            form = Buttons(reply["form"])
            fields = form.fields | {next(iter(form.fields)): text}
            reply = await self._send("/submit", person, form=form.form, fields=fields)
        self._take(person, reply, hung)

    async def _send(self, where: str, person: str, **body: object) -> dict[str, str]:
        told = {"id": f"talk-{next(self._ids):08}", "user": person, **body}
        headers = {"Origin": self._address}
        async with self._session.post(f"{self._address}{where}", json=told, headers=headers) as answer:
            reply: dict[str, str] = await answer.json()
            return reply

    def _take(self, person: str, reply: dict[str, str], pressed: dict[str, str] | None) -> None:
        if pressed is not None and not reply.get("kept"):
            self._open[person] = [words for words in self._open[person] if words is not pressed]
        self._lines += Lines(reply.get("said", "")).lines
        self._hang(person, Buttons(reply.get("said", "")).words)

    def _hang(self, person: str, words: dict[str, str]) -> None:
        """What a message asks stands before what was asked until now."""
        before = [] if "answer" in words else self._open[person]
        self._open[person] = [*before, words]

    def _look(self) -> None:
        """Show everybody what was posted since."""
        for event in self._page._events.past:
            if event.number > self._seen and event.what == "post":
                told: dict[str, str] = event.told(of(DEFAULT))  # type: ignore[assignment]  # what pages are told is JSON
                self._lines += Lines(told["html"]).lines
                words = Buttons(told["html"]).words
                self._posted += [] if told["to"] else [words]
                for person in self._open:
                    if told["to"] in ("", person.casefold()):
                        self._hang(person, words)
            self._seen = max(self._seen, event.number)


async def _no_wall(room: Room, locale: str) -> Sequence[Message]:
    del room, locale
    return ()


@asynccontextmanager
async def _opened(clock: VirtualClock, handle: Handle, words: Words) -> AsyncIterator[Pages]:
    del words  # the page's own buttons carry them
    page = Web(ROOM, "nobody", clock, _no_wall)
    async with listening(page.routes()) as address, aiohttp.ClientSession() as session:
        serving = asyncio.create_task(page.serve(SPECS, handle))
        await asyncio.sleep(0)
        try:
            yield Pages(page, address, session)
        finally:
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving


PAGE = Theatre("page", ROOM, _opened)
