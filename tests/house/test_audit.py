"""The audit fails for a known fault, and tells what it could not ask about instead of passing in silence."""

import pytest

from scripts.audit import tell, verdict

FINE = {"name": "rope", "version": "1.0", "vulns": []}
WORN = {"name": "cleat", "version": "2.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.2"]}]}
UNKNOWN = {"name": "buoy", "skip_reason": "not found"}


def test_a_known_fault_fails_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(*verdict([FINE, WORN])) == 1
    assert "cleat 2.1: PYSEC-1, mended in 2.2" in capsys.readouterr().out


def test_what_cannot_be_asked_about_is_told_and_fails_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(*verdict([FINE, UNKNOWN])) == 0
    told = capsys.readouterr()
    assert "NOT AUDITED" in told.err and "1 of 2 packages: not found" in told.err
    assert "1 packages audited, 0 known faults" in told.out


def test_all_is_well_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(*verdict([FINE])) == 0
    assert capsys.readouterr() == ("1 packages audited, 0 known faults\n", "")
