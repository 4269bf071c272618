"""The README's four steps on Discord, to the letter, against the local Discord; then the next morning."""

from datetime import UTC
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from tests.adapters.discord.local import Guild, LocalDiscord, User
from tests.adapters.discord.local.events import (
    COMMAND,
    COMPONENT,
    SUBMISSION,
    Where,
    command,
    press,
    submission,
)
from tests.adapters.discord.local.messages import whole
from tests.adapters.discord.local.seen import parts
from tests.adapters.discord.local.server import TOKEN
from tests.adapters.discord.local.waiting import Waiting, until
from tests.docs.folder import Folder
from tests.docs.steps import steps
from tests.docs.telling import MONDAY, TUESDAY, Told, model_answer
from tests.talks.desk import Key

ZONE = ZoneInfo("Europe/Berlin")
# What there is to click on Discord's own pages, in the order of the steps.
CLICKS = [
    ["New Application", "Create"],
    ["Bot", "Reset Token", "Privileged Gateway Intents"],
    ["General Information", "Application ID", "Authorize"],
]
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, what is written: the three switches

Body = dict[str, Any]


class Server:
    """A server of Discord, before and after the bot was let in."""

    def __init__(self, local: LocalDiscord) -> None:
        self.local = local
        self.guild = Guild(local.ids(), "Harbour", everyone=0)
        self.ada, self.ben = local.user("Ada"), local.user("Ben", permissions=0)

    def let_in(self, link: str) -> None:
        """What Discord does when somebody opens the link and authorizes it."""
        asked = parse_qs(urlsplit(link).query)
        assert asked["client_id"] == [self.local.application]
        assert asked["scope"] == ["bot applications.commands"]
        self.guild.invited = int(asked["permissions"][0])
        self.local.guilds[self.guild.id] = self.guild
        self.local.channel(self.guild, "study")

    @property
    def where(self) -> Where:
        return Where(self.guild.places[0], self.guild)

    @property
    def channel(self) -> list[Body]:
        return self.local.channels.lie[self.where.place.id]

    async def send(self, user: User, kind: int, data: Body) -> Waiting:
        event = self.local.event(kind, data, user, self.where)
        return await (await self.local.interact(event)).done()

    async def press(self, user: User, label: str, message: Body) -> Waiting:
        rows = [part for part in parts(message, UTC) if isinstance(part, list)]
        key = next(key for row in rows for key in row if key.label == label)
        return await self.send(user, COMPONENT, press(key.sent) | {"message": message})

    async def question(self, number: int) -> Body:
        """The question, once it stands in the channel."""

        def there() -> Body | None:
            return next((m for m in self.channel if f"Question {number} ·" in m["content"]), None)

        await until(lambda: there() is not None)
        found = there()
        assert found is not None
        return found


async def walk(folder: Folder, local: LocalDiscord, told: Told) -> None:
    application, bot, invite, start = steps("On Discord")
    server = Server(local)
    assert [step.pressed for step in (application, bot, invite)] == CLICKS

    told.step(application)
    told.line(f"an application with the id {local.application}")
    told.step(bot)
    folder.keep(bot, TOKEN)
    told.step(invite)
    server.let_in(invite.link("https://discord.com/oauth2/").replace("YOUR_ID", local.application))
    told.line(f"the bot is on the server {server.guild.name} with the permissions {server.guild.invited}")
    told.ran("doctor", await folder.run(".venv/bin/python -m bot doctor", MONDAY))

    told.step(start)
    run, set_up = start.typed
    async with folder.serving(run, MONDAY):
        await until(lambda: bool(local.gateway.sessions))
        assert not local.gateway.identified[0]["intents"] & PRIVILEGED
        await until(lambda: bool(local.commands))
        proposed = await server.send(server.ada, COMMAND, command(set_up.removeprefix("/"), {}))
        told.shows(f"Ada types {set_up}", _lines(proposed.data))
        own = whole(local.ids(), server.where.place.id, proposed.data, local.bot)
        await server.press(server.ada, start.pressed[0], own)
        await _answered(server, 1, told)
    local.gateway.sessions.clear()
    async with folder.serving(run, TUESDAY):
        await until(lambda: bool(local.gateway.sessions))
        await _answered(server, 2, told)
        status = await server.send(server.ada, COMMAND, command("study status", {}))
        assert "posted on time" in "\n".join(_lines(status.data))
        told.shows("Ada types /study status", _lines(status.data))
    told.ran("doctor", await folder.run(".venv/bin/python -m bot doctor", TUESDAY))
    assert local.errors == []


async def _answered(server: Server, number: int, told: Told) -> None:
    """A question comes to the channel, and a member answers it."""
    question = await server.question(number)
    told.shows(f"question {number} stands in the channel", _lines(question))
    form = await server.press(server.ben, "Answer", question)
    answer = model_answer("\n".join(_lines(question)))
    feedback = await server.send(server.ben, SUBMISSION, submission(form.data, {"text": answer}))
    assert feedback.private
    told.shows(f"Ben answers: {answer}", _lines(feedback.data))
    told.graded(_lines(feedback.data))


def _lines(body: Body) -> list[str]:
    return [part if isinstance(part, str) else _row(part) for part in parts(body, ZONE)]


def _row(keys: list[Key]) -> str:
    return "  ".join(f"[{key.label}]" for key in keys)
