"""What holds for every test: no network but loopback, the same examples each time, no silent gap in CI."""

import os
import signal
import sys
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import settings

settings.register_profile("house", database=None, deadline=None, derandomize=True)
settings.load_profile("house")

# A shell that starts the tests behind its back has them deaf to an interrupt, and so what they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", ""})


def _stay_here(event: str, details: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = details[1]
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise RuntimeError(f"a test reached for {address[0]}: tests use no network but loopback")


sys.addaudithook(_stay_here)


def _fail_a_gap_in_ci(report: Report) -> Report:
    """CI installs whatever tests need, so a skip because something is missing there hides a failure."""
    match report.longrepr:
        case (_, _, reason) if report.skipped and os.environ.get("CI") == "true":
            if str(reason).removeprefix("Skipped: ").startswith("needs "):
                report.outcome, report.longrepr = "failed", f"CI lacks what a test needs: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _fail_a_gap_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _fail_a_gap_in_ci((yield))
