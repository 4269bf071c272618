"""A stranger's folder: the tree, a `.env` beside it, and the bot started there as the README says."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.docs.steps import Step
from tests.house.tree import ROOT, tracked

PATIENCE = 30.0  # seconds for a stop


@dataclass(frozen=True, slots=True)
class Folder:
    """`path` is the tree; `said` leads the bot to servers of this machine instead of the platforms' own."""

    path: Path
    home: Path
    said: dict[str, str]

    def keep(self, step: Step, token: str) -> None:
        """A token as the step says: into the variable it names, in the file it names."""
        name, beginning = step.token
        assert token.startswith(beginning), f"{name} takes no token that begins {token[:5]}"
        with (self.path / ".env").open("a", encoding="utf-8") as file:
            file.write(f"{name}={token}\n")

    def environment(self, now: str) -> dict[str, str]:
        """Nothing but what any machine has, where people live, and the instant that it is."""
        own = {"PATH": os.environ["PATH"], "HOME": str(self.home), "TZ": "Europe/Berlin"}
        return own | self.said | {"STUDYBOT_NOW": now}

    async def run(self, command: str, now: str) -> str:
        """A command of the README to its end; what it printed."""
        pipe = asyncio.subprocess.PIPE
        begun = await asyncio.create_subprocess_exec(
            *command.split(), cwd=self.path, env=self.environment(now), stdout=pipe, stderr=pipe
        )
        printed, wrong = (text.decode() for text in await begun.communicate())
        assert begun.returncode == 0, f"{command}: {begun.returncode}\n{printed}{wrong}"
        return printed

    @asynccontextmanager
    async def serving(self, command: str, now: str) -> AsyncIterator[None]:
        """`make run` while the block runs; then Ctrl-C, after which nothing of it may be left."""
        with (self.home / "log").open("ab") as log:
            started = await asyncio.create_subprocess_exec(
                *command.split(), cwd=self.path, env=self.environment(now), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
            try:
                yield
            finally:
                os.killpg(started.pid, signal.SIGINT)
                async with asyncio.timeout(PATIENCE):
                    await started.wait()

    @property
    def log(self) -> str:
        return (self.home / "log").read_text("utf-8")


def linked(at: Path, said: dict[str, str]) -> Folder:
    """The tree without a copy: each of its files and folders by a link, with the packages that are there."""
    tree, home = at / "studybot", at / "home"
    tree.mkdir()
    home.mkdir()
    for name in sorted({path.partition("/")[0] for path in tracked()} | {".venv"}):
        (tree / name).symlink_to(ROOT / name)
    return Folder(tree, home, said)


def cloned(at: Path, said: dict[str, str]) -> Folder:
    """A fresh clone with its packages, as `make` installs them."""
    tree, home = at / "studybot", at / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(tree)], check=True)
    folder = Folder(tree, home, said)
    subprocess.run(["python3", "scripts/bootstrap.py"], cwd=tree, env=folder.environment(""), check=True)
    return folder
