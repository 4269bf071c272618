"""What the fuzzer begins with goes through every target, so that a search starts from what holds."""

import pytest

from tests.fuzz.__main__ import NAMES
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_holds(name: str) -> None:
    target = TARGETS[name]()
    assert len(target.seeds) >= 4
    for seed in (*target.seeds, b"", b"\x00", b"\xff" * 9):
        target.one(seed)


def test_every_target_is_searched() -> None:
    assert tuple(TARGETS) == NAMES
