"""`studybot doctor`: what the bot stands on, and what to do about each fault."""

import argparse
import asyncio
import json
import os
import sys
from http.client import HTTPConnection

from bot import wording
from bot.app.doctor import Finding, State, examine
from bot.app.settings import Settings, environment, language_of
from bot.cli import FAILED, MISUSED, OK

PATIENCE = 5  # seconds
SIGNS = {State.WELL: "ok", State.NOTE: "note", State.FAULT: "FAULT"}


def doctor(asked: argparse.Namespace, said: Settings) -> int:
    del said  # what the environment says is looked at like all the rest
    return asyncio.run(_doctor(as_json=asked.json))


def health(asked: argparse.Namespace, said: Settings) -> int:
    """For container engines and service managers: the bot that runs here answers on STUDYBOT_HTTP."""
    address = said.accounts.http
    if address is None:
        print("set STUDYBOT_HTTP to the host:port that the running bot listens on", file=sys.stderr)
        return MISUSED
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104 - not to listen on
    connection = HTTPConnection(host, address.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/readyz" if asked.ready else "/healthz")
        answer = connection.getresponse()
        print(answer.read().decode("utf-8", "replace"))
    except OSError as error:
        print(f"nobody answers on {host}:{address.port}: {error}", file=sys.stderr)
        return FAILED
    finally:
        connection.close()
    return OK if answer.status == 200 else FAILED


async def _doctor(*, as_json: bool) -> int:
    """Each finding as it comes; as JSON, all of them at the end."""
    say = wording.of(language_of(os.environ))
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
