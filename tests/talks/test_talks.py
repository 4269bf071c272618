"""Every conversation in this folder goes as it is written, on every platform."""

from pathlib import Path

import pytest

from tests.talks.play import play
from tests.talks.stage import HERE, Theatre
from tests.talks.theatres import THEATRES


@pytest.mark.parametrize("theatre", THEATRES, ids=lambda theatre: theatre.name)
@pytest.mark.parametrize("script", sorted(HERE.glob("*.talk")), ids=lambda path: path.stem)
async def test_the_talk_goes_as_written(script: Path, theatre: Theatre) -> None:
    await play(script, theatre)
