"""The whole of a day: ten members, a hint, second tries, an appeal, the close, the answer, the board."""

import json

from tests.adapters.discord.day import play


async def test_a_day_from_the_post_to_the_board() -> None:
    day = await play()
    told = "\n".join(day.transcript)
    assert day.errors == []
    assert len(day.messages) == 5
    question = day.messages["1 the daily question"]
    assert len(question["nonce"]) <= 25 and question["enforce_nonce"] is True
    assert "Moon" not in question["content"]  # nothing of the answer
    assert "content" not in day.messages["4 the reveal"]  # so that no notification tells it
    assert "10 answered · full marks 70 % · first with full marks: Ada" in told
    assert "Accepted. 1 person gains by it." in told
    assert "Your answer to question 1 was right after all: 7 points more." in told
    assert json.dumps(day.messages["2 the form"]).count('"custom_id"') == 3


async def test_the_counter_is_redrawn_and_the_buttons_go_off_at_the_close() -> None:
    day = await play()
    assert "1 answered" in day.edits[0]["content"]
    assert all(button["disabled"] for button in day.edits[-1]["components"][0]["components"])
