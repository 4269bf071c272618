"""Reads a typed command line by the commands' own specs: quotes, numbers and choices where they stand."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messages import CommandSpec, OptionSpec

CURLED = str.maketrans("“”„", '"""')  # what phones and Macs make of straight quotes
GROUP = "study"  # every command may be typed behind it, and its own commands without it


@dataclass(frozen=True, slots=True)
class Typed:
    """A command's name, "" options left out; a name no spec has is passed on as it was typed."""

    name: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Begun:
    """A command, and what stands behind its name as it was typed."""

    spec: CommandSpec
    rest: str


def read(line: str, specs: Sequence[CommandSpec]) -> Typed:
    """`/quiz sagemaker instances 3`, `/study setup 09:00`, `/help`; the slash may be left out."""
    found = begun(line.strip(), specs)
    if found is not None:
        return Typed(found.spec.name, _options(found.rest, found.spec.options))
    words = line.strip().removeprefix("/").lower().split(maxsplit=2)
    return Typed(" ".join(words[:2] if words[:1] == [GROUP] else words[:1]), {})


def begun(line: str, specs: Sequence[CommandSpec]) -> Begun | None:
    """The command that a line begins with; None: it begins with no command."""
    text = line.lstrip().removeprefix("/")
    known = {spec.name: spec for spec in specs}
    for count, name in _names(text.split(maxsplit=2)):
        if name in known:
            behind = text.split(maxsplit=count)[count:]
            return Begun(known[name], behind[0] if behind else "")
    return None


def _names(words: list[str]) -> list[tuple[int, str]]:
    """The names a line may begin with, the longest first, with how many words each takes up."""
    if not words:
        return []
    first = words[0].lower()
    names = [(1, first), (1, f"{GROUP} {first}")]
    if first == GROUP:
        names = [(1, f"{GROUP} help")]
        if len(words) > 1:
            second = words[1].lower()
            names = [(2, f"{GROUP} {second}"), (2, second)]
    return names


def _options(rest: str, specs: Sequence[OptionSpec]) -> dict[str, str]:
    if any(spec.rest for spec in specs) and not any(spec.number or spec.choices for spec in specs):
        parts = rest.split(maxsplit=len(specs) - 1)  # what is left keeps its lines
        return {spec.name: part.strip() for spec, part in zip(specs, parts, strict=False)}
    words = _words(rest)
    options: dict[str, str] = {}
    for spec in specs:
        if spec.number and words and words[-1].lstrip("-").isdecimal():
            options[spec.name] = words.pop()
        elif spec.choices and (chosen := next((w for w in words if w.lower() in spec.choices), "")):
            options[spec.name] = chosen.lower()
            words.remove(chosen)
    for spec in specs:
        if spec.name not in options and words and not spec.number:
            options[spec.name] = " ".join(words) if spec.rest else words.pop(0)
            words = [] if spec.rest else words
    return options


def _words(rest: str) -> list[str]:
    try:
        return shlex.split(rest.translate(CURLED))
    except ValueError:  # a lone quote, as in "what's"
        return rest.split()
