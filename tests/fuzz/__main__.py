"""`python -m tests.fuzz`: each target is searched for some seconds, led by which lines ran (atheris)."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("grader", "yaml", "importers", "requests")


def search(name: str, seconds: int, seed: int, found: Path) -> None:
    """Never returns: the library ends the process, with 0 where nothing was found."""
    import atheris

    with atheris.instrument_imports(include=["bot"]):
        from tests.fuzz.targets import TARGETS

    target = TARGETS[name]()
    with tempfile.TemporaryDirectory(prefix="studybot-fuzz-") as corpus:
        for n, content in enumerate(target.seeds):
            (Path(corpus) / f"seed-{n}").write_bytes(content)
        told = (f"-max_total_time={seconds}", f"-seed={seed}", "-timeout=10", "-rss_limit_mb=2048")
        options = (*told, "-max_len=4096", "-print_final_stats=1", f"-artifact_prefix={found}/{name}-")
        atheris.Setup([sys.argv[0], *options, corpus], target.one)
        atheris.Fuzz()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("target", nargs="?", choices=NAMES)
    arguments.add_argument("--seconds", type=int, default=15, help="for each target")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument(
        "--found", type=Path, default=Path(tempfile.gettempdir()), help="for what breaks it"
    )
    asked = arguments.parse_args()
    if asked.target:
        search(asked.target, asked.seconds, asked.seed, asked.found)
    broken = [name for name in NAMES if not _holds(name, asked)]
    sys.stdout.write(f"{', '.join(broken) or 'none'} of {len(NAMES)} broken; seed {asked.seed}\n")
    return 1 if broken else 0


def _holds(name: str, asked: argparse.Namespace) -> bool:
    """Searched in a process of its own; its words are shown where it broke, else how far it came."""
    options = ("--seconds", str(asked.seconds), "--seed", str(asked.seed), "--found", str(asked.found))
    command = [sys.executable, "-m", "tests.fuzz", name, *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    lines = done.stdout.splitlines()
    runs = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "no")
    sys.stdout.write(f"{name:<10} {runs:>9} runs  {'holds' if not done.returncode else 'BREAKS'}\n")
    if done.returncode:
        sys.stdout.write("\n".join(lines[-60:]) + "\n")
    return not done.returncode


if __name__ == "__main__":
    raise SystemExit(main())
