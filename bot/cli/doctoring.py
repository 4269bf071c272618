"""`studybot doctor`: what the bot stands on, and what to do about each fault."""

import argparse
import asyncio
import json
import os

from bot import wording
from bot.app.doctor import Finding, State, examine
from bot.app.settings import Settings, environment
from bot.cli import FAILED, OK

SIGNS = {State.WELL: "ok", State.NOTE: "note", State.FAULT: "FAULT"}


def doctor(asked: argparse.Namespace, said: Settings) -> int:
    del said  # what the environment says is looked at like all the rest
    return asyncio.run(_doctor(as_json=asked.json))


async def _doctor(*, as_json: bool) -> int:
    """Each finding as it comes; as JSON, all of them at the end."""
    say = wording.of(_language())
    found: list[Finding] = []
    async for finding in examine(environment):
        found.append(finding)
        if not as_json:
            _print(finding, say)
    well = not any(finding.state is State.FAULT for finding in found)
    if as_json:
        told = {"well": well, "findings": [finding.told(say) for finding in found]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(say.text("doctor.all_well" if well else "doctor.not_well"))
    return OK if well else FAILED


def _print(finding: Finding, say: wording.Wording) -> None:
    print(f"{SIGNS[finding.state]:<6}{finding.text(say)}")
    for line in finding.remedy(say).splitlines():
        print(f"      → {line}")


def _language() -> str:
    """The language of this machine's user, as in de_DE.UTF-8."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return said.partition(".")[0].replace("_", "-") or wording.DEFAULT
