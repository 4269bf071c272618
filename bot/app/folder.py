"""The folder of the one who sits here: their database, what they typed, and the log of their chats."""

import os
from pathlib import Path

from bot.app.settings import Settings
from bot.errors import Unavailable


def own_folder(settings: Settings) -> Path | None:
    """The folder, made for its owner alone; None: there is none, and a database elsewhere needs none.

    Raises Unavailable where it is needed and cannot be had.
    """
    home = settings.home
    if home is None:
        return None
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if home.stat().st_mode & 0o077:
            home.chmod(0o700)
        if not os.access(home, os.W_OK | os.X_OK):
            raise PermissionError(0, "it cannot be written")
    except OSError as error:
        if settings.named:
            return None
        told = f"{home} cannot be used: {error.strerror}; name a file that can be in STUDYBOT_DATABASE"
        raise Unavailable(told) from error
    return home
