"""A second delivery of any request changes nothing and is answered as the first was."""

import pytest

from bot.messages import Invalid, Said
from bot.usecases.commands import FORMS
from tests.usecases.hall import ADA, BEN, Hall, said
from tests.usecases.test_adding import SHEET


async def test_a_quiz_begins_once(hall: Hall) -> None:
    first = await hall.command(ADA, "quiz", id="q", scope="ropes")
    await hall.answer(ADA, "a bowline", round_id=2)
    assert said(await hall.command(ADA, "quiz", id="q", scope="ropes")) == said(first)
    sessions = await hall.parts.house.store.read(lambda view: [view.run(n) for n in (1, 2)])
    assert sessions[1] is None


async def test_a_quiz_that_has_ended_is_told_as_it_began(hall: Hall) -> None:
    first = await hall.command(ADA, "quiz", id="q", scope="ropes", count="1")
    await hall.answer(ADA, "a bowline", round_id=2)
    assert said(await hall.command(ADA, "quiz", id="q", scope="ropes", count="1")) == said(first)


async def test_the_last_answer_of_a_run_brings_its_summary_again(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes", count="1")
    first = await hall.answer(ADA, "a bowline", round_id=2, id="last")
    assert "End of this run" in said(first)
    assert said(await hall.answer(ADA, "a bowline", round_id=2, id="last")) == said(first)


async def test_an_answer_of_a_run_brings_the_same_next_question_again(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    first = await hall.answer(ADA, "a bowline", round_id=2, id="one")
    await hall.answer(ADA, "a cleat", round_id=3)
    assert said(await hall.answer(ADA, "a bowline", round_id=2, id="one")) == said(first)


async def test_a_skip_skips_once(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    first = await hall.press(ADA, "skip:2", id="skip")
    assert said(await hall.press(ADA, "skip:2", id="skip")) == said(first)
    await hall.press(ADA, "skip:3")
    assert said(await hall.press(ADA, "skip:2", id="skip")) == said(first)


async def test_a_stop_stops_once(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    first = await hall.press(ADA, "stop:1", id="stop")
    assert said(await hall.press(ADA, "stop:1", id="stop")) == said(first)


async def test_a_hint_is_told_again_even_when_one_is_done(hall: Hall) -> None:
    first = await hall.press(ADA, "hint:1", id="hint")
    await hall.answer(ADA, "the moon and the sun")
    assert said(await hall.press(ADA, "hint:1", id="hint")).splitlines()[0] == said(first).splitlines()[0]


@pytest.mark.parametrize("name", ["study pause", "study resume"])
async def test_a_change_of_the_schedule_is_made_once(hall: Hall, name: str) -> None:
    first = await hall.command(ADA, name, admin=True, id="change")
    assert said(await hall.command(ADA, name, admin=True, id="change")) == said(first)


async def test_the_first_question_is_posted_though_its_press_came_twice(bare: Hall) -> None:
    await bare.press(ADA, "setup-save:", admin=True, id="save")
    await bare.press(ADA, "setup-save:", admin=True, id="save")
    await bare.daily.beat()
    assert bare.came() == ["slot:1:2026-03-02"]


SCHEDULE = {"at": "10:00", "days": "mon-fri", "zone": "Europe/Berlin", "decks": "", "close": "24h"}
FORMS_TO_MEND = {
    "answer": ("answer:1", {"text": " "}, {"text": "the moon"}),
    "setup": ("setup:", {**SCHEDULE, "at": "25:99"}, SCHEDULE),
    "exam": ("exam:", {"day": "2020-01-01"}, {"day": "2026-12-24"}),
    "card": ("card:ropes", {**SHEET, "points": "reef |"}, SHEET),
    "draft-try": ("draft-try:1", {"text": "reef", "card": "9"}, {"text": "reef", "card": "1"}),
    "appeal": ("appeal:1", {"why": "x" * 1001}, {"why": "it is"}),
    "appeal-word": ("appeal-word:1", {"words": "(our star"}, {"words": "our star"}),
    "appeal-move": ("appeal-move:1", {"point": "wind"}, {"point": "1"}),
}


@pytest.mark.parametrize("verb", FORMS)
async def test_a_form_that_was_refused_is_taken_when_it_comes_corrected_under_the_same_id(
    hall: Hall, verb: str
) -> None:
    """As on Slack, where a form that stays open comes again with the id it had."""
    form, wrong, right = FORMS_TO_MEND[verb]
    await hall.submit(BEN, "card:knots", SHEET)
    await hall.answer(BEN, "night lamp and our star")
    await hall.submit(BEN, "appeal:1", {"why": "it is", "point": "0"})
    member = BEN if verb == "appeal" else ADA
    if verb == "appeal":
        await hall.answer(BEN, "the moon and its night lamp")
    for _ in range(2):
        refused = await hall.submit(member, form, wrong, admin=True, id="form")
        assert isinstance(refused, Invalid) or (isinstance(refused, Said) and refused.kept)
    taken = await hall.submit(member, form, right, admin=True, id="form")
    assert isinstance(taken, Said)
    assert not taken.kept, said(taken)
