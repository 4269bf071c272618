"""What people see on a platform with real buttons, and what a line of a talk does there.

A stage for such a platform keeps a `Desk`: it puts the outgoing messages there as `Sheet`s, read back from
their JSON, and offers its `Hands`, which press and type by sending what the platform would send.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from bot.adapters import typed
from bot.adapters.typed import Typed
from bot.usecases.commands import SPECS
from tests.talks.words import Words

ANSWER = "answer"  # the word of the button that a plain line presses


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it was sent. `id` is the view's own, without what the adapter may have put around it."""

    id: str
    label: str
    sent: str  # the id as it stands in the JSON
    off: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A message as it was sent. `whose`: who alone sees it; "": everybody."""

    id: str
    whose: str
    lines: tuple[str, ...]
    keys: tuple[Key, ...] = ()


class Hands(Protocol):
    """What somebody can do on the platform; each has been answered when it returns."""

    async def press(self, person: str, sheet: Sheet, key: Key, text: str | None) -> None:
        """Press a button; with `text`, fill that into the first field of the form it opens and submit."""

    async def command(self, person: str, read: Typed) -> None: ...


@dataclass(slots=True)
class Desk:
    """Everything that lies on everybody's screen, oldest first."""

    words: Words
    sheets: list[Sheet] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # all that was said, also what was taken away since
    used: set[tuple[str, str]] = field(default_factory=set)  # who is done with which sheet

    def show(self, sheet: Sheet) -> None:
        """A new message, or one that stands in the place of that with its id."""
        self.lines += sheet.lines
        self.change(sheet)

    def change(self, sheet: Sheet) -> None:
        """A message redrawn in silence."""
        known = next((place for place, old in enumerate(self.sheets) if old.id == sheet.id), None)
        if known is None:
            self.sheets.append(sheet)
        else:
            self.sheets[known] = replace(sheet, whose=self.sheets[known].whose)

    def find(self, person: str, word: str) -> tuple[Sheet, Key] | None:
        """The latest button with this word that the person has a reason to press; else one for everybody."""
        seen = [sheet for sheet in reversed(self.sheets) if sheet.whose in ("", person)]
        fresh = [sheet for sheet in seen if (person, sheet.id) not in self.used]
        for sheet in (*fresh, *(sheet for sheet in seen if not sheet.whose)):
            for key in sheet.keys:
                if not key.off and self.words.of(key.id) == word:
                    return sheet, key
        return None

    def row(self, keys: Sequence[Key]) -> str:
        """A row of buttons as a chat shows it: those that have a word."""
        named = ((self.words.of(key.id), key) for key in keys if not key.off)
        return "   ".join(f"/{word}: {key.label}" for word, key in named if word)

    async def say(self, hands: Hands, person: str, line: str) -> None:
        """Do what the line says; a plain line with nothing to answer does nothing."""
        if not line.startswith("/"):
            if found := self.find(person, ANSWER):
                await self._press(hands, person, found, line)
            return
        word, _, rest = line[1:].partition(" ")
        if found := self.find(person, word.lower()):
            await self._press(hands, person, found, rest.strip() or None)
        else:
            await hands.command(person, _with_files(typed.read(line, SPECS)))

    async def _press(self, hands: Hands, person: str, found: tuple[Sheet, Key], text: str | None) -> None:
        sheet, key = found
        await hands.press(person, sheet, key, text)
        if not self.words.kept:
            self.used.add((person, sheet.id))


def _with_files(read: Typed) -> Typed:
    """`@FILE` stands for what is in that file."""
    options = {
        name: Path(value[1:]).read_text("utf-8") if value.startswith("@") else value
        for name, value in read.options.items()
    }
    return Typed(read.name, options)
