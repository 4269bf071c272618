"""One line in, one turn: a command, a stand-in for a button, or an answer to the question shown last."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypedDict

from bot import wording
from bot.adapters import typed
from bot.adapters.terminal.screen import Screen
from bot.core.model import Member, Room
from bot.messages import (
    Button,
    Buttons,
    Choice,
    Choices,
    Command,
    CommandSpec,
    FieldKind,
    Form,
    Invalid,
    Lookup,
    Message,
    Note,
    Nothing,
    Press,
    Reply,
    Request,
    Right,
    Said,
    Span,
    Submission,
    Visit,
)
from bot.ports import Clock, Handle

LARGEST = 1_000_000  # bytes of a file that a command may be given
ANSWER = "answer"  # the word of the button that a plain line presses
EVERYTHING = frozenset(Right)  # at their own terminal everyone may do everything


class _Who(TypedDict):
    id: str
    arrived: datetime
    member: Member
    room: Room
    name: str
    rights: frozenset[Right]


class Chat:
    """Who speaks, and which buttons they saw last."""

    def __init__(self, room: Room, user: str, clock: Clock, screen: Screen, start: str) -> None:
        self._room = room
        self._user = user
        self._clock = clock
        self._screen = screen
        self._ids = (f"{start}-{number}" for number in count(1))
        self._public: Mapping[str, Button] = {}
        self._shown: dict[str, Mapping[str, Button]] = {}
        self._say = wording.of(wording.DEFAULT)

    @property
    def user(self) -> str:
        return self._user

    def posted(self, message: Message) -> None:
        """A message for everyone: what it asks is now the question shown last."""
        self._screen.show(message)
        if ANSWER in (words := _words(message)):
            self._public = words
            self._shown.clear()

    async def come_in(self, handle: Handle) -> None:
        """Show what is open, unless it has just been posted."""
        if ANSWER not in self._buttons():
            await self._ask(handle, Visit(**self._asked()))

    async def complete(self, handle: Handle, command: str, option: str, text: str) -> Sequence[Choice]:
        found = await handle(Lookup(**self._asked(), command=command, option=option, typed=text))
        return found.choices if isinstance(found, Choices) else ()

    async def turn(self, line: str, specs: Sequence[CommandSpec], handle: Handle) -> None:
        """Take one line."""
        if not line.strip():
            return
        if not line.startswith("/"):
            await self._plain(line, handle)
            return
        line = _with_file(line)
        word, _, rest = line[1:].partition(" ")
        if word.lower() == "as":
            await self._become(rest.strip(), handle)
        elif button := self._buttons().get(word.lower()):
            await self._press(button, rest, handle)
        else:
            read = typed.read(line, specs)
            await self._ask(handle, Command(**self._asked(), command=read.name, options=read.options))

    async def _plain(self, line: str, handle: Handle) -> None:
        if button := self._buttons().get(ANSWER):
            await self._press(button, line, handle)
        else:
            self._note("terminal.not_taken")
            await self._ask(handle, Visit(**self._asked()))

    async def _become(self, name: str, handle: Handle) -> None:
        if not name:
            self._note("terminal.as_whom")
            return
        self._user = name
        self._note("terminal.now", name=name)
        await self.come_in(handle)

    async def _press(self, button: Button, rest: str, handle: Handle) -> None:
        reply = await handle(Press(**self._asked(), button=button.id))
        if not isinstance(reply, Form):
            self._take(reply)
            return
        fields = await self._filled(reply, rest)
        if fields is None:
            self._note("terminal.type_it", word=button.word)
            return
        self._forget(button)
        await self._ask(handle, Submission(**self._asked(), form=reply.id, fields=fields))

    async def _filled(self, form: Form, rest: str) -> dict[str, str] | None:
        """The form with what was typed in its first field, or with each field asked for where one can ask."""
        fields = {field.id: field.value for field in form.fields}
        if rest.strip():
            fields[form.fields[0].id] = rest
            return fields
        for field in form.fields:
            told = " / ".join(choice.value for choice in field.choices)
            given = await self._screen.ask(f"{field.label} ({told})" if told else field.label, field.value)
            if given is None:
                return None
            fields[field.id] = (
                given if field.kind is not FieldKind.CHOICE or _offered(field.choices, given) else ""
            )
        return fields

    async def _ask(self, handle: Handle, request: Request) -> None:
        self._take(await handle(request))

    def _take(self, reply: Reply) -> None:
        match reply:
            case Said(message):
                self._screen.show(message)
                words = _words(message)
                self._shown[self._user] = words if ANSWER in words else {**self._buttons(), **words}
            case Invalid(fields):
                for wrong in fields.values():
                    self._screen.show(Message((Note((Span(wrong),)),), wrong))
            case Form() | Choices() | Nothing():
                return

    def _forget(self, button: Button) -> None:
        """What hung on the same message as a pressed button is used up."""
        _, _, argument = button.id.partition(":")
        kept = {w: b for w, b in self._buttons().items() if b.id.partition(":")[2] != argument}
        self._shown[self._user] = kept

    def _buttons(self) -> Mapping[str, Button]:
        return self._shown.get(self._user, self._public)

    def _note(self, key: str, **facts: object) -> None:
        self._screen.show(Message((Note(self._say.line(key, **facts)),), ""))

    def _asked(self) -> _Who:
        return {
            "id": next(self._ids),
            "arrived": self._clock.now(),
            "member": Member(self._room.team, self._user.casefold()),
            "room": self._room,
            "name": self._user,
            "rights": EVERYTHING,
        }


def _with_file(line: str) -> str:
    """`@PATH` at a command's end stands for what is in that file: a calendar, a deck to import."""
    head, mark, path = line.rpartition(" @")
    file = Path(path.strip()).expanduser()
    if not mark or not file.is_file() or file.stat().st_size > LARGEST:
        return line
    return f"{head} {file.read_text('utf-8', errors='replace')}"


def _words(message: Message) -> dict[str, Button]:
    parts = (part for part in message.parts if isinstance(part, Buttons))
    return {b.word: b for part in parts for b in part.buttons if b.word and not b.off}


def _offered(choices: Sequence[Choice], given: str) -> bool:
    return any(choice.value == given for choice in choices)
