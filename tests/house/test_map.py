"""The map in the README is the tree."""

import re
from collections.abc import Iterator

from tests.house.tree import ROOT, tracked


def mapped(text: str) -> Iterator[str]:
    """The paths in the first fenced block that maps `bot/`, children indented under their folder.

    A line holds a name or several, parted by single spaces, then at least two spaces and what it is.
    """
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    block = next(block for block in blocks if re.search(r"^bot/", block, re.MULTILINE))
    folder = ""
    for line in filter(str.strip, block.splitlines()):
        names = re.split(r"\s{2,}", line.strip())[0].split(" ")
        if line.startswith(" "):
            yield from (folder + name for name in names)
        else:
            folder = names[0]
            yield from names


def standing(below: str = "") -> set[str]:
    """What git knows directly in a folder; folders end in a slash."""
    inside = [path.removeprefix(below) for path in tracked() if path.startswith(below)]
    return {below + (path if "/" not in path else path.split("/")[0] + "/") for path in inside}


def test_the_map_in_the_readme_is_the_tree() -> None:
    named = set(mapped((ROOT / "README.md").read_text("utf-8")))
    assert [path for path in named if not (ROOT / path).exists()] == []
    whole = {path for path in standing() | standing("bot/") if not path.startswith(".")}
    assert sorted(whole - named - {"bot/", "bot/__init__.py"}) == []


def test_a_map_is_read_as_it_is_drawn() -> None:
    text = "```\nREADME.md   this\nbot/\n  errors.py log.py   failing, telling\n  core/   what is pure\n```\n"
    assert list(mapped(text)) == ["README.md", "bot/", "bot/errors.py", "bot/log.py", "bot/core/"]
