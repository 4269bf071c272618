"""The lab in its short form: a few deaths on each database, and a protocol that it must see fail."""

import random
from pathlib import Path

import pytest

from tests.cluster import cluster
from tests.lab.run import Trial, run

SEED = 20260302
KILLS = 6


@pytest.mark.parametrize("keys", [True, False])
async def test_processes_that_die_at_any_step_lose_and_double_nothing_on_a_file(
    tmp_path: Path, keys: bool
) -> None:
    trial = Trial(str(tmp_path / "study.db"), SEED, KILLS, keys=keys)
    report = await run(trial)
    assert report.verdict.clean, report.verdict
    assert report.verdict.posts > 5 and report.verdict.answers > 5
    assert report.kills == KILLS


async def test_two_replicas_that_die_at_any_step_lose_and_double_nothing(tmp_path: Path) -> None:
    try:
        with cluster() as server:
            report = await run(Trial(server.fresh(), SEED, KILLS))
    except LookupError as missing:
        pytest.skip(f"needs a PostgreSQL server: {missing}")
    assert report.verdict.clean, report.verdict
    assert report.verdict.posts > 5 and report.verdict.answers > 5


async def test_the_naive_protocol_is_seen_to_double(tmp_path: Path) -> None:
    report = await run(Trial(str(tmp_path / "study.db"), SEED, KILLS, fault="naive"))
    assert report.verdict.doubled


async def test_answers_that_were_acknowledged_too_early_are_seen_to_be_lost(tmp_path: Path) -> None:
    report = await run(Trial(str(tmp_path / "study.db"), SEED, KILLS // 2, fault="hasty"))
    assert report.verdict.answers_lost


def test_a_seed_makes_the_same_deaths() -> None:
    from itertools import islice

    from tests.lab import plan

    twice = [list(islice(plan.ends(random.Random(f"{SEED}-deaths")), 50)) for _ in range(2)]
    assert twice[0] == twice[1]
