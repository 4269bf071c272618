"""What lies in a Slack-like workspace: channels with messages, people, modals, home pages, files."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]

TEAM, BOT_USER, BOT = "T1", "UBOT", "B1"


@dataclass(slots=True)
class Message:
    """One in a channel. `whose`: who alone sees it."""

    channel: str
    ts: str
    text: str
    blocks: list[Json]
    user: str = BOT_USER
    whose: str = ""
    thread: str = ""
    metadata: Json = field(default_factory=dict)
    edits: int = 0


@dataclass(slots=True)
class View:
    """An open modal or a home page."""

    id: str
    user: str
    view: Json
    root: str
    previous: str = ""
    version: int = 1

    @property
    def hash(self) -> str:
        return f"{self.id}.{self.version}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call instead of its answer. `accepts`: it is done all the same."""

    status: int = 200
    error: str = ""
    after: int = 0  # Retry-After
    accepts: bool = False
    drops: bool = False  # the connection is cut without an answer
    slow: float = 0.0  # seconds until it is answered


@dataclass(slots=True)
class User:
    id: str
    name: str
    admin: bool = False
    deleted: bool = False
    locale: str = "en-US"
    team: str = TEAM


@dataclass(slots=True)
class Workspace:
    """`problems`: whatever would have been refused, or that Slack's schemas do not know."""

    messages: list[Message] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=lambda: defaultdict(list))
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)  # trigger -> user; each can be used once
    addresses: dict[str, tuple[str, str, str]] = field(
        default_factory=dict
    )  # response url -> channel, user, ts
    archived: set[str] = field(default_factory=set)
    without_bot: set[str] = field(default_factory=set)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    brought: list[tuple[str, Json]] = field(default_factory=list)  # all that people did
    problems: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    now: float = 1772438400.0
    takes_tables: bool = True
    looks_needed: int = 1  # before a file can be shown
    unread: list[tuple[str, Any]] = field(default_factory=list)  # what changed on screens, in order
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def next_ts(self) -> str:
        self.now += 0.000100
        return f"{self.now:.6f}"

    def trigger(self, user: str) -> str:
        trigger = f"{next(self.numbers)}.{user}"
        self.triggers[trigger] = user
        return trigger

    def address(self, channel: str, user: str, ts: str = "") -> str:
        name = f"r{next(self.numbers)}"
        self.addresses[name] = (channel, user, ts)
        return name

    def say(self, message: Message) -> Message:
        self.messages.append(message)
        self.note("message", message)
        return message

    def note(self, kind: str, what: Any) -> None:
        """Something changed on somebody's screen."""
        self.unread.append((kind, what))
        self.changed.set()

    def find(self, channel: str, ts: str) -> Message | None:
        return next((m for m in self.messages if (m.channel, m.ts) == (channel, ts)), None)

    def posts(self, channel: str, *, whose: str = "") -> list[Message]:
        """What stands in a channel: for everybody, or for one alone."""
        return [m for m in self.messages if m.channel == channel and m.whose == whose]

    def push(self, user: str, view: Json, *, root: bool) -> View:
        stack = self.stacks[user]
        if root:
            stack.clear()
        id = f"V{next(self.numbers)}"
        shown = View(id, user, view, stack[0].id if stack else id, stack[-1].id if stack else "")
        stack.append(shown)
        self.note("view", shown)
        return shown

    def replace(self, shown: View, view: Json) -> None:
        shown.view = view
        shown.version += 1
        self.note("view", shown)

    def view(self, id: str, name: str = "") -> View | None:
        """By Slack's id, or by the name that the app gave it."""
        opened = [view for stack in self.stacks.values() for view in stack]
        return next((v for v in opened if v.id == id or (name and v.view.get("external_id") == name)), None)

    def top(self, user: str) -> View | None:
        """The modal somebody looks at."""
        return self.stacks[user][-1] if self.stacks[user] else None

    def close(self, user: str) -> None:
        """Press close on the modal that is on top."""
        stack = self.stacks[user]
        if stack[-1].view.get("clear_on_close"):
            stack.clear()
        else:
            stack.pop()

    def called(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]


def buttons(blocks: list[Json]) -> dict[str, str]:
    """The buttons' ids by label."""
    return {
        element["text"]["text"]: element["action_id"]
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    }


def shown(blocks: list[Json]) -> str:
    """What somebody reads, one line a line."""
    return "\n".join(line for block in blocks for line in lines_of(block))


def lines_of(block: Json) -> list[str]:
    match block:
        case {"type": "header", "text": text} | {"type": "section", "text": text}:
            return _text(text).splitlines()
        case {"type": "context", "elements": elements}:
            return [_text(element) for element in elements]
        case {"type": "rich_text", "elements": elements}:
            return [line for element in elements for line in _rich(element)]
        case {"type": "table", "rows": rows}:
            return ["  ".join(_cell(cell) for cell in row) for row in rows]
        case {"type": "image", "alt_text": alt}:
            return str(alt).splitlines()
        case {"type": "input", "label": label}:
            return [_text(label)]
        case _:
            return []


def _cell(cell: Mapping[str, Any]) -> str:
    return " ".join(line for element in cell["elements"] for line in _rich(element))


def _rich(element: Mapping[str, Any]) -> list[str]:
    text = "".join(_span(inner) for inner in element["elements"])
    if element["type"] == "rich_text_quote":
        return [f"> {line}" for line in text.splitlines()]
    return text.splitlines()


def _span(inner: Mapping[str, Any]) -> str:
    if inner["type"] == "date":
        return f"<!date^{inner['timestamp']}^{inner['format']}|{inner['fallback']}>"
    if inner["type"] in ("channel", "usergroup"):
        return f"<{inner.get('channel_id') or inner.get('usergroup_id')}>"
    return str(inner.get("text", inner.get("url")))


def _text(text: Mapping[str, Any]) -> str:
    return str(text["text"])
