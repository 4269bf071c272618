"""What the environment and `.env` say; nothing is needed to start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app.accounts import Accounts, accounts
from bot.errors import BadData, Problem

TOKENS = ("DISCORD_TOKEN", "SLACK_BOT_TOKEN")
LOGS = frozenset(("debug", "info", "warning", "error", "critical", "json"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths, switches and accounts of one process."""

    named: str  # the database that was named; "": it lies in the home
    decks: tuple[Path, ...]
    log: str
    now: datetime | None
    home: Path | None  # where state is kept between runs; None: nobody's home is known
    accounts: Accounts

    @property
    def database(self) -> str:
        """Raises BadData where none is named and there is no home."""
        if not self.named and self.home is None:
            raise _bad(
                "STUDYBOT_DATABASE", "database", "neither it nor HOME is set, so there is no place for it"
            )
        return self.named or str(self.home and self.home / "studybot.db")


def language_of(said: Mapping[str, str]) -> str:
    """The locale of this machine's user, "de-DE" for de_DE.UTF-8; "" where nothing names one."""
    named = said.get("LC_ALL") or said.get("LC_MESSAGES") or said.get("LANG") or ""
    return named.partition(".")[0].replace("_", "-")


def environment() -> dict[str, str]:
    """The environment, over what a `.env` file in this folder says."""
    file = Path(".env")
    if not file.is_file():
        return dict(os.environ)
    from dotenv import dotenv_values  # imported when used: most starts have no such file

    try:
        said = dotenv_values(file)
    except UnicodeDecodeError:
        raise _bad(str(file), "env", "this file is no text in UTF-8") from None
    return {key: value or "" for key, value in said.items()} | dict(os.environ)


def read(said: Mapping[str, str]) -> Settings:
    """Raises BadData for a value that cannot be read."""
    return Settings(
        named=said.get("STUDYBOT_DATABASE", ""),
        decks=tuple(Path(p) for p in said.get("STUDYBOT_DECKS", "").split(os.pathsep) if p),
        log=_log(said.get("STUDYBOT_LOG", "")),
        now=_instant(said.get("STUDYBOT_NOW", "")),
        home=_home(said),
        accounts=accounts(said),
    )


def _home(said: Mapping[str, str]) -> Path | None:
    base = said.get("XDG_DATA_HOME")
    try:
        return (Path(base) if base else Path.home() / ".local" / "share") / "studybot"
    except RuntimeError:  # a user whom the machine does not know, without HOME
        return None


def _log(said: str) -> str:
    for word in said.split(","):
        if word.strip() and word.strip().lower() not in LOGS:
            known = ", ".join(sorted(LOGS))
            raise _bad("STUDYBOT_LOG", "log", f"{word.strip()!r} is none of {known}; write it like info,json")
    return said


def _instant(said: str) -> datetime | None:
    if not said:
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        text = f"{said!r} is no instant with an offset; write it like 2026-03-28T09:00:00+01:00"
        raise _bad("STUDYBOT_NOW", "now", text)
    return at


def _bad(where: str, code: str, text: str) -> BadData:
    return BadData([Problem(where, 1, 1, code, text)])
