"""Every conversation in this folder goes as it is written."""

from pathlib import Path

import pytest

from tests.talks.stage import HERE, play


@pytest.mark.parametrize("script", sorted(HERE.glob("*.talk")), ids=lambda path: path.stem)
async def test_the_talk_goes_as_written(script: Path) -> None:
    await play(script)
