"""The commands as Discord takes them, in every language, and what people half type completed."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot import wording
from bot.adapters.discord.announcing import LONGEST_DESCRIPTION, commands
from bot.usecases.commands import SPECS
from tests.adapters.discord.local import contract
from tests.adapters.discord.local.events import COMPLETION, COMPONENT, Where, command, press
from tests.adapters.discord.local.messages import whole
from tests.adapters.discord.stage import CHANNEL, DISCORD, People
from tests.talks.stage import staged

MOST_OPTIONS = 25  # of a command: subcommands, options and the choices of an option alike
LONGEST_COMMAND = 8000  # characters of names, descriptions and values together, the longest language counting

Told = Mapping[str, Any]


def every(command: Told) -> Iterator[Told]:
    yield command
    for option in command.get("options", ()):
        yield from every(option)


@pytest.mark.parametrize("top", commands(SPECS), ids=lambda top: str(top["name"]))
def test_no_command_has_more_than_discord_takes(top: Told) -> None:
    """`/study` has all the subcommands that it can have: one more has to go elsewhere."""
    for one in every(top):
        assert len(one.get("options", ())) <= MOST_OPTIONS, one["name"]
        assert len(one.get("choices", ())) <= MOST_OPTIONS, one["name"]
    assert sum(map(characters, every(top))) <= LONGEST_COMMAND


def characters(one: Told) -> int:
    told = [one["description"], *one.get("description_localizations", {}).values()]
    values = sum(len(choice["name"]) + len(str(choice["value"])) for choice in one.get("choices", ()))
    return len(one["name"]) + max(map(len, told)) + values


@pytest.mark.parametrize("language", sorted(wording.languages()))
def test_no_description_has_to_be_cut(language: str) -> None:
    say = wording.of(language)
    keys = {spec.help for spec in SPECS} | {option.help for spec in SPECS for option in spec.options}
    long = [
        key for key in keys | {"discord.study", "discord.file"} if len(say.text(key)) > LONGEST_DESCRIPTION
    ]
    assert long == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("harb", "harbour"), ("harbuor", "harbour"), ("tids", "tides"), ("xyzzy", None)],
)
async def test_what_is_half_typed_or_mistyped_is_completed(typed: str, found: str | None) -> None:
    async with staged(DISCORD) as stage:
        people = stage._quay
        assert isinstance(people, People)
        event = people.local.event(
            COMPLETION, command("quiz", {"scope": typed}, "scope"), people.user("Ada"), where(people)
        )
        told = await (await people.local.interact(event)).done()
        values = [choice["value"] for choice in told.data["choices"]]
        assert (values[0] if values else None) == found


async def test_what_an_admin_presses_in_direct_messages_is_refused_since_no_rights_are_told_there() -> None:
    async with staged(DISCORD) as stage:
        people = stage._quay
        assert isinstance(people, People)
        own = Where(people.local.direct(people.user("Ada")))
        message = whole(people.local.ids(), own.place.id, {}, people.local.bot)
        data = press(f"@{people.guild.id}/setup-try:") | {"message": message}
        event = people.local.event(COMPONENT, data, people.user("Ada"), own)
        told = await (await people.local.interact(event)).done()
        assert "Only this room's admins" in str(told.data)
        await stage._daily.beat()
        assert people.local.channels.lie[CHANNEL] == []


def where(people: People) -> Where:
    return Where(people.place, people.guild)


def test_what_is_announced_is_what_the_description_takes() -> None:
    path = "/applications/{application_id}/commands"
    assert contract.outgoing("PUT", path, commands(SPECS)) == []
