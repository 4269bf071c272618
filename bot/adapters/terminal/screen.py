"""What the chat reads from and writes to: a pipe here, a real terminal in `prompt`."""

import asyncio
import codecs
import io
import os
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable
from datetime import tzinfo
from typing import Protocol, TextIO

from bot.adapters.terminal import plain
from bot.adapters.terminal.completion import Offer
from bot.messages import Message

Complete = Callable[[str], AsyncIterator[Offer]]  # what a half-typed line may become

AT_ONCE = 65_536  # bytes


class Screen(Protocol):
    @property
    def asks(self) -> bool:
        """Whether somebody sits there who can be asked for the fields of a form."""

    def show(self, message: Message) -> None:
        """Put a message on the screen, above what is being typed."""

    async def read(self, prompt: str) -> str | None:
        """The next line; None at the end of the input."""

    async def ask(self, label: str, value: str) -> str | None:
        """One field of a form, which begins as `value`; None: they do not want to fill it in."""

    def completes(self, complete: Complete) -> None:
        """Offer this while a line is being typed."""


class Pipe:
    """Lines in, plain text out: a script. Each answer is flushed, so that what was read was recorded."""

    asks = False

    def __init__(
        self, zone: tzinfo, locale: str, source: TextIO = sys.stdin, target: TextIO = sys.stdout
    ) -> None:
        self._zone = zone
        self._locale = locale
        self._lines = Lines(source.fileno())
        self._target = target
        self._left = False

    def show(self, message: Message) -> None:
        try:
            self._target.write(plain.draw(message, self._zone, self._locale) + "\n\n")
            self._target.flush()
        except BrokenPipeError:  # who read our lines has left: nobody is there to chat with
            self._left = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._target.fileno())

    async def read(self, prompt: str) -> str | None:
        del prompt
        return None if self._left else await self._lines.next()

    async def ask(self, label: str, value: str) -> str | None:
        del label, value
        return None

    def completes(self, complete: Complete) -> None:
        del complete


class Lines:
    """The lines of a file descriptor, waited for without a thread, so that a signal ends the wait at once."""

    def __init__(self, source: int) -> None:
        self._source = source
        decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=True)
        self._ready: deque[str] = deque()
        self._begun: list[str] = []
        self._over = False

    async def next(self) -> str | None:
        """The next line without its end; None: there are no more."""
        while not self._ready and not self._over:
            self._take(await _read(self._source))
        return self._ready.popleft() if self._ready else None

    def _take(self, came: bytes) -> None:
        self._over = not came
        *whole, begun = self._decoder.decode(came, final=self._over).split("\n")
        if whole:
            whole[0] = "".join((*self._begun, whole[0]))
            self._begun.clear()
            self._ready.extend(whole)
        if begun:
            self._begun.append(begun)
        if self._over and self._begun:
            self._ready.append("".join(self._begun))


async def _read(source: int) -> bytes:
    """What is there to read, once something is."""
    loop = asyncio.get_running_loop()
    there = asyncio.Event()
    try:
        loop.add_reader(source, there.set)
    except PermissionError:  # a file: it is always there
        return os.read(source, AT_ONCE)
    try:
        await there.wait()
    finally:
        loop.remove_reader(source)
    return os.read(source, AT_ONCE)
