"""The page of the environment names every variable that the bot reads, and no other."""

import re

from tests.house.tree import ROOT, tracked

NAME = re.compile(r"\b(?:STUDYBOT|DISCORD|SLACK)_[A-Z_]+\b")


def test_every_variable_is_explained_and_nothing_else_is() -> None:
    code = "".join((ROOT / path).read_text("utf-8") for path in tracked() if re.match(r"bot/.*\.py$", path))
    read = {name for name in re.findall(r"\"([A-Z_]+)\"", code) if NAME.fullmatch(name)} - {
        "DISCORD_API",
        "SLACK_API",
    }
    rows = [
        line
        for line in (ROOT / "docs" / "environment.md").read_text("utf-8").splitlines()
        if line[:3] == "| `"
    ]
    explained = {name for row in rows for name in NAME.findall(row.split(" | ")[0])}
    assert explained == read
