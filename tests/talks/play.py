"""Plays a talk: people type, the clock moves, and what the bot says is compared line by line.

`@` sets the clock, `+` moves it by minutes, `|` is said, `-` is not said, `#` is a remark, and `Ada: …` is a
line that Ada types: `/hint` presses the button with that word, a line without a slash fills in the answer's
form. `(terminal)` before a line: there alone.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from tests.talks.stage import ZONE, Stage, Theatre, staged
from tests.talks.words import Words

ONLY = re.compile(r"\(([a-z ]+)\) *(.*)")


async def play(script: Path, theatre: Theatre, words: Words | None = None) -> None:
    """Play a talk. Raises AssertionError at the first line that did not come."""
    lines = script.read_text("utf-8").splitlines()  # noqa: ASYNC240 - nothing else runs yet
    async with staged(theatre, words) as stage:
        await _play(stage, [_here(line, theatre.name) for line in lines], script.name)


async def rehearse(script: Path, theatre: Theatre, words: Words, *first: str) -> None:
    """Do what a talk does, after what the captain types first, whatever is said to it."""
    lines = script.read_text("utf-8").splitlines()  # noqa: ASYNC240 - nothing else runs yet
    async with staged(theatre, words) as stage:
        here = [_here(line, theatre.name) for line in lines]
        spoken = [line for line in here if line[:1] not in ("|", "-")]
        await _play(stage, [*(f"{theatre.captain}: {line}" for line in first), *spoken], script.name)


def _here(line: str, name: str) -> str:
    """The line as it counts on this stage; "" where it does not."""
    only = ONLY.fullmatch(line)
    if only is None:
        return line
    return only[2] if name in only[1].split() else ""


async def _play(stage: Stage, lines: Sequence[str], name: str) -> None:
    heard: list[str] = []
    for number, line in enumerate(lines, start=1):
        place = f"{name}:{number}"
        match line[:1]:
            case "#" | "":
                continue
            case "@":
                await stage.move(datetime.fromisoformat(line[1:].strip()).replace(tzinfo=ZONE))
                heard = stage.heard()
            case "+":
                await stage.move(stage.clock.now() + timedelta(minutes=int(line[1:])))
                heard = stage.heard()
            case "|":
                heard = _expect(heard, line[1:].strip(), place)
            case "-":
                unwanted = [said for said in heard if _fits(said, line[1:].strip())]
                assert not unwanted, f"{place}: this was said: {unwanted}"
            case _:
                person, _, text = line.partition(":")
                await stage.say(person.strip(), text.strip())
                heard = stage.heard()


def _expect(heard: list[str], wanted: str, place: str) -> list[str]:
    """What came after the wanted line."""
    for at, said in enumerate(heard):
        if _fits(said, wanted):
            return heard[at + 1 :]
    raise AssertionError(f"{place}: nobody said {wanted!r}; left of what was said:\n" + "\n".join(heard))


def _fits(said: str, wanted: str) -> bool:
    """`…` stands for anything, and blanks are as wide as they like."""
    return fnmatchcase(
        " ".join(said.split()), wanted.replace("[", "[[]").replace("?", "[?]").replace("…", "*")
    )
