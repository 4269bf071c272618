"""Asks which of the locked packages have known faults, and says loudly where nobody could be asked."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
PATIENCE = 120  # seconds for the whole


def main() -> int:
    files = [part for lock in LOCKS for part in ("--requirement", str(ROOT / lock))]
    options = ["--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command = [sys.executable, "-m", "pip_audit", *files, *options]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return tell((), f"no answer in {PATIENCE} s", 0)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        lines = done.stderr.split("\n")
        return tell((), next((line for line in reversed(lines) if line.strip()), "no answer"), 0)
    return tell(*verdict(report["dependencies"]))


def verdict(packages: Sequence[Mapping[str, Any]]) -> tuple[list[str], str, int]:
    """What is known to be faulty, why anything could not be asked about, and how many were."""
    faulty = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in"
        f" {', '.join(fault['fix_versions']) or 'no version yet'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    missed = [package for package in packages if "skip_reason" in package]
    why = f"{len(missed)} of {len(packages)} packages: {missed[0]['skip_reason']}" if missed else ""
    return faulty, why, len(packages) - len(missed)


def tell(faulty: Sequence[str], missed: str, asked: int) -> int:
    """What could not be asked fails nothing: the rest of the check says what it says."""
    for fault in faulty:
        print(f"::error::known fault: {fault}")
    if missed:
        print(
            f"::warning::NOT AUDITED, the list of known faults cannot be reached: {missed}", file=sys.stderr
        )
    print(f"{asked} packages audited, {len(faulty)} known faults")
    return 1 if faulty else 0


if __name__ == "__main__":
    raise SystemExit(main())
