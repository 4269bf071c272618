"""What the environment and `.env` say; nothing is needed to start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import BadData, Problem

TOKENS = ("DISCORD_TOKEN", "SLACK_BOT_TOKEN")


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths and switches of one process. Tokens stay in the environment until their adapter takes them."""

    database: str
    decks: tuple[Path, ...]
    log: str
    now: datetime | None
    home: Path
    platforms: tuple[str, ...]  # the token variables that are set


def environment() -> dict[str, str]:
    """The environment, over what a `.env` file in this folder says."""
    file = Path(".env")
    if not file.is_file():
        return dict(os.environ)
    from dotenv import dotenv_values  # imported when used: most starts have no such file

    return {key: value or "" for key, value in dotenv_values(file).items()} | dict(os.environ)


def read(said: Mapping[str, str]) -> Settings:
    """Raises BadData for a value that cannot be read."""
    home = data_folder(said)
    return Settings(
        database=said.get("STUDYBOT_DATABASE") or str(home / "studybot.db"),
        decks=tuple(Path(p) for p in said.get("STUDYBOT_DECKS", "").split(os.pathsep) if p),
        log=said.get("STUDYBOT_LOG", ""),
        now=_instant(said.get("STUDYBOT_NOW", "")),
        home=home,
        platforms=tuple(token for token in TOKENS if said.get(token)),
    )


def data_folder(said: Mapping[str, str]) -> Path:
    """Where state is kept between runs when no database is named."""
    base = said.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "studybot"


def _instant(said: str) -> datetime | None:
    if not said:
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        text = f"{said!r} is no instant with an offset; write it like 2026-03-28T09:00:00+01:00"
        raise BadData([Problem("STUDYBOT_NOW", 1, 1, "now", text)])
    return at
