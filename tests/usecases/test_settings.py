"""Setting a room up, and changing that while it runs."""

import asyncio
from datetime import timedelta

import pytest

from bot.messages import Form
from tests.usecases.hall import ADA, NINE, ROOM, Hall, said


@pytest.mark.parametrize("hours", [-1, 0, 6])
async def test_one_press_posts_the_first_question_at_any_time_of_day(bare: Hall, hours: int) -> None:
    await bare.move(NINE + timedelta(hours=hours))
    await bare.press(ADA, "setup-save:", admin=True)
    await bare.daily.beat()
    assert bare.came() == ["slot:1:2026-03-02"]
    (round_,) = await bare.parts.house.store.read(lambda view: view.open_rounds(ROOM, bare.clock.now()))
    assert round_.closes == NINE + timedelta(days=1)


async def test_the_form_can_be_saved_as_it_is_filled_in(bare: Hall) -> None:
    form = await bare.press(ADA, "setup:", admin=True)
    assert isinstance(form, Form)
    fields = {field.id: field.value for field in form.fields}
    assert "Saved" in said(await bare.submit(ADA, form.id, fields, admin=True))


async def test_two_who_save_at_once_make_one_schedule(bare: Hall) -> None:
    await asyncio.gather(*(bare.press(ADA, "setup-save:", admin=True) for _ in range(2)))
    assert len(await bare.parts.house.store.read(lambda view: view.schedules(ROOM))) == 1


async def test_two_changes_at_once_are_both_kept(hall: Hall) -> None:
    await asyncio.gather(
        hall.command(ADA, "study setup", admin=True, how="10:00"),
        hall.command(ADA, "study setup", admin=True, how="Europe/Lisbon"),
    )
    (schedule,) = await hall.parts.house.store.read(lambda view: view.schedules(ROOM))
    assert (schedule.at.hour, schedule.zone) == (10, "Europe/Lisbon")


async def test_a_later_time_today_promises_nothing_for_today(hall: Hall) -> None:
    told = said(await hall.command(ADA, "study setup", admin=True, how="11:00"))
    assert "Next question: Tue 3 Mar 11:00" in told
    await hall.move(NINE + timedelta(hours=2))
    assert hall.came() == ["slot:1:2026-03-02"]


async def test_an_overdue_question_still_comes_when_the_schedule_changes_first(hall: Hall) -> None:
    hall.clock.move(NINE + timedelta(days=1, minutes=30))
    await hall.command(ADA, "study setup", admin=True, how="close=next")
    await hall.daily.beat()
    assert "slot:1:2026-03-03" in hall.came()


async def test_a_change_of_time_between_opening_and_delivery_loses_no_question(hall: Hall) -> None:
    hall.clock.move(NINE + timedelta(days=1))
    other = hall.parts.daily({}, "elsewhere")
    await other.beat()
    await hall.command(ADA, "study setup", admin=True, how="04:00")
    await hall.daily.beat()
    assert "slot:1:2026-03-03" in hall.came()


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("monday friday", "on Mon, Fri"),
        ("09:00 18:00", "Name one of them"),
        ("Berlin Paris", "Name one of them"),
        ("close=1m", "too short"),
        ("close=2h", "closes after 2 hours"),
        ("funday", "no time, weekday, time zone or deck"),
    ],
)
async def test_what_is_typed_is_taken_as_meant_or_refused(hall: Hall, how: str, told: str) -> None:
    assert told in said(await hall.command(ADA, "study setup", admin=True, how=how))


async def test_days_off_are_told_and_never_lost_by_asking(hall: Hall) -> None:
    await hall.command(ADA, "study holidays", admin=True, days="2026-12-24")
    assert "2026-12-24" in said(await hall.command(ADA, "study holidays", admin=True))
    assert "1 day off" in said(await hall.command(ADA, "study status"))
    await hall.command(ADA, "study holidays", admin=True, days="none")
    assert "no days off" in said(await hall.command(ADA, "study holidays", admin=True))


async def test_a_pause_is_told_ends_by_itself_and_does_not_begin_in_the_past(hall: Hall) -> None:
    assert "is not to come" in said(await hall.command(ADA, "study pause", admin=True, until="2026-03-01"))
    assert "Paused" in said(await hall.command(ADA, "study pause", admin=True, until="2026-03-04"))
    assert "Paused" in said(await hall.command(ADA, "study status"))
    await hall.move(NINE + timedelta(days=2))
    assert hall.came()[-1] == "slot:1:2026-03-04"
    assert "Paused" not in said(await hall.command(ADA, "study status"))


async def test_a_clock_that_was_ahead_once_silences_nobody(hall: Hall) -> None:
    await hall.move(NINE + timedelta(days=1400))
    hall.clock.move(NINE + timedelta(days=1))
    again = hall.parts.daily({"stage": hall.platform}, "after a restart")
    await again.beat()
    hall.clock.move(NINE + timedelta(days=2))
    await again.beat()
    assert "slot:1:2026-03-04" in hall.came()


async def test_status_tells_what_was_never_delivered(hall: Hall) -> None:
    nowhere = hall.parts.daily({}, "elsewhere")
    hall.clock.move(NINE + timedelta(days=1))
    await nowhere.beat()
    hall.clock.move(NINE + timedelta(days=2))
    await nowhere.beat()
    assert "could not be delivered" in said(await hall.command(ADA, "study status"))
