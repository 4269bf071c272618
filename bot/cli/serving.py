"""`studybot run`: the platforms that have a token, or the terminal chat."""

import argparse
import asyncio
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.adapters.terminal.screen import Pipe, Screen
from bot.app.chat import chat
from bot.app.settings import TOKENS, Settings
from bot.cli import MISUSED, OK


def run(asked: argparse.Namespace, said: Settings) -> int:
    for token in said.platforms:
        print(f"{token} is set, but this version does not speak to that platform yet", file=sys.stderr)
    if asked.serve:
        print(f"nothing to serve: set {' or '.join(TOKENS)}", file=sys.stderr)
        return MISUSED
    asyncio.run(chat(said, asked.user, _screen))
    return OK


def _screen(zone: ZoneInfo, history: Path) -> Screen:
    if sys.stdin.isatty() and sys.stdout.isatty():
        from bot.adapters.terminal.prompt import Prompt  # imported when used: a pipe needs no colours

        return Prompt(zone, history)
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # text files
    return Pipe(zone, sys.stdin, sys.stdout)
