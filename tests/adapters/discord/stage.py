"""Discord as a stage for talks: the real adapter against the local Discord, on the talk's clock."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.adapters.clock import VirtualClock
from bot.adapters.discord import Discord
from bot.adapters.typed import Typed
from bot.core.model import Room, Team
from bot.core.secret import Secret
from bot.ports import Handle
from bot.usecases.commands import SPECS
from tests.adapters.discord.local import Guild, LocalDiscord, Place, User
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
from tests.adapters.discord.local.waiting import MODAL, Waiting, until
from tests.talks.desk import Desk, Key, Sheet
from tests.talks.stage import ZONE, Theatre
from tests.talks.words import Words

GUILD, CHANNEL, CAPTAIN = "1001", "2001", "3001"
ROOM = Room(Team("discord", GUILD), CHANNEL)


class People:
    """A channel with people in it, each with their own view of it."""

    def __init__(self, local: LocalDiscord, platform: Discord, words: Words) -> None:
        self.local = local
        self.platform = platform
        self.desk = Desk(words)
        self.guild = Guild(GUILD)
        self.place = Place(CHANNEL, GUILD)
        self.guild.places.append(self.place)
        local.guilds[GUILD], local.places[CHANNEL] = self.guild, self.place
        local.users[CAPTAIN] = User(CAPTAIN, "Captain")
        self._users: dict[str, User] = {}
        self._read: dict[str, int] = {}

    async def say(self, person: str, line: str) -> None:
        self._read_channels()
        await self.desk.say(self, person, line)

    def heard(self) -> list[str]:
        self._read_channels()
        return self.desk.lines

    def user(self, person: str) -> User:
        if person not in self._users:
            self._users[person] = self.local.user(person)
        return self._users[person]

    async def press(self, person: str, sheet: Sheet, key: Key, text: str | None) -> None:
        pressed = await self._send(person, COMPONENT, press(key.sent), sheet)
        if pressed.kind != MODAL:
            self._told(person, pressed)
            return
        fields = [part["component"] for part in pressed.data["components"] if "component" in part]
        filled = {fields[0]["custom_id"]: text} if text is not None else {}
        self._told(person, await self._send(person, SUBMISSION, submission(pressed.data, filled), sheet))

    async def command(self, person: str, read: Typed) -> None:
        spec = next((spec for spec in SPECS if spec.name == read.name), None)
        pastes = {option.name for option in spec.options if option.paste} if spec else set()
        numbers = {option.name for option in spec.options if option.number} if spec else set()
        options: dict[str, str | int] = {}
        for name, value in read.options.items():
            if name in pastes and "\n" in value:
                options[f"{name}_file"] = self.local.file(value.encode())
            else:
                options[name] = int(value) if name in numbers else value
        self._told(person, await self._send(person, COMMAND, command(read.name, options)))

    async def _send(
        self, person: str, kind: int, data: dict[str, Any], sheet: Sheet | None = None
    ) -> Waiting:
        if sheet is not None:
            data["message"] = self._message(sheet)
        event = self.local.event(kind, data, self.user(person), Where(self.place, self.guild))
        return await (await self.local.interact(event)).done()

    def _message(self, sheet: Sheet) -> dict[str, Any]:
        known = self.local.channels.find(CHANNEL, sheet.id)
        private = {"flags": 1 << 6}
        return known or whole(self.local.ids(), CHANNEL, private, self.local.bot)

    def _told(self, person: str, waiting: Waiting) -> None:
        """What an interaction led to, as a message for the one who asked."""
        if waiting.data and not waiting.gone:
            self.desk.show(self._sheet(str(waiting.event["id"]), person, waiting.data))

    def _sheet(self, id: str, whose: str, body: Mapping[str, Any]) -> Sheet:
        lines: list[str] = []
        keys: list[Key] = []
        for part in parts(body, ZONE):
            lines.append(part if isinstance(part, str) else self.desk.row(part))
            keys += [] if isinstance(part, str) else part
        return Sheet(id, whose, tuple(lines), tuple(keys))

    def _read_channels(self) -> None:
        """New posts are read; those that were edited look different from now on."""
        for channel, messages in list(self.local.channels.lie.items()):
            read = self._read.get(channel, 0)
            for message in messages[:read]:
                self.desk.change(self._sheet(message["id"], "", message))
            for message in messages[read:]:
                self.desk.show(self._sheet(message["id"], "", message))
            self._read[channel] = len(messages)


@asynccontextmanager
async def opened(clock: VirtualClock, handle: Handle, words: Words) -> AsyncIterator[People]:
    """The adapter served against a local Discord; nothing may be against the official description."""
    async with LocalDiscord(clock.now).running() as local:
        platform = Discord(Secret(TOKEN), clock, local.api, local.socket)
        people = People(local, platform, words)
        task = asyncio.get_running_loop().create_task(platform.serve(SPECS, handle))
        try:
            await until(lambda: platform.present)
            yield people
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert local.errors == [], "\n".join(local.errors)


@asynccontextmanager
async def _open(clock: VirtualClock, handle: Handle, words: Words) -> AsyncIterator[People]:
    async with opened(clock, handle, words) as people:
        yield people


DISCORD = Theatre("discord", ROOM, _open, CAPTAIN)
