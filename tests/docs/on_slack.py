"""The README's five steps on Slack, to the letter, against the Slack-like server; then the next morning."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from tests.adapters.slack.server import Server
from tests.adapters.slack.stage import plain
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import Json, Message, User, View, buttons, shown
from tests.docs.folder import Folder
from tests.docs.steps import steps
from tests.docs.telling import MONDAY, TUESDAY, Told, model_answer

T = TypeVar("T")

# What there is to click on Slack's own pages, in the order of the steps.
CLICKS = [
    ["Next", "Create"],
    ["Basic Information", "App-Level Tokens", "Generate Token and Scopes", "Generate"],
    ["Install App", "Install to Workspace", "Allow", "Bot User OAuth Token"],
]


@dataclass(slots=True)
class Workspace:
    """Slack as its admin sees it: what an app made from a manifest may do, and no more."""

    server: Server

    def make(self, manifest: Json) -> None:
        assert (
            manifest["settings"]["socket_mode_enabled"]
            and manifest["settings"]["interactivity"]["is_enabled"]
        )
        self.server.web.scopes = ",".join(manifest["oauth_config"]["scopes"]["bot"])
        self.server.workspace.without_bot.add("C1")

    def person(self, name: str) -> Visitor:
        user = self.server.workspace.users.setdefault(f"U{name.upper()}", User(f"U{name.upper()}", name))
        return Visitor(self.server, self.server.sockets, user)

    async def until(self, found: Callable[[], T | None]) -> T:
        """What comes on somebody's screen, once it is there."""
        async with asyncio.timeout(30):
            while (there := found()) is None:
                self.server.workspace.changed.clear()
                await self.server.workspace.changed.wait()
        return there

    async def question(self, number: int) -> Message:
        asked = f"Question {number} ·"
        posts = self.server.workspace.posts
        return await self.until(lambda: next((m for m in posts("C1") if m.text.startswith(asked)), None))

    async def button(self, label: str, whose: str) -> Message:
        """The latest message to one alone that has it."""
        posts = self.server.workspace.posts
        return await self.until(
            lambda: next((m for m in posts("C1", whose=whose)[::-1] if label in buttons(m.blocks)), None)
        )

    async def modal(self, visitor: Visitor, has: Callable[[View], bool]) -> View:
        def top() -> View | None:
            found = self.server.workspace.top(visitor.user.id)
            return found if found is not None and has(found) else None

        return await self.until(top)


async def walk(folder: Folder, server: Server, told: Told) -> None:
    make_app, app_token, bot_token, start, in_chat = steps("On Slack")
    slack = Workspace(server)
    assert [step.pressed for step in (make_app, app_token, bot_token)] == CLICKS

    told.step(make_app)
    link = make_app.link("https://api.slack.com/apps?")
    manifest = json.loads(parse_qs(urlsplit(link).query)["manifest_json"][0])
    slack.make(manifest)
    told.line(f"an app named {manifest['display_information']['name']} with {server.web.scopes}")
    for step, token in ((app_token, server.web.app_token), (bot_token, server.web.token)):
        told.step(step)
        folder.keep(step, token)
    assert "connections:write" in app_token.typed
    told.ran("doctor", await folder.run(".venv/bin/python -m bot doctor", MONDAY))

    told.step(start)
    async with folder.serving(start.typed[0], MONDAY):
        await server.sockets.number(2, within=60)
        told.step(in_chat)
        invite, set_up = in_chat.typed
        assert invite == f"/invite @{manifest['features']['bot_user']['display_name']}"
        server.workspace.without_bot.remove("C1")
        ada = slack.person("Ada")
        word, _, rest = set_up.partition(" ")
        assert word in {command["command"] for command in manifest["features"]["slash_commands"]}
        await ada.command(word, rest)
        offer = await slack.button(in_chat.pressed[0], ada.user.id)
        told.shows(f"Ada types {set_up}", _lines(offer.blocks))
        await ada.press(offer, in_chat.pressed[0])
        await _answered(slack, 1, told)
    async with folder.serving(start.typed[0], TUESDAY):
        await server.sockets.number(2, within=60)
        await _answered(slack, 2, told)
        await ada.command("/study", "status")
        status = await slack.until(lambda: _latest(server, ada, "posted on time"))
        told.shows("Ada types /study status", _lines(status.blocks))
    told.ran("doctor", await folder.run(".venv/bin/python -m bot doctor", TUESDAY))
    assert server.workspace.problems == []


async def _answered(slack: Workspace, number: int, told: Told) -> None:
    """A question comes to the channel, and a member answers it."""
    ben, question = slack.person("Ben"), await slack.question(number)
    told.shows(f"question {number} stands in the channel", _lines(question.blocks))
    await ben.press(question, "Answer")
    await slack.modal(ben, lambda view: "submit" in view.view)
    answer = model_answer(shown(question.blocks))
    await ben.submit({"text": answer})
    feedback = await slack.modal(ben, lambda view: "Score" in shown(view.view["blocks"]))
    told.shows(f"Ben answers: {answer}", _lines(feedback.view["blocks"]))
    told.graded(_lines(feedback.view["blocks"]))


def _latest(server: Server, visitor: Visitor, words: str) -> Message | None:
    own = server.workspace.posts("C1", whose=visitor.user.id)
    return next((message for message in own[::-1] if words in shown(message.blocks)), None)


def _lines(blocks: list[Json]) -> list[str]:
    pressed = "  ".join(f"[{label}]" for label in buttons(blocks))
    return [*(plain(line) for line in shown(blocks).splitlines()), *filter(None, (pressed,))]
