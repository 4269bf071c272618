"""Season's ends, digests, reminders and milestones: each once, in time or not at all."""

from datetime import timedelta

import pytest

from bot.adapters.terminal import plain
from bot.core.choices import MemberChoice, RoomChoice
from bot.core.model import Member
from bot.core.records import DeliveryKind, NewDelivery
from bot.errors import Unavailable
from bot.usecases.counter import APART
from tests.daily.test_daily import Moody
from tests.talks.stage import ZONE
from tests.usecases.hall import ADA, BEN, NINE, ROOM, Hall, said

A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def keys(hall: Hall, start: str) -> list[str]:
    return [post.key for post in hall.platform.posts if post.key.startswith(start)]


async def choose(hall: Hall, who: Member, **choices: str) -> None:
    for name, value in choices.items():
        await hall.parts.house.store.write(
            lambda tx, name=name, value=value: tx.choose(who, MemberChoice(name), value)  # type: ignore[misc]
        )


async def play(hall: Hall, days: int, *people: Member) -> None:
    """Everybody answers each day at ten; it ends at ten of the last day."""
    for day in range(days):
        await hall.move(NINE + day * A_DAY)
        await hall.move(NINE + day * A_DAY + HOUR)
        for person in people:
            await hall.answer(person, "the moon and the sun", day + 1)
        await hall.move(hall.clock.now())


async def test_a_seasons_end_is_posted_once(hall: Hall) -> None:
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await play(hall, 8, ADA, BEN)
    assert len(keys(hall, "season:")) == 1
    await hall.move(NINE + 9 * A_DAY)
    assert len(keys(hall, "season:")) == 1


def winners(hall: Hall) -> list[str]:
    """The seasons whose winners came out, as their headings name them."""
    posts = [post.message for post in hall.platform.posts if post.key.startswith("season:")]
    return [plain.draw(message, ZONE).splitlines()[0] for message in posts]


async def test_winners_of_a_season_that_an_admin_cuts_short_are_told_a_day_later(hall: Hall) -> None:
    how = "2 weeks from 2026-03-03"
    await hall.move(NINE)
    assert "ends today" not in said(await hall.command(ADA, "study season", admin=True, how="quarter"))
    await play(hall, 2, ADA)
    for _ in range(2):
        told = said(await hall.command(ADA, "study season", admin=True, how=how, id="cut"))
        assert "The season that ran until now ends today" in told
    await hall.move(NINE + A_DAY + 2 * HOUR)
    assert winners(hall) == []
    await hall.move(NINE + 2 * A_DAY)
    (heading,) = winners(hall)
    assert "1 Jan 2026" in heading and "3 Mar 2026" in heading
    await hall.answer(ADA, "new moon and full moon", 3)
    for day in range(3, 17):
        await hall.move(NINE + day * A_DAY)
    assert ["16 Mar 2026" in one for one in winners(hall)] == [False, True]


async def test_a_season_that_was_cut_short_by_mistake_goes_on(hall: Hall) -> None:
    await play(hall, 2, ADA)
    for how in ("2 weeks from 2026-03-03", "quarter"):
        await hall.command(ADA, "study season", admin=True, how=how)
    for day in range(2, 32):
        await hall.move(NINE + day * A_DAY)
    assert ["31 Mar 2026" in one for one in winners(hall)] == [True]


@pytest.mark.parametrize(
    "how", ["2 weeks from 9999-12-31", "2 weeks from 2026-03-17", "1 month from 2026-04-03"]
)
async def test_a_season_that_would_begin_further_ahead_than_it_is_long_is_refused(
    hall: Hall, how: str
) -> None:
    await hall.move(NINE)
    told = await hall.command(ADA, "study season", admin=True, how=how)
    assert "no further ahead than it is long" in said(told)
    assert "1 Jan 2026" in said(await hall.command(ADA, "study season"))


@pytest.mark.parametrize(
    "how", ["2 weeks from 2026-03-16", "1 month from 2026-04-02", "2 weeks from 2001-01-01"]
)
async def test_a_season_may_begin_as_far_ahead_as_it_is_long(hall: Hall, how: str) -> None:
    await hall.move(NINE)
    assert "1 Jan 2026" not in said(await hall.command(ADA, "study season", admin=True, how=how))


async def test_a_new_season_says_that_it_counts_from_the_next_question_on(hall: Hall) -> None:
    await play(hall, 1, ADA)
    await hall.command(ADA, "study season", admin=True, how="2 weeks from 2026-03-02")
    told = said(await hall.command(BEN, "study season"))
    assert "from the next question on" in told and "Nobody has points" not in told
    await hall.move(NINE + A_DAY)
    await hall.answer(ADA, "new moon and full moon", 2)
    assert "from the next question on" not in said(await hall.command(BEN, "study season"))


async def test_a_new_season_before_which_nothing_was_answered_says_that_nobody_has(hall: Hall) -> None:
    await hall.move(NINE)
    await hall.command(ADA, "study season", admin=True, how="2 weeks from 2026-03-02")
    assert "Nobody has points" in said(await hall.command(BEN, "study season"))


@pytest.mark.parametrize("cut_on", [1, 2], ids=["once it was answered", "before anybody answered"])
async def test_the_day_on_which_a_season_is_cut_is_counted_in_one_season(hall: Hall, cut_on: int) -> None:
    await play(hall, 2, ADA)
    await hall.move(NINE + cut_on * A_DAY + HOUR)
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-03")
    for day in range(cut_on + 1, 9):
        await hall.move(NINE + day * A_DAY)
        await hall.answer(ADA, "the moon", day + 1)
    await hall.move(NINE + 9 * A_DAY)
    posts = [post.message for post in hall.platform.posts if post.key.startswith("season:")]
    old, new = (plain.draw(message, ZONE) for message in posts)
    assert "2 questions" in old and "6 questions" in new


async def redrawn(hall: Hall) -> dict[str, str]:
    """What winners were last redrawn as, by their heading, once the ten seconds are over."""
    seen = len(hall.platform.edits)
    await hall.move(hall.clock.now() + APART)
    told = [plain.draw(message, ZONE) for _, message in hall.platform.edits[seen:]]
    return {text.splitlines()[0]: text for text in told if text.startswith(("Season of", "The week"))}


async def test_winners_that_are_out_name_nobody_who_asked_to_be_named_nowhere(hall: Hall) -> None:
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await hall.command(ADA, "study digest", admin=True, switch="on")
    await play(hall, 9, ADA, BEN)
    await hall.command(ADA, "study privacy", how="hidden on")
    told = await redrawn(hall)
    assert len(told) == 2 and all("Ada" not in text and "Ben" in text for text in told.values())
    await hall.command(ADA, "study privacy", how="hidden off")
    assert all("Ada" in text for text in (await redrawn(hall)).values())
    await hall.press(ADA, "forget:me")
    assert all("Ada" not in text and "Ben" in text for text in (await redrawn(hall)).values())


async def test_who_never_won_anything_has_nothing_redrawn(hall: Hall) -> None:
    await play(hall, 9, BEN)
    await hall.command(ADA, "study privacy", how="hidden on")
    assert await redrawn(hall) == {}


async def test_a_seasons_end_in_an_outage_is_posted_once_when_it_is_over(hall: Hall) -> None:
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await play(hall, 3, ADA)
    await hall.move(NINE + 20 * A_DAY)
    await hall.move(NINE + 20 * A_DAY + HOUR)
    assert len(keys(hall, "season:")) == 1


async def test_a_season_in_which_nobody_played_has_no_winners(hall: Hall) -> None:
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await play(hall, 8)
    assert keys(hall, "season:") == []


async def test_winners_wait_for_the_last_question_to_close(hall: Hall) -> None:
    await hall.command(ADA, "study setup", admin=True, how="09:00 mon-fri close=90h")
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await play(hall, 5, ADA)
    for hours in range(0, 24 * 6, 3):
        await hall.move(NINE + 4 * A_DAY + HOUR + timedelta(hours=hours))
        if keys(hall, "season:"):
            break
    assert hall.clock.now() >= NINE + 4 * A_DAY + timedelta(hours=90)


async def test_a_digest_that_is_late_by_days_is_not_sent(hall: Hall) -> None:
    await hall.parts.house.store.write(lambda tx: tx.choose(ROOM, RoomChoice.DIGEST, "on"))
    await play(hall, 2, ADA)
    await hall.move(NINE + 14 * A_DAY)
    assert keys(hall, "week:") == []


async def test_who_did_not_ask_gets_no_word(hall: Hall) -> None:
    await choose(hall, ADA, milestones="off")
    await play(hall, 9, ADA)
    assert [post for post in hall.platform.posts if isinstance(post.to, Member)] == []


async def test_milestones_are_told_once_each(hall: Hall) -> None:
    await play(hall, 9, ADA)
    assert [key.rpartition(":")[2] for key in keys(hall, "milestone:")] == ["3", "7"]


async def test_a_milestone_waits_for_the_end_of_quiet_hours(hall: Hall) -> None:
    await choose(hall, ADA, quiet="09:00-12:00 Europe/Berlin")
    await play(hall, 3, ADA)
    assert keys(hall, "milestone:") == []
    await hall.move(NINE + 2 * A_DAY + 3 * HOUR)
    assert len(keys(hall, "milestone:")) == 1


async def test_a_reminder_comes_once_a_day_to_who_has_a_streak_and_has_not_answered(hall: Hall) -> None:
    await choose(hall, ADA, reminders="on")
    await choose(hall, BEN, reminders="on")
    await play(hall, 3, ADA, BEN)
    await hall.move(NINE + 3 * A_DAY)
    await hall.answer(BEN, "the wind", 4)
    for hour in range(24):
        await hall.move(NINE + 3 * A_DAY + hour * HOUR)
    assert [post.to for post in hall.platform.posts if post.key.startswith("reminder:")] == [ADA]


@pytest.mark.parametrize("quiet", ["17:00-09:30 Europe/Berlin", "18:00-08:55 Europe/Berlin"])
async def test_a_reminder_that_quiet_hours_would_make_too_late_is_not_sent(hall: Hall, quiet: str) -> None:
    await choose(hall, ADA, reminders="on", quiet=quiet)
    await play(hall, 3, ADA)
    for hour in range(26):
        await hall.move(NINE + 3 * A_DAY + hour * HOUR)
    assert keys(hall, "reminder:") == []


async def test_a_reminder_that_an_outage_kept_back_is_dropped(hall: Hall) -> None:
    await choose(hall, ADA, reminders="on")
    await play(hall, 3, ADA)
    await hall.move(NINE + 3 * A_DAY)
    await hall.move(NINE + 4 * A_DAY)
    assert keys(hall, "reminder:") == []


async def test_a_reminder_never_comes_in_the_night(hall: Hall) -> None:
    await choose(hall, ADA, reminders="on")
    await play(hall, 3, ADA)
    await hall.move(NINE + 3 * A_DAY)
    await hall.move(NINE + 3 * A_DAY + 18 * HOUR)  # away from nine in the morning until three in the night
    assert keys(hall, "reminder:") == []
    await hall.move(NINE + 3 * A_DAY + 23 * HOUR)
    assert [post.at.hour for post in hall.platform.posts if post.key.startswith("reminder:")] == [8]


async def test_an_answer_between_the_row_and_its_delivery_makes_a_reminder_needless(hall: Hall) -> None:
    await choose(hall, ADA, reminders="on")
    await play(hall, 4, ADA)
    round_id, now = 4, hall.clock.now()
    note = NewDelivery("reminder:x", ADA, DeliveryKind.NUDGE, now, round_id, {"say": "reminder"})
    await hall.parts.house.store.write(lambda tx: tx.send(note))
    await hall.move(now)
    assert keys(hall, "reminder:") == []


@pytest.mark.parametrize("when", ["before", "after"])
async def test_winners_whose_post_failed_come_out_once(hall: Hall, when: str) -> None:
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await play(hall, 7, ADA)
    moody = Moody("stage", hall.clock)
    successor = hall.parts.daily({"stage": moody}, "successor")
    hall.clock.move(NINE + 7 * A_DAY)
    getattr(moody, when).extend([Unavailable("lost")] * 4)
    for second in range(0, 600, 5):
        hall.clock.move(NINE + 7 * A_DAY + timedelta(seconds=second))
        await successor.beat()
    assert len([post for post in moody.posts if post.key.startswith("season:")]) == 1


async def test_what_one_process_left_undone_the_next_does_once(hall: Hall) -> None:
    """Killed after the turn was taken and claimed: the lease runs out, and the words come out once."""
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await play(hall, 7, ADA)
    hall.clock.move(NINE + 7 * A_DAY)
    dead = hall.parts.daily({}, "dead")  # it plans, and can deliver nothing
    await dead.beat()
    now, lease = hall.clock.now(), hall.clock.now() + timedelta(seconds=60)
    await hall.parts.house.store.write(lambda tx: tx.claim("dead", now, lease, 100, {"stage"}))
    await hall.move(now + timedelta(seconds=30))
    assert keys(hall, "season:") == []
    await hall.move(now + timedelta(seconds=61))
    await hall.move(now + timedelta(seconds=200))
    assert len(keys(hall, "season:")) == 1


async def test_nobody_wins_a_season_or_a_week_in_which_nobody_has_points(hall: Hall) -> None:
    await hall.parts.house.store.write(lambda tx: tx.choose(ROOM, RoomChoice.DIGEST, "on"))
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await hall.answer(BEN, "a whale")
    await hall.move(NINE + 8 * A_DAY)
    assert winners(hall) == []
    (week,) = [post.message for post in hall.platform.posts if post.key.startswith("week:")]
    told = plain.draw(week, ZONE)
    assert "1 person played" in told and "Ben" not in told


async def test_who_has_no_points_is_no_winner_beside_those_who_have(hall: Hall) -> None:
    await hall.command(ADA, "study season", admin=True, how="1 week from 2026-03-02")
    await hall.answer(ADA, "the moon")
    await hall.answer(BEN, "a whale")
    await hall.move(NINE + 8 * A_DAY)
    (season,) = [post.message for post in hall.platform.posts if post.key.startswith("season:")]
    told = plain.draw(season, ZONE)
    assert "2 people played" in told and "Ada" in told and "Ben" not in told
