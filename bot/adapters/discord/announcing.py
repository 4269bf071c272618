"""The table of commands as Discord's application commands, told to Discord only when they have changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot import wording
from bot.adapters.discord.drawing import Body
from bot.adapters.discord.reading import FILE
from bot.adapters.discord.rest import Rest
from bot.messages import CommandSpec, OptionSpec

SUBCOMMAND, STRING, INTEGER, ATTACHMENT = 1, 3, 4, 11
LONGEST_DESCRIPTION = 100
IN_GUILDS, WITH_BOT, ELSEWHERE = 0, 1, 2  # contexts: guilds, the bot's direct messages, other private places
FOR_GUILDS, FOR_USERS = 0, 1  # who can install it

# Discord's names of languages where they are not those of our wording files.
_LOCALES = {
    "en": ("en-US", "en-GB"),
    "es": ("es-ES", "es-419"),
    "pt": ("pt-BR",),
    "sv": ("sv-SE",),
    "zh": ("zh-CN",),
}

Told = Callable[[str], str]


async def announce(rest: Rest, application: int, specs: Sequence[CommandSpec]) -> bool:
    """Whether anything had changed. Raises Gone | Unavailable."""
    path, where = "/applications/{application}/commands", {"application": str(application)}
    wanted = commands(specs)
    known = await rest.look(path, {"with_localizations": "true"}, **where)
    if _plain(known) == _plain(wanted):
        return False
    await rest.call("PUT", path, wanted, **where)
    return True


def commands(specs: Sequence[CommandSpec]) -> list[Body]:
    """Commands of one word as they are, those of two words gathered under their first."""
    made: dict[str, Body] = {}
    for spec in specs:
        group, _, name = spec.name.partition(" ")
        if not name:
            made[group] = _top(group, spec.help, _options(spec)) | _places(spec)
            continue
        parent = made.setdefault(group, _top(group, f"discord.{group}", []) | _places(spec))
        parent["options"].append(
            _described(name, spec.help) | {"type": SUBCOMMAND, "options": _options(spec)}
        )
    return list(made.values())


def _top(name: str, help: str, options: list[Body]) -> Body:
    return _described(name, help) | {"type": 1, "options": options}


def _places(spec: CommandSpec) -> Body:
    """What is about the people of a room makes no sense where somebody is alone with the bot."""
    if spec.shared:
        return {"contexts": [IN_GUILDS], "integration_types": [FOR_GUILDS]}
    return {"contexts": [IN_GUILDS, WITH_BOT, ELSEWHERE], "integration_types": [FOR_GUILDS, FOR_USERS]}


def _options(spec: CommandSpec) -> list[Body]:
    made = [option for each in spec.options for option in _option(each)]
    return sorted(made, key=lambda option: not option.get("required", False))  # Discord wants them first


def _option(spec: OptionSpec) -> list[Body]:
    made = _described(spec.name, spec.help) | {"type": INTEGER if spec.number else STRING}
    if spec.needed:
        made["required"] = True
    if spec.completes:
        made["autocomplete"] = True
    if spec.choices:
        made["choices"] = [{"name": choice, "value": choice} for choice in spec.choices]
    if not spec.paste:
        return [made]
    return [made, _described(f"{spec.name}{FILE}", "discord.file") | {"type": ATTACHMENT}]


def _described(name: str, key: str) -> Body:
    told = {code: say.text(key)[:LONGEST_DESCRIPTION] for code, say in wording.languages().items()}
    others = {
        locale: text
        for language, text in told.items()
        if language != wording.DEFAULT
        for locale in _LOCALES.get(language, (language,))
    }
    described: Body = {"name": name, "description": told[wording.DEFAULT]}
    return described | {"description_localizations": others} if others else described


_KEPT = (
    "name",
    "type",
    "description",
    "required",
    "autocomplete",
    "choices",
    "contexts",
    "integration_types",
)


def _plain(commands: Sequence[Mapping[str, Any]]) -> list[Body]:
    """What of commands is ours to say, in one order, without what Discord adds or leaves out."""
    return sorted((_kept(command) for command in commands), key=lambda command: str(command["name"]))


def _kept(command: Mapping[str, Any]) -> Body:
    kept = {key: command[key] for key in _KEPT if command.get(key)}
    kept["localized"] = dict(command.get("description_localizations") or {})
    kept["options"] = [_kept(option) for option in command.get("options") or ()]
    if "choices" in kept:
        kept["choices"] = [(choice["name"], choice["value"]) for choice in kept["choices"]]
    return kept | {key: sorted(kept[key]) for key in ("contexts", "integration_types") if key in kept}
