"""One line in, one turn: a command, a word that stands for a button, or an answer to what was asked last."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import TypedDict

from bot import wording
from bot.adapters import typed
from bot.adapters.terminal.completion import Offer, offers
from bot.adapters.terminal.files import from_files
from bot.adapters.terminal.filling import ask_all, lacking, meant
from bot.adapters.terminal.hanging import ANSWER, Hanging, Hung
from bot.adapters.terminal.screen import Screen
from bot.adapters.terminal.visible import one_line, short
from bot.core.model import Member, Room
from bot.errors import Refused
from bot.messages import (
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
    Style,
    Submission,
    Table,
    Visit,
)
from bot.ports import Clock, Handle

COMMANDED = frozenset(("hint", "skip", "show", "stop", "help", "quiz", "leaderboard", "stats", "streak"))
STAND_INS = (ANSWER, "hint", "skip", "show", "stop", "right")  # words of the buttons that most questions have
AS = "as"
HELP = f"{typed.GROUP} help"
TOLD = 60  # columns of a name, or of a line that is told again
EVERYTHING = frozenset(Right)  # at their own terminal everyone may do everything


class _Who(TypedDict):
    id: str
    arrived: datetime
    member: Member
    room: Room
    name: str
    rights: frozenset[Right]
    locale: str


class Chat:
    """Who speaks, and which buttons they saw last."""

    def __init__(
        self,
        room: Room,
        user: str,
        clock: Clock,
        screen: Screen,
        start: str,
        locale: str = wording.DEFAULT,
    ) -> None:
        self._room = room
        self._locale = locale
        self._clock = clock
        self._screen = screen
        self._ids = (f"{start}-{number}" for number in count(1))
        self._hanging = Hanging()
        self._say = wording.of(locale)
        self._user = one_line(user) or self._say.text("terminal.nameless")

    @property
    def name(self) -> str:
        """How the one who speaks is called on a screen."""
        return short(self._user, TOLD)

    def posted(self, message: Message) -> None:
        """A message for everyone: what it asks is now the question shown last."""
        self._screen.show(message)
        self._hanging.posted(message)

    async def come_in(self, handle: Handle) -> None:
        """Show what is open, unless it has just been posted."""
        if ANSWER not in self._hung():
            await self._ask(handle, Visit(**self._asked()))

    def offers(self, line: str, specs: Sequence[CommandSpec], handle: Handle) -> AsyncIterator[Offer]:
        """What a half-typed line may become."""

        async def look_up(command: str, option: str, text: str) -> Sequence[Choice]:
            found = await handle(Lookup(**self._asked(), command=command, option=option, typed=text))
            return found.choices if isinstance(found, Choices) else ()

        return offers(line, (AS, *self._hung()), specs, look_up)

    async def turn(self, line: str, specs: Sequence[CommandSpec], handle: Handle) -> None:
        """Take one line."""
        if not line.strip():
            return
        if not line.startswith("/"):
            if not self._asked_back(line.strip().lower()):
                await self._plain(line, handle)
            return
        word, _, rest = line[1:].partition(" ")
        if word.lower() == AS:
            await self._become(one_line(rest), handle)
        elif hung := self._hung().get(word.lower()):
            await self._press(hung, rest, handle)
        else:
            await self._command(line, specs, handle)

    def _asked_back(self, said: str) -> bool:
        """Whether a line might be a command without its slash where an answer is waited for."""
        hung = self._hung()
        asks = ANSWER in hung and (said in COMMANDED or (said in hung and said.isalpha()))
        if asks:
            self._note("terminal.meant", word=said)
        return asks

    async def _plain(self, line: str, handle: Handle) -> None:
        if hung := self._hung().get(ANSWER):
            await self._press(hung, line, handle)
        else:
            self._note("terminal.not_taken")
            await self._ask(handle, Visit(**self._asked()))

    async def _become(self, name: str, handle: Handle) -> None:
        if not name:
            self._note("terminal.as_whom")
            return
        self._user = name
        self._note("terminal.now", name=self.name)
        await self.come_in(handle)

    async def _command(self, line: str, specs: Sequence[CommandSpec], handle: Handle) -> None:
        read = typed.read(line, specs)
        spec = next((spec for spec in specs if spec.name == read.name), None)
        if spec is None and await self._excused(line, read.name, handle):
            return
        try:
            options = from_files(read.options, spec.options if spec else ())
        except Refused as refused:
            self._note(refused.key, **refused.facts)
            return
        reply = await handle(Command(**self._asked(), command=read.name, options=options))
        self._take(self._with_own_words(reply) if read.name == HELP else reply)

    async def _excused(self, line: str, name: str, handle: Handle) -> bool:
        """Whether a line that is no command was told about here: a word that hangs nowhere, or an answer."""
        if name == ANSWER:
            await self._plain(line, handle)
        elif name in STAND_INS or name in self._hanging.seen:
            self._note("terminal.not_now", word=name)
        elif ANSWER in self._hung() and not name.startswith(typed.GROUP):
            told = short(one_line(line), TOLD)
            self._note("terminal.answer_so", typed=short(one_line(name), TOLD), line=told)
        else:
            return False
        return True

    async def _press(self, hung: Hung, rest: str, handle: Handle) -> None:
        reply = await handle(Press(**self._asked(), button=hung.button.id))
        if not isinstance(reply, Form):
            self._take(reply, hung)
            return
        fields = await self._filled(reply, rest, hung.button.word)
        if fields is not None:
            form = Submission(**self._asked(), form=reply.id, fields=fields)
            self._take(await handle(form), hung)

    async def _filled(self, form: Form, rest: str, word: str) -> dict[str, str] | None:
        """The form with what was typed in its first field, or with each field asked for where one can ask."""
        first, more = form.fields[0], lacking(form)
        if first.kind is FieldKind.CHOICE:
            rest = meant(first.choices, rest) or rest
        if rest.strip() and not more:
            return {field.id: field.value for field in form.fields} | {first.id: rest}
        if not self._screen.asks and more:
            labels = ", ".join(field.label for field in (first, *more))
            self._note("terminal.asks_more", labels=labels)
            return None
        if not self._screen.asks:
            self._note("terminal.type_it", word=word)
            return None
        if rest.strip():
            form = replace(form, fields=(replace(first, value=rest), *form.fields[1:]))
        fields = await ask_all(self._screen, form, self._say)
        if fields is None:
            self._note("terminal.as_it_was")
        return fields

    async def _ask(self, handle: Handle, request: Request) -> None:
        self._take(await handle(request))

    def _take(self, reply: Reply, pressed: Hung | None = None) -> None:
        match reply:
            case Said(message, kept=kept):
                self._screen.show(message)
                if pressed is not None and kept:
                    self._hanging.added(self._user, message, pressed)
                    return
                if pressed is not None:
                    self._hanging.used(self._user, pressed)
                self._hanging.told(self._user, message)
            case Invalid(fields):
                for wrong in fields.values():
                    self._screen.show(Message((Note((Span(wrong),)),), wrong))
            case Form() | Choices() | Nothing():
                return

    def _with_own_words(self, reply: Reply) -> Reply:
        """Help with the words that only a typed chat has."""
        if not isinstance(reply, Said):
            return reply
        say = self._say
        rows = tuple(
            ((Span(f"/{word}", Style.CODE),), say.line(f"terminal.does_{word}")) for word in (*STAND_INS, AS)
        )
        table = Table((say.line("help.command"), say.line("help.does")), rows)
        parts = (
            *reply.message.parts,
            Note(say.line("terminal.words")),
            table,
            Note(say.line("terminal.keys")),
        )
        return Said(Message(parts, reply.message.brief))

    def _hung(self) -> dict[str, Hung]:
        return dict(self._hanging.of(self._user))

    def _note(self, key: str, **facts: object) -> None:
        self._screen.show(Message((Note(self._say.line(key, **facts)),), ""))

    def _asked(self) -> _Who:
        return {
            "id": next(self._ids),
            "arrived": self._clock.now(),
            "member": Member(self._room.team, self._user.casefold()),
            "room": self._room,
            "name": self.name,
            "rights": EVERYTHING,
            "locale": self._locale,
        }
