"""A package index on loopback with wheels made on the spot, and a bare tree to set up from it."""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.house.tree import ROOT

RUN, TEST = "requirements.lock", "requirements-test.lock"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/simple"
        finally:
            server.shutdown()
            thread.join()


def wheel(name: str, version: str, files: Mapping[str, str]) -> bytes:
    about = f"{name}-{version}.dist-info"
    whole = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={_digest(text)},{len(text.encode())}\n" for path, text in whole.items())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, text in {**whole, f"{about}/RECORD": f"{record}{about}/RECORD,,\n"}.items():
            archive.writestr(path, text)
    return packed.getvalue()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with the script and lock files, an index's folder, and a folder that is all of PATH."""

    folder: Path

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    @property
    def commands(self) -> Path:
        return self.folder / "bin"

    def make(self) -> None:
        for part in (self.tree / "scripts", self.tree / "bot", self.index, self.commands):
            part.mkdir(parents=True)
        shutil.copy(ROOT / "scripts" / "bootstrap.py", self.tree / "scripts")
        shutil.copy(ROOT / "Makefile", self.tree)
        (self.tree / "bot" / "__main__.py").write_text("import tiny, sys\nprint(tiny.WORD, *sys.argv[1:])\n")
        (self.commands / "python3").symlink_to(getattr(sys, "_base_executable", sys.executable))
        for name in ("cmp", "dirname", "make", "mkdir", "readlink", "rmdir", "sh", "test"):
            (self.commands / name).symlink_to(shutil.which(name) or f"/bin/{name}")

    def publish(self, name: str, version: str, files: Mapping[str, str]) -> str:
        """Put a wheel into the index; its hash."""
        return self.put(name, f"{name}-{version}-py3-none-any.whl", wheel(name, version, files))

    def put(self, name: str, file: str, content: bytes) -> str:
        page = self.index / "simple" / name
        page.mkdir(parents=True, exist_ok=True)
        (page / file).write_bytes(content)
        links = (f'<a href="{one.name}">{one.name}</a>' for one in page.glob("*.whl"))
        (page / "index.html").write_text("\n".join(["<!DOCTYPE html>", *links]))
        return hashlib.sha256(content).hexdigest()

    def lock(self, lock: str, name: str, version: str, hash: str) -> None:
        (self.tree / lock).write_text(f"{name}=={version} \\\n    --hash=sha256:{hash}\n")

    def set_up(self, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return self.run("python3", "scripts/bootstrap.py", *words, **environment)

    def run(self, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self.commands / command[0]), *command[1:]],
            cwd=self.tree,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(self, **more: str) -> dict[str, str]:
        """Nothing of this machine's settings, and no cache."""
        bare = {"HOME": str(self.folder), "PATH": str(self.commands), "PIP_CONFIG_FILE": os.devnull}
        return bare | {"PIP_NO_CACHE_DIR": "1", "LANG": "C.UTF-8"} | more

    def command(self, name: str, script: str) -> None:
        """Put a command on PATH."""
        path = self.commands / name
        path.unlink(missing_ok=True)
        path.write_text(script)
        path.chmod(0o755)
