"""`studybot run`: the platforms that have a token, or the terminal chat."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import log
from bot.adapters.terminal.screen import Pipe, Screen
from bot.app.chat import chat
from bot.app.folder import own_folder
from bot.app.serve import serve
from bot.app.settings import TOKENS, Settings
from bot.cli import MISUSED, OK, PRIVATE


def run(asked: argparse.Namespace, said: Settings) -> int:
    if said.accounts.discord is not None or said.accounts.slack is not None:
        os.umask(PRIVATE)
        own_folder(said)
        return asyncio.run(_until_told(serve(said)))
    if asked.serve:
        print(f"nothing to serve: set {' or '.join(TOKENS)}", file=sys.stderr)
        return MISUSED
    os.umask(PRIVATE)
    folder = own_folder(said)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return asyncio.run(_until_told(chat(said, asked.user, _pipe)))
    if folder is not None:
        log.set_up(said.log, log.kept(folder / "studybot.log"))  # it would lie over what is being typed
    return asyncio.run(_until_told(chat(said, asked.user, partial(_prompt, folder=folder))))


def web(asked: argparse.Namespace, said: Settings) -> int:
    from bot.app.page import serve_page

    os.umask(PRIVATE)
    own_folder(said)
    return asyncio.run(_until_told(serve_page(said, asked.user, asked.port, _say_where)))


def _say_where(address: str) -> None:
    print(f"studybot is at {address} (Ctrl-C ends it)", flush=True)


async def _until_told(running: Coroutine[None, None, None]) -> int:
    """Run until it ends by itself, or a signal ends it; the exit code."""
    loop, runs, came = asyncio.get_running_loop(), asyncio.current_task(), list[int]()
    assert runs is not None

    def stop(number: int) -> None:
        came.append(number)
        runs.cancel()

    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop, number)
    try:
        await running
    except asyncio.CancelledError:
        if not came:
            raise
    return 128 + came[0] if came else OK


def _prompt(zone: ZoneInfo, locale: str, folder: Path | None) -> Screen:
    from bot.adapters.terminal.prompt import Prompt  # imported when used: a pipe needs no colours

    return Prompt(zone, locale, folder and folder / "history")


def _pipe(zone: ZoneInfo, locale: str) -> Screen:
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text file
    return Pipe(zone, locale, sys.stdin, sys.stdout)
