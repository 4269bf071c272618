"""The chat in a real terminal: an input line with history and completion, and messages above it in colour."""

from collections.abc import AsyncGenerator, Iterable
from datetime import tzinfo
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.shortcuts import print_formatted_text
from rich.console import Console

from bot.adapters.terminal import styled
from bot.adapters.terminal.screen import Complete
from bot.messages import Message


class Prompt:
    """Ctrl-D leaves; Ctrl-C clears the line. Its own faults go into the log, not over the screen."""

    asks = True

    def __init__(self, zone: tzinfo, locale: str, history: Path | None) -> None:
        self._zone = zone
        self._locale = locale
        self._console = Console(force_terminal=True, highlight=False, markup=False, emoji=False)
        typed = FileHistory(str(history)) if history else InMemoryHistory()
        self._session: PromptSession[str] = PromptSession(history=typed)

    def show(self, message: Message) -> None:
        with self._console.capture() as drawn:
            self._console.print(styled.draw(message, self._zone, self._locale))
        print_formatted_text(ANSI(drawn.get()))

    async def read(self, prompt: str) -> str | None:
        while True:
            try:
                with patch_stdout():
                    return await self._session.prompt_async(f"{prompt}> ", set_exception_handler=False)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None

    async def ask(self, label: str, value: str) -> str | None:
        try:
            asking: PromptSession[str] = PromptSession()
            with patch_stdout():
                return await asking.prompt_async(f"{label}: ", default=value, set_exception_handler=False)
        except (EOFError, KeyboardInterrupt):
            return None

    def completes(self, complete: Complete) -> None:
        self._session.completer = _Offered(complete)
        self._session.complete_while_typing = False


class _Offered(Completer):
    """What the chat offers, as the input line wants it."""

    def __init__(self, complete: Complete) -> None:
        self._complete = complete

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        raise NotImplementedError("completions are asked for asynchronously")

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        del complete_event
        async for offer in self._complete(document.text_before_cursor):
            yield Completion(offer.text, start_position=-offer.replaces)
