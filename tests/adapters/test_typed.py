"""What people type behind a slash is read kindly."""

import pytest

from bot.adapters.typed import read
from bot.usecases.commands import SPECS


@pytest.mark.parametrize(
    ("line", "name", "options"),
    [
        ("/quiz", "quiz", {}),
        ("/quiz sagemaker", "quiz", {"scope": "sagemaker"}),
        ("/quiz sagemaker 3", "quiz", {"scope": "sagemaker", "count": "3"}),
        ("/quiz 5", "quiz", {"count": "5"}),
        ("/quiz random cut forest 2", "quiz", {"scope": "random cut forest", "count": "2"}),
        ('/quiz "random cut forest"', "quiz", {"scope": "random cut forest"}),
        ("/quiz what's this", "quiz", {"scope": "what's this"}),
        ("/quiz  sagemaker   instances ", "quiz", {"scope": "sagemaker instances"}),
        ("/QUIZ sagemaker", "quiz", {"scope": "sagemaker"}),
        ("/quiz sagemaker -1", "quiz", {"scope": "sagemaker", "count": "-1"}),
        ("/study quiz sagemaker", "quiz", {"scope": "sagemaker"}),
        ("/leaderboard", "leaderboard", {}),
        ("/leaderboard Month", "leaderboard", {"period": "month"}),
        ("/leaderboard century", "leaderboard", {"period": "century"}),
        ("/help", "study help", {}),
        ("/study", "study help", {}),
        ("/decks", "study decks", {}),
        ("/study setup 09:00 mon-fri", "study setup", {"how": "09:00 mon-fri"}),
        ("/setup 9am", "study setup", {"how": "9am"}),
        ("/study pause 2026-12-24", "study pause", {"until": "2026-12-24"}),
        ("/nonsense", "nonsense", {}),
        ("/nonsense of mine", "nonsense", {}),
        ("/study foo", "study foo", {}),
        ("/STUDY Foo bar", "study foo", {}),
        ("/", "", {}),
    ],
)
def test_a_typed_line_is_read(line: str, name: str, options: dict[str, str]) -> None:
    found = read(line, SPECS)
    assert (found.name, dict(found.options)) == (name, options)
