"""How soon a start is there: `make run` with nothing to say, to its end, and the prompt in a terminal.

Run as `python -m bench.start`. The first start of each is not counted: it compiles. With real-time priority
(`chrt -f 50`) it shows what a start takes on a machine that does nothing else.
"""

import os
import pty
import subprocess
import tempfile
import time
from pathlib import Path
from shutil import which
from statistics import median

ROOT = Path(__file__).parents[1]
TIMES = 12
AT_THE_PROMPT = b"\x1b[?2004h"  # what the input line tells the terminal when it is there
COMMAND = [which("make") or "make", "run"]


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm"}
        for what, once in (("piped", piped), ("to the prompt", prompted)):
            once(environment)
            took = sorted(once(environment) for _ in range(TIMES))
            print(f"make run, {what}: median {median(took):.2f} s, {took[0]:.2f} to {took[-1]:.2f} (goal .5)")


def piped(environment: dict[str, str]) -> float:
    began, nothing = time.perf_counter(), subprocess.DEVNULL
    subprocess.run(COMMAND, cwd=ROOT, env=environment, stdin=nothing, stdout=nothing, check=True)
    return time.perf_counter() - began


def prompted(environment: dict[str, str]) -> float:
    began = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        os.chdir(ROOT)
        os.execve(COMMAND[0], COMMAND, environment)  # noqa: S606 - a shell would add its own start
    shown = b""
    while AT_THE_PROMPT not in shown:
        shown += os.read(terminal, 65_536)
    took = time.perf_counter() - began
    os.write(terminal, b"\x04")
    os.waitpid(child, 0)
    os.close(terminal)
    return took


if __name__ == "__main__":
    main()
