"""`studybot slack manifest`: what a Slack app is made from."""

import argparse
import json

from bot import wording
from bot.app.settings import Settings
from bot.cli import OK


def manifest(asked: argparse.Namespace, said: Settings) -> int:
    """Print it; with an address for signed HTTP, else for Socket Mode."""
    from bot.adapters.slack.manifest import link
    from bot.adapters.slack.manifest import manifest as made
    from bot.usecases.commands import SPECS

    del said
    say = wording.of(wording.DEFAULT)
    if asked.link:
        print(link(SPECS, say))
    else:
        print(json.dumps(made(SPECS, say, asked.address), indent=2, ensure_ascii=False))
    return OK
