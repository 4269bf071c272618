"""Makes `.venv` from the lock files with nothing but a bare python3: no pip, no venv module, no uv needed.

Run as `python3 scripts/bootstrap.py [test | fuzz]` by the Makefile; speaks on stderr only and reads no input.
A copy of each lock file in `.venv` is the stamp that says "this is installed"; it is written last.
This file must parse on old Pythons, so that they get a sentence and not a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an old Python reads
    sys.exit(
        "studybot: needs Python 3.11 or newer, and {} is {}.{}.{}: install a newer one, "
        "or name it as in `make run PYTHON=python3.12`.".format(sys.executable, *sys.version_info[:3])
    )

import base64
import configparser
import contextlib
import fcntl
import hashlib
import html
import importlib
import io
import os
import re
import shutil
import ssl
import subprocess
import sysconfig
import time
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SITE = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV), "platbase": str(VENV)}))
UNFINISHED = VENV / "unfinished"
LOG = VENV / "install.log"
RUN, TEST, FUZZ = "requirements.lock", "requirements-test.lock", "requirements-fuzz.lock"
DIFFERS = re.compile("hash mismatch|do not match the hashes", re.IGNORECASE)
OFFLINE = re.compile("connect|resolve host|dns|network|timed out|error sending request|tunnel", re.IGNORECASE)
PYPI = "https://pypi.org/simple"
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


class Stop(Exception):
    """The one sentence that ends a set-up."""


@dataclass(frozen=True)
class Settings:
    """Where packages come from, as the person told pip or uv; None: they did not."""

    index: str | None
    cert: str | None
    proxy: str | None

    @property
    def source(self) -> str:
        return shown(self.index or PYPI)


def main() -> None:
    wanted = {"test": [RUN, TEST], "fuzz": [RUN, TEST, FUZZ]}.get("".join(sys.argv[1:]), [RUN])
    try:
        with only_one():
            if not (sound() and all(map(stamped, wanted))):
                set_up(wanted)
    except Stop as stop:
        sys.exit(f"studybot: {stop}")
    except (OSError, configparser.Error) as error:
        sys.exit(f"studybot: cannot set up {VENV}: {error}.")
    except KeyboardInterrupt:
        sys.exit(130)


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the project's folder, so that a second set-up waits for the first."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up of this folder.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError:
            pass  # some network file systems lock no folders
        yield
    finally:
        os.close(folder)


def set_up(wanted: list[str]) -> None:
    began = time.monotonic()
    say("installing into .venv what the lock file names.")
    if not sound():
        make_venv()
    settings = read_settings()
    UNFINISHED.touch()
    try:
        install(wanted, settings)
    except Stop:
        UNFINISHED.unlink()  # installers clean up when they fail; only one that was killed leaves the mark
        raise
    write_command()
    UNFINISHED.unlink()
    for lock in wanted:
        fresh = VENV / f"{lock}.new"
        shutil.copyfile(ROOT / lock, fresh)
        fresh.replace(VENV / lock)
    say(f"ready after {time.monotonic() - began:.0f} s.")


def say(sentence: str) -> None:
    print(f"studybot: {sentence}", file=sys.stderr, flush=True)


def sound() -> bool:
    """Tell whether `.venv` is whole and of this very Python version."""
    whole = SITE.is_dir() and (VENV / "pyvenv.cfg").is_file() and os.access(PYTHON, os.X_OK)
    return whole and not UNFINISHED.exists()


def stamped(lock: str) -> bool:
    stamp = VENV / lock
    return stamp.is_file() and stamp.read_bytes() == (ROOT / lock).read_bytes()


def make_venv() -> None:
    """What `python3 -m venv --without-pip` makes, by hand: not every python3 comes with that module."""
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    SITE.mkdir(parents=True)
    PYTHON.parent.mkdir()
    # The real file, whose name carries its version: the link breaks when that version leaves the machine.
    base = Path(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))
    PYTHON.symlink_to(base)
    for name in ("python3", "python{}.{}".format(*sys.version_info)):
        (PYTHON.parent / name).symlink_to("python")
    if sys.maxsize > 2**32 and sys.platform != "darwin":
        (VENV / "lib64").symlink_to("lib")
    version = "{}.{}.{}".format(*sys.version_info)
    lines = (f"home = {base.parent}", "include-system-site-packages = false", f"version = {version}", "")
    (VENV / "pyvenv.cfg").write_text("\n".join(lines))


def write_command() -> None:
    """Let `.venv/bin/studybot` run this tree from any folder; paths are relative, so the tree may move."""
    (SITE / "studybot.pth").write_text(os.path.relpath(ROOT, SITE) + "\n")
    command = PYTHON.parent / "studybot"
    command.write_text('#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m bot "$@"\n')
    command.chmod(0o755)


def install(locks: list[str], settings: Settings) -> None:
    """By uv where it is on PATH; by pip where it is not, or cannot (too old, other certificates)."""
    files = [part for lock in locks for part in ("-r", str(ROOT / lock))]
    said = ""
    uv = shutil.which("uv")
    if uv:
        options = ["--python", str(PYTHON), "--compile-bytecode", "--require-hashes"]
        done, said = run([uv, "pip", "install", *options, *files], settings)
        if done:
            return
    if not DIFFERS.search(said):
        options = ["--require-hashes", "--no-input", "--disable-pip-version-check", "--retries", "2"]
        done, said = run([*pip(settings), "install", *options, *files], settings)
        if done:
            return
    raise Stop(why(said, settings))


def run(command: list[str], settings: Settings) -> tuple[bool, str]:
    """Did it work, and what did it say? What was told to one of pip and uv is told to the other."""
    environment = dict(os.environ, PIP_USER="0")
    told = {"SSL_CERT_FILE": settings.cert, "HTTPS_PROXY": settings.proxy, "HTTP_PROXY": settings.proxy}
    told["PIP_INDEX_URL"] = settings.index
    if "UV_INDEX_URL" not in environment:
        told["UV_DEFAULT_INDEX"] = settings.index
    for name, value in told.items():
        if value:
            environment.setdefault(name, value)
    nothing = subprocess.DEVNULL
    result = subprocess.run(command, env=environment, stdin=nothing, capture_output=True, check=False)
    said = (result.stdout + result.stderr).decode("utf-8", "replace")
    with LOG.open("a", encoding="utf-8") as log:
        log.write(said)
    return result.returncode == 0, said


def why(said: str, settings: Settings) -> str:
    if DIFFERS.search(said):
        return (
            f"a package from {settings.source} is not the one that the lock file names "
            f"(its hash differs): it was not installed, see {LOG}."
        )
    if OFFLINE.search(said):
        return unreachable(settings)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return f"the packages could not be installed ({lines[-1] if lines else 'no reason given'}), see {LOG}."


def unreachable(settings: Settings) -> str:
    return (
        f"the package index {settings.source} cannot be reached: connect to the network "
        "or set PIP_INDEX_URL or HTTPS_PROXY, then run the same command again."
    )


def shown(url: str) -> str:
    """The address without a password in it."""
    parts = urllib.parse.urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def pip(settings: Settings) -> list[str]:
    """Name pip for `.venv`: its own, else the machine's if new enough, else one fetched by its hash."""
    if not (SITE / "pip").is_dir():
        with contextlib.suppress(ImportError):
            version = importlib.import_module("pip").__version__
            if [int(part) for part in re.findall(r"\d+", version)] >= [22, 3]:
                return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
        with zipfile.ZipFile(io.BytesIO(fetch_pip(settings))) as wheel:
            wheel.extractall(SITE)
    return [str(PYTHON), "-I", "-m", "pip"]


def fetch_pip(settings: Settings) -> bytes:
    page = (settings.index or PYPI).rstrip("/") + "/pip/"
    links = re.findall(r"""href\s*=\s*["']([^"']+)["']""", fetch(page, settings).decode("utf-8", "replace"))
    for link in map(html.unescape, links):
        address = urllib.parse.urljoin(page, link)
        if urllib.parse.unquote(urllib.parse.urlsplit(address).path).endswith("/" + PIP_WHEEL):
            wheel = fetch(address, settings)
            if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
                raise Stop(f"{PIP_WHEEL} from {settings.source} has not its known hash: it was not used.")
            return wheel
    raise Stop(f"the package index {settings.source} has no {PIP_WHEEL}: install pip or uv and try again.")


def fetch(address: str, settings: Settings) -> bytes:
    """One file, by way of the environment's proxies; a password in the address goes to its host alone."""
    request = urllib.request.Request(shown(address))
    parts = urllib.parse.urlsplit(address)
    if parts.username:
        secret = urllib.parse.unquote(f"{parts.username}:{parts.password or ''}")
        token = base64.b64encode(secret.encode()).decode()
        request.add_unredirected_header("Authorization", f"Basic {token}")
    context = ssl.create_default_context(cafile=settings.cert)
    handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context)]
    if settings.proxy:
        handlers.append(urllib.request.ProxyHandler({"http": settings.proxy, "https": settings.proxy}))
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=30) as answer:
            return bytes(answer.read())
    except OSError as error:
        raise Stop(unreachable(settings)) from error


def read_settings() -> Settings:
    """From the environment, else from pip.conf."""
    files = configparser.RawConfigParser(strict=False)
    files.read(config_files())
    configured: dict[str, str] = {}
    for part in filter(files.has_section, ("global", "install")):
        configured.update(files[part])
    named = os.environ.get
    index = named("PIP_INDEX_URL") or named("UV_DEFAULT_INDEX") or named("UV_INDEX_URL")
    return Settings(
        index or configured.get("index-url"),
        named("PIP_CERT") or named("REQUESTS_CA_BUNDLE") or configured.get("cert"),
        named("PIP_PROXY") or configured.get("proxy"),
    )


def config_files() -> list[str]:
    """Where pip looks for its settings, the last one winning."""
    own = os.environ.get("PIP_CONFIG_FILE", "")
    if own == os.devnull:
        return []
    home = Path.home()
    shared = os.environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")
    folders = [f"{folder}/pip" for folder in reversed(shared)]
    folders += ["/etc", f"{home}/.pip", os.environ.get("XDG_CONFIG_HOME", f"{home}/.config") + "/pip"]
    if sys.platform == "darwin":
        folders = ["/Library/Application Support/pip", *folders, f"{home}/Library/Application Support/pip"]
    return [*(f"{folder}/pip.conf" for folder in folders), own]


if __name__ == "__main__":
    main()
