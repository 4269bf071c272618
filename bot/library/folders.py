"""Where decks lie: those that come with the bot, and the folders an operator adds."""

import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path


def shipped() -> Path:
    """The decks of the installed package, or those beside the source tree."""
    installed = Path(str(files("bot"))) / "shipped" / "decks"
    return installed if installed.is_dir() else Path(str(files("bot"))).parent / "decks"


def added(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders and files named in STUDYBOT_DECKS, parted as PATH is."""
    named = environ.get("STUDYBOT_DECKS", "").split(os.pathsep)
    return tuple(Path(one).expanduser() for one in named if one.strip())


def deck_files(path: Path) -> list[Path]:
    """The deck files at a path: itself, or every `.yaml` and `.yml` of a folder."""
    if path.is_dir():
        return sorted(one for one in path.iterdir() if one.suffix in (".yaml", ".yml") and one.is_file())
    return [path]
