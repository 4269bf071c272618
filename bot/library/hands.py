"""Shares work on files out to the processor's cores, where there is enough of it and it is safe to."""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_WORTH = 200_000  # bytes of files; less is done before a second process has begun


def each(files: Sequence[Path], work: Callable[[Path], T]) -> list[T]:
    """What a piece of work comes to for each file, in the files' order.

    A process is forked only while it has one thread: what another one holds would stay held in the copy.
    """
    sizes = [file.stat().st_size if file.is_file() else 0 for file in files]
    cores = min(_cores(), len(files))
    if cores < 2 or threading.active_count() > 1 or sum(sizes) < _WORTH:
        return [work(file) for file in files]
    order = sorted(range(len(files)), key=sizes.__getitem__, reverse=True)  # the largest must not come last
    with ProcessPoolExecutor(cores, get_context("fork"), _end_with_parent) as pool:
        done = dict(zip(order, pool.map(work, [files[n] for n in order]), strict=True))
    return [done[n] for n in range(len(files))]


def _end_with_parent() -> None:
    """Else a worker waits for ever for the next piece from a process that was killed."""
    if parent := parent_process():
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
