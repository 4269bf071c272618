"""What the chat reads from and writes to: a pipe here, a real terminal in `prompt`."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo
from typing import Protocol, TextIO

from bot.adapters.terminal import plain
from bot.messages import Choice, CommandSpec, Message

Complete = Callable[[str, str, str], Awaitable[Sequence[Choice]]]  # command, option, typed


class Screen(Protocol):
    def show(self, message: Message) -> None:
        """Put a message on the screen, above what is being typed."""

    async def read(self, prompt: str) -> str | None:
        """The next line; None at the end of the input."""

    async def ask(self, label: str, value: str) -> str | None:
        """One field of a form; None where nobody can be asked, so that `value` stands."""

    def completes(self, specs: Sequence[CommandSpec], complete: Complete) -> None:
        """Offer these commands while a line is being typed."""


class Pipe:
    """Lines in, plain text out: a script. Each answer is flushed, so that what was read was recorded."""

    def __init__(self, zone: tzinfo, source: TextIO = sys.stdin, target: TextIO = sys.stdout) -> None:
        self._zone = zone
        self._source = source
        self._target = target
        self._left = False

    def show(self, message: Message) -> None:
        try:
            self._target.write(plain.draw(message, self._zone) + "\n\n")
            self._target.flush()
        except BrokenPipeError:  # who read our lines has left: nobody is there to chat with
            self._left = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._target.fileno())

    async def read(self, prompt: str) -> str | None:
        del prompt
        if self._left:
            return None
        line = await asyncio.to_thread(self._source.readline)
        return line.rstrip("\r\n") if line else None

    async def ask(self, label: str, value: str) -> str | None:
        del label, value
        return None

    def completes(self, specs: Sequence[CommandSpec], complete: Complete) -> None:
        del specs, complete
