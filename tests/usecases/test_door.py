"""Whatever comes in at the door is answered, once, by whoever may."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NoReturn

import pytest

from bot.errors import Unavailable
from bot.messages import Buttons, Choices, Form, Lookup, Press, Said, Submission
from bot.usecases.door import door
from tests.usecases.hall import ADA, BEN, NINE, ROOM, Hall, said


async def test_the_same_submission_twice_counts_once_and_is_told_alike(hall: Hall) -> None:
    first = await hall.answer(ADA, "the moon", id="once")
    again = await hall.answer(ADA, "the moon", id="once")
    assert first == again
    attempts = await hall.parts.house.store.read(lambda view: view.attempts(1, ADA))
    assert len(attempts) == 1


async def test_a_first_delivery_is_told_as_it_was_even_after_a_second_try(hall: Hall) -> None:
    first = await hall.answer(ADA, "the moon", id="first")
    await hall.answer(ADA, "the sun", id="second")
    assert said(await hall.answer(ADA, "the moon", id="first")).count("Sun") == said(first).count("Sun")


async def test_the_same_event_three_times_at_once_counts_once(hall: Hall) -> None:
    await asyncio.gather(*(hall.answer(ADA, "the moon and the sun", id="same") for _ in range(3)))
    attempts = await hall.parts.house.store.read(lambda view: view.attempts(1, ADA))
    assert len(attempts) == 1


async def test_there_are_two_tries_and_no_third(hall: Hall) -> None:
    await hall.answer(ADA, "the wind")
    await hall.answer(ADA, "the waves")
    assert "done with this question" in said(await hall.answer(ADA, "the moon and the sun"))


async def test_an_answer_that_arrived_in_time_counts_however_late_it_is_graded(hall: Hall) -> None:
    closes = NINE + timedelta(days=1)
    late = Submission(
        id="late",
        arrived=closes - timedelta(seconds=1),
        member=ADA,
        room=ROOM,
        form="answer:1",
        fields={"text": "sun"},
    )
    hall.clock.move(closes + timedelta(minutes=5))
    assert "Score" in said(await hall.handle(late))


async def test_an_answer_after_the_close_is_refused_and_not_recorded(hall: Hall) -> None:
    hall.clock.move(NINE + timedelta(days=1))
    assert "closed" in said(await hall.answer(ADA, "the moon"))
    assert await hall.parts.house.store.read(lambda view: view.attempts(1, ADA)) == ()


async def test_a_second_try_adds_to_the_first(hall: Hall) -> None:
    await hall.answer(ADA, "the moon")
    assert "100 %" in said(await hall.answer(ADA, "and the sun"))


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
async def test_a_blank_answer_is_no_try(hall: Hall, text: str) -> None:
    assert "nothing in that answer" in said(await hall.answer(ADA, text))
    assert await hall.parts.house.store.read(lambda view: view.attempts(1, ADA)) == ()


async def test_an_answer_of_4000_characters_is_graded_and_a_longer_one_kept_by_its_writer(hall: Hall) -> None:
    assert "4,000 are the most" in said(await hall.answer(ADA, "x" * 4001))
    assert "Score" in said(await hall.answer(ADA, ("the moon and the sun " * 200)[:4000]))


@pytest.mark.parametrize(
    "text", ["\x00moon\x00", "moon \ud800 sun", "🌙 and 🌞", "@everyone **moon** `sun`", "\u202emoon"]
)
async def test_every_kind_of_character_is_taken(hall: Hall, text: str) -> None:
    assert "Score" in said(await hall.answer(ADA, text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quizz", "/quiz?"),
        ("leaderbord", "/leaderboard?"),
        ("holidys", "/study holidays?"),
        ("study stauts", "/study status?"),
        ("study jion", "/study join?"),
        ("yes", ""),
        ("study yes", ""),
        ("study leaderbord", "/leaderboard?"),
        ("study leave", ""),
    ],
)
async def test_a_misspelt_command_is_told_the_one_that_is_meant(hall: Hall, typed: str, meant: str) -> None:
    told = said(await hall.command(ADA, typed))
    assert "There is no command" in told
    assert ("Did you mean" in told, meant in told) == (bool(meant), True)


async def test_somebody_elses_practice_is_closed_to_others(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="ropes")
    assert "somebody else's practice" in said(await hall.answer(BEN, "a bowline", round_id=2))


@pytest.mark.parametrize("button", ["answer:99", "answer:x", "nonsense:1", "hint:", "stop:77", "", ":::"])
async def test_a_button_that_means_nothing_any_more_is_told_so(hall: Hall, button: str) -> None:
    reply = await hall.press(ADA, button)
    assert isinstance(reply, Said)
    assert "incident" not in said(reply)


@pytest.mark.parametrize(
    "name", ["study setup", "study pause", "study resume", "study holidays", "study test"]
)
async def test_only_admins_change_a_room(hall: Hall, name: str) -> None:
    assert "admins" in said(await hall.command(BEN, name))
    assert "admins" not in said(await hall.command(BEN, name, admin=True))


@pytest.mark.parametrize("button", ["setup:", "setup-save:"])
async def test_an_admins_button_is_no_use_to_others(hall: Hall, button: str) -> None:
    assert "admins" in said(await hall.press(BEN, button))


async def test_a_form_of_an_admin_is_no_use_to_others(hall: Hall) -> None:
    who = hall.who(BEN)
    reply = await hall.handle(Submission(**who, form="setup:", fields={"at": "10:00"}))  # type: ignore[arg-type]
    assert "admins" in said(reply)


async def test_a_press_that_opens_a_form_gives_the_form(hall: Hall) -> None:
    reply = await hall.press(ADA, "answer:1")
    assert isinstance(reply, Form)
    assert [field.id for field in reply.fields] == ["text", "sure"]


async def test_hints_cost_and_run_out(hall: Hall) -> None:
    await hall.press(ADA, "hint:1")
    await hall.press(ADA, "hint:1")
    assert "no further hint" in said(await hall.press(ADA, "hint:1"))
    # Full marks at the first try are 12; each of the two hints took a fifth of its half of ten.
    assert "10 points for the board" in said(await hall.answer(ADA, "the moon and the sun"))


async def test_the_same_hint_press_twice_takes_one_hint(hall: Hall) -> None:
    press = Press(**hall.who(ADA), button="hint:1")  # type: ignore[arg-type]
    assert said(await hall.handle(press)) == said(await hall.handle(press))
    assert len(await hall.parts.house.store.read(lambda view: view.hints(1, ADA))) == 1


async def test_i_do_not_know_keeps_the_streak_and_looking_does_not(hall: Hall) -> None:
    assert "Streak 1" in said(await hall.press(ADA, "unknown:1"))
    assert "Streak 0" in said(await hall.press(BEN, "show:1"))


async def test_a_fault_is_told_with_an_incident_that_the_log_has(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(hall.parts.house, store=_Broken(ZeroDivisionError("a secret answer")))
    reply = await door(broken)(Press(**hall.who(ADA), button="answer:1"))  # type: ignore[arg-type]
    told = said(reply)
    incident = caplog.records[-1].__dict__["incident"]
    assert incident in told
    assert "secret" not in told


async def test_a_database_that_is_away_loses_nothing_and_says_so(hall: Hall) -> None:
    broken = replace(hall.parts.house, store=_Broken(Unavailable("disk full")))
    assert "not recorded" in said(await door(broken)(Press(**hall.who(ADA), button="answer:1")))  # type: ignore[arg-type]


async def test_a_half_typed_name_is_completed(hall: Hall) -> None:
    reply = await hall.handle(Lookup(**hall.who(ADA), command="quiz", option="scope", typed="rop"))  # type: ignore[arg-type]
    assert isinstance(reply, Choices)
    assert reply.choices[0].value == "ropes"


async def test_a_card_of_an_open_daily_question_is_not_drawn_in_practice(hall: Hall) -> None:
    await hall.command(ADA, "quiz", scope="tides", count="1")
    opened = await hall.parts.house.store.read(lambda view: view.round(2))
    assert opened is not None
    assert opened.card == "harbour/spring-tide"


async def test_the_revealed_card_offers_three_more_like_it(hall: Hall) -> None:
    reply = await hall.press(ADA, "more:ropes")
    assert isinstance(reply, Said)
    assert any(isinstance(part, Buttons) for part in reply.message.parts)


@dataclass(slots=True)
class _Broken:
    """A store that fails in one way."""

    error: Exception

    async def read(self, work: Callable[..., object]) -> NoReturn:
        del work
        raise self.error

    async def write(self, work: Callable[..., object]) -> NoReturn:
        del work
        raise self.error


async def test_a_request_is_logged_by_what_it_asks_for_and_without_what_was_typed(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot.usecases.door")
    await hall.answer(ADA, "a secret thought")
    await hall.command(ADA, "another secret")
    handled = [record.__dict__ for record in caplog.records if record.message == "handled"]
    assert [one["asks"] for one in handled] == ["answer"]
    assert "secret" not in str(handled)
