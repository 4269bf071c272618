"""Writes the Slack app's manifest and the README's link from the table of commands: `make manifest`."""

import json
import re
from pathlib import Path

from bot import wording
from bot.adapters.slack.manifest import NEW_APP, link, manifest
from bot.usecases.commands import SPECS

ROOT = Path(__file__).parents[1]
MANIFEST, README = ROOT / "deploy" / "slack-manifest.json", ROOT / "README.md"
LINK = re.compile(re.escape(NEW_APP) + r"[^)\s]+")


def written() -> str:
    """The manifest as it stands in the repository."""
    made = manifest(SPECS, wording.of(wording.DEFAULT))
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def linked(readme: str) -> str:
    """The README with the link as it should be."""
    return LINK.sub(lambda _: link(SPECS, wording.of(wording.DEFAULT)), readme)


if __name__ == "__main__":
    MANIFEST.write_text(written(), "utf-8")
    README.write_text(linked(README.read_text("utf-8")), "utf-8")
