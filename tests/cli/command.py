"""The command with a home of its own: as a process, or called in this one where that proves as much."""

import io
import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from bot import cli

ROOT = Path(__file__).parents[2]
NOW = "2026-03-02T10:00:00+00:00"


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("STUDYBOT_", "DISCORD_", "SLACK_"))
    }
    return kept | {"HOME": str(home), "XDG_DATA_HOME": str(home), "TZ": "UTC", "STUDYBOT_NOW": NOW} | more


def studybot(home: Path, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(home, **more),
        timeout=60,
        check=False,
    )


def called(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """For what is told without being served: a tenth of what a process of its own takes."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdin", "stdout", "stderr")}
    mask = os.umask(0o022)
    with chdir(ROOT), pytest.MonkeyPatch.context() as here:
        here.setattr(os, "environ", environment(home, **more))
        for name, stream in streams.items():
            here.setattr(sys, name, stream)
        try:
            code = cli.main(arguments)
        except SystemExit as ended:  # as argparse ends a call that is unclear
            code = int(ended.code or 0)
        finally:
            os.umask(mask)
    for stream in streams.values():
        stream.seek(0)
    return subprocess.CompletedProcess(arguments, code, streams["stdout"].read(), streams["stderr"].read())
