"""The command as a process of its own, with a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

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
