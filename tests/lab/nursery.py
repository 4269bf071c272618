"""Brings forth processes: everything is imported and read once, so that a birth takes milliseconds.

Reads lives as JSON lines, tells births and deaths on stdout: `born NAME PID`, `dead PID`.
"""

import asyncio
import json
import os
import selectors
import signal
import sys

from bot import log
from bot.library import folders
from bot.library.catalogue import Catalogue
from bot.library.lexicon import shipped
from tests.lab.bot import Life, live
from tests.lab.pace import Loop


def main() -> None:
    import psycopg  # noqa: F401  # before anybody is born

    catalogue = Catalogue([folders.shipped()], [], shipped())
    catalogue.load()
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    orders = selectors.DefaultSelector()
    orders.register(sys.stdin.fileno(), selectors.EVENT_READ)
    orders.register(woken, selectors.EVENT_READ)
    tell("ready")
    waiting, living = b"", set[int]()
    while True:
        for key, _ in orders.select():
            if key.fd == woken:
                os.read(woken, 4096)
                bury(living)
                continue
            said = os.read(key.fd, 65536)
            if not said:  # the lab is gone, and nobody is to outlive it
                for pid in living:
                    os.kill(pid, signal.SIGKILL)
                return
            *lines, waiting = (waiting + said).split(b"\n")
            for line in lines:
                living.add(bear(Life(**json.loads(line)), catalogue))


def bear(life: Life, catalogue: Catalogue) -> int:
    pid = os.fork()
    if pid:
        tell("born", life.name, pid)
        return pid
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    heard = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    log.set_up("error")
    try:
        with asyncio.Runner(loop_factory=Loop) as runner:
            runner.run(live(life, catalogue, lambda: os.write(heard, f"serving {life.name}\n".encode())))
    except BaseException as error:  # noqa: BLE001  # told, and then there is nothing more to do
        sys.stderr.write(f"{life.name}: {type(error).__name__}: {error}\n")
    os._exit(1)


def bury(living: set[int]) -> None:
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        living.discard(pid)
        tell("dead", pid)


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
