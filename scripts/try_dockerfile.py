"""Follows the Dockerfile without a container engine: its steps are run in clean folders, its command last.

Run as `python3 scripts/try_dockerfile.py [command …]`. It shows that the copied files are enough, that
the steps work and that the command starts as a user who owns nothing but the data. It does not show what
the named image holds: the python3 of this machine stands in for that.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN_FOLDERS = ("/studybot", "/data")
SAYS_HOW_TO_RUN = {"ARG", "EXPOSE", "HEALTHCHECK", "LABEL", "STOPSIGNAL", "VOLUME"}
BARE_PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass
class Stage:
    """One stage's files, environment and settings so far."""

    folder: Path
    work: str = "/"
    user: int = 0
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": BARE_PATH})
    start: dict[str, list[str]] = field(default_factory=dict)

    def path(self, inside: str) -> Path:
        return self.folder.joinpath(*(Path(self.work) / inside).parts[1:])

    def placed(self, text: str) -> str:
        """The same text with the image's own folders where they lie on this machine."""
        return re.sub(rf"(?<![\w.])({'|'.join(OWN_FOLDERS)})\b", rf"{self.folder}\1", text)

    def run(self, command: str | list[str]) -> int:
        words = (
            ["sh", "-c", self.placed(command)]
            if isinstance(command, str)
            else list(map(self.placed, command))
        )
        print(f"  [{self.work} as {self.user}] {shlex.join(words)}", flush=True)
        environment = {name: self.placed(value) for name, value in self.environment.items()}
        kept = {
            name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP"))
        }
        user = self.user if os.geteuid() == 0 else None
        here, nothing = self.path("."), subprocess.DEVNULL
        result = subprocess.run(
            words, cwd=here, env=kept | environment, user=user, group=user, stdin=nothing, check=False
        )
        return result.returncode


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the image's user must get in
        stages: dict[str, Stage] = {}
        last = Stage(Path(folder))
        for name, rest in steps((ROOT / "Dockerfile").read_text("utf-8")):
            print(f"{name} {rest}", flush=True)
            if name == "FROM":
                label = rest.partition(" AS ")[2] or str(len(stages))
                last = stages[label] = Stage(Path(folder) / label)
                last.folder.mkdir()
            elif step(last, stages, name, rest):
                return 1
        if sys.argv[1:]:
            last.start["CMD"] = sys.argv[1:]
        return last.run([*last.start.get("ENTRYPOINT", []), *last.start["CMD"]])


def steps(text: str) -> list[tuple[str, str]]:
    """Each instruction with its arguments."""
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines if line.strip())]


def step(stage: Stage, stages: dict[str, Stage], name: str, rest: str) -> int:
    """Follow one instruction; not zero: it failed."""
    match name:
        case "RUN":
            return stage.run(rest)
        case "COPY":
            copy(stage, stages, rest.split())
        case "WORKDIR":
            stage.work = rest
            stage.path(".").mkdir(parents=True, exist_ok=True)
        case "ENV":
            pairs = (pair.partition("=") for pair in shlex.split(rest))
            stage.environment |= {key: value.replace("$PATH", BARE_PATH) for key, _, value in pairs}
        case "USER":
            stage.user = int(rest.partition(":")[0])
        case "ENTRYPOINT" | "CMD":
            stage.start[name] = json.loads(rest)
        case _:
            assert name in SAYS_HOW_TO_RUN, f"{name} is not known here"
    return 0


def copy(stage: Stage, stages: dict[str, Stage], words: list[str]) -> None:
    source = ROOT
    if words[0].startswith("--from="):
        source = stages[words.pop(0).removeprefix("--from=")].folder
    *names, target = words
    for name in names:
        origin = source / name.lstrip("/")
        place = stage.path(target) / origin.name if target.endswith("/") else stage.path(target)
        place.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            ignored = shutil.ignore_patterns("__pycache__") if source == ROOT else None
            shutil.copytree(origin, place, symlinks=True, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copy2(origin, place)


if __name__ == "__main__":
    sys.exit(main())
