"""What the environment says."""

from collections.abc import Mapping

import pytest

from bot.app.settings import language_of


@pytest.mark.parametrize(
    ("said", "locale"),
    [
        ({}, ""),
        ({"LANG": "de_DE.UTF-8"}, "de-DE"),
        ({"LANG": "C.UTF-8"}, "C"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB"}, "en-GB"),
        ({"LC_MESSAGES": "en_GB", "LC_ALL": "de"}, "de"),
    ],
)
def test_the_reader_speaks_the_language_of_their_machine(said: Mapping[str, str], locale: str) -> None:
    assert language_of(said) == locale
