"""Power cuts: from a trace of what a process wrote and synced, the disk as it would be at any instant."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LINE = re.compile(r"^(\d+)\s+(?:<\.\.\. )?(\w+)(?:\((\d+)<([^>]*)>| resumed)(.*)$", re.DOTALL)
GONE = re.compile(r'unlink\("([^"]*)"\) += 0')
WRITTEN = re.compile(r'^, "([^"]*)", \d+(?:, (\d+))?')
TRACED = "pwrite64,write,fdatasync,fsync,ftruncate,unlink"


@dataclass(frozen=True, slots=True)
class Call:
    """`begun`: how many calls of the trace came before this one began; a sync waits for those alone."""

    what: str  # write, sync, cut, gone, told
    path: str
    content: bytes = b""
    at: int = 0
    begun: int = 0


def traced(path: Path, answers: int, *pragmas: str) -> list[Call]:
    """What the load of `load.py` had done when so many answers were acknowledged and it was killed."""
    trace = path.with_suffix(".trace")
    watch = ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={TRACED}", "-o", str(trace)]
    command = [*watch, sys.executable, "-m", "tests.store.load", str(path), *pragmas]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        for _ in range(answers + 1):
            process.stdout.readline()
        os.killpg(process.pid, signal.SIGKILL)
    whole, _, _ = trace.read_text().rpartition("\n")  # the kill may have come in the middle of a line
    return list(calls(whole.splitlines(), path))


def calls(lines: Sequence[str], database: Path) -> Iterator[Call]:
    begun: dict[str, tuple[str, int]] = {}  # syncs that have not ended, by their thread
    for number, line in enumerate(lines):
        if gone := GONE.search(line):
            yield Call("gone", _bytes(gone[1]).decode(errors="replace"), begun=number)
        elif found := LINE.match(line):
            yield from _of_line(found, number, str(database), begun)


def _of_line(
    found: re.Match[str], number: int, database: str, begun: dict[str, tuple[str, int]]
) -> Iterator[Call]:
    thread, what, handle, named, rest = found.groups()
    if handle is None:  # a sync that began earlier has ended
        path, since = begun.pop(thread, ("", 0))
        if path and rest.rstrip().endswith("= 0"):
            yield Call("sync", path, begun=since)
        return
    path = _bytes(named).decode(errors="replace")
    if handle == "1" and what == "write" and (text := WRITTEN.match(rest)):
        yield Call("told", "", _bytes(text[1]), begun=number)
    elif path.startswith(database) and not path.endswith(("-shm", ".lock")):
        if what in ("fdatasync", "fsync") and "unfinished" in rest:
            begun[thread] = path, number
        else:
            yield _call(what, path, rest, number)


def _call(what: str, path: str, rest: str, number: int) -> Call:
    if what in ("fdatasync", "fsync"):
        return Call("sync", path, begun=number)
    if what == "ftruncate":
        length = re.match(r", (\d+)", rest)
        assert length is not None, rest
        return Call("cut", path, at=int(length[1]), begun=number)
    written = WRITTEN.match(rest)
    assert written is not None and written[2] is not None, rest[:80]
    return Call("write", path, _bytes(written[1]), int(written[2]), number)


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


@dataclass(slots=True)
class Disk:
    """Files as far as they were synced, and what was written since, in order."""

    synced: defaultdict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    pending: defaultdict[str, list[Call]] = field(default_factory=lambda: defaultdict(list))
    told: list[str] = field(default_factory=list)

    def take(self, call: Call) -> None:
        match call.what:
            case "told":
                self.told += call.content.decode().splitlines()
            case "gone":  # SQLite syncs the folder after it
                self.synced.pop(call.path, None)
                self.pending.pop(call.path, None)
            case "sync":
                waiting = self.pending[call.path]
                for one in [one for one in waiting if one.begun < call.begun]:
                    _apply(self.synced[call.path], one)
                self.pending[call.path] = [one for one in waiting if one.begun >= call.begun]
            case _:
                self.pending[call.path].append(call)

    def cut(self, database: Path, place: Path, chance: random.Random) -> None:
        """The disk after the cut: of what was not synced, some pages got through and some did not."""
        for path in {*self.synced, *self.pending}:
            content = bytearray(self.synced[path])
            for call in self.pending[path]:
                if chance.random() < 0.5:
                    _apply(content, call)
            (place / Path(path).name.replace(database.name, "study.db")).write_bytes(content)


def _apply(content: bytearray, call: Call) -> None:
    if call.what == "cut":
        del content[call.at :]
        return
    if len(content) < call.at:
        content.extend(bytes(call.at - len(content)))
    content[call.at : call.at + len(call.content)] = call.content


def cuts(path: Path, done: Sequence[Call], times: int, seed: int) -> Iterator[tuple[Path, list[str]]]:
    """So many cuts, each as a folder with the files, and what had been acknowledged before it."""
    chance = random.Random(seed)
    first = next(n for n, call in enumerate(done) if call.what == "told")
    instants = sorted(chance.randrange(first + 1, len(done)) for _ in range(times))
    disk, at = Disk(), 0
    for n, instant in enumerate(instants):
        for call in done[at:instant]:
            disk.take(call)
        at = instant
        place = path.parent / f"cut-{n}"
        with suppress(FileNotFoundError):
            shutil.rmtree(place)
        place.mkdir()
        disk.cut(path, place, chance)
        yield place / "study.db", disk.told[1:]
