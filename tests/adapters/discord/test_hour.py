"""The hour in which everything goes wrong: one question, one answer to it, every try once."""

from tests.adapters.discord.hour import SAID, invalid, play


async def test_an_hour_of_faults_loses_nothing_and_says_nothing_twice() -> None:
    """Without the session that is called invalid, for which the library waits five seconds."""
    hour = await play(tuple(one for one in SAID if one[1] is not invalid))
    assert (hour.questions, hour.reveals) == (1, 1)
    assert hour.attempts == {"Ada": 1, "Ben": 2, "Cem": 0, "Dee": 2, "Eve": 1}
    assert hour.answered == hour.asked
    assert hour.errors == []
