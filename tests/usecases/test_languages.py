"""What somebody alone is sent speaks their own language, what the room reads the room's."""

from bot.core.model import Member, Room
from bot.messages import Change, Happened
from tests.usecases.hall import ADA, BEN, NINE, ROOM, TEAM, Hall, said
from tests.usecases.test_turns import A_DAY, HOUR, play


async def switch_on(hall: Hall, *people: Member) -> None:
    for person in people:
        for what in ("reveals", "digest", "reminders"):
            await hall.command(person, "study privacy", how=f"{what} on")


def briefs(hall: Hall, to: Member | Room, start: str) -> list[str]:
    """What somebody was sent of one kind."""
    return [
        post.message.brief for post in hall.platform.posts if (post.to, post.key.split(":")[0]) == (to, start)
    ]


async def test_digest_milestone_reveal_and_reminder_speak_the_language_of_who_is_sent_them(
    hall: Hall,
) -> None:
    hall.reads[ADA] = "de"
    await switch_on(hall, ADA, BEN)
    await hall.command(ADA, "study digest", admin=True, switch="on")
    await play(hall, 7, ADA, BEN)
    for hour in range(24, 50):
        await hall.move(NINE + 6 * A_DAY + hour * HOUR)
    for start, german, english in (
        ("milestone", "Eine Serie von 3", "A streak of 3"),
        ("week", "Deine Woche", "Your week"),
        ("reveal", "Die Antwort auf Frage 1", "Answer to question 1"),
        ("reminder", "Deine Serie von 7", "Your streak of 7"),
    ):
        assert briefs(hall, ADA, start)[0].startswith(german)
        assert briefs(hall, BEN, start)[0].startswith(english)
    assert briefs(hall, ROOM, "week") == ["The week is over"]
    assert briefs(hall, ROOM, "reveal")[0].startswith("Answer to question 1")


async def test_the_room_speaks_its_own_language_whatever_its_people_read(hall: Hall) -> None:
    await hall.command(ADA, "study language", admin=True, language="de")
    await switch_on(hall, BEN)
    await hall.answer(BEN, "the moon and the sun")
    await hall.move(NINE + A_DAY)
    assert briefs(hall, ROOM, "reveal")[0].startswith("Die Antwort auf Frage 1")
    assert briefs(hall, BEN, "reveal")[0].startswith("Answer to question 1")


async def test_the_language_is_the_one_that_was_read_last(hall: Hall) -> None:
    await switch_on(hall, BEN)
    hall.reads[BEN] = "de"
    await hall.answer(BEN, "the moon and the sun")
    await hall.handle(Change(**hall.who(BEN) | {"locale": "en"}, what=Happened.RENAMED))  # type: ignore[arg-type]
    await hall.move(NINE + A_DAY)
    assert briefs(hall, BEN, "reveal")[0].startswith("Die Antwort auf Frage 1")


async def test_notices_speak_to_who_is_told_and_in_the_log_channel_as_the_room_does(hall: Hall) -> None:
    hall.reads[ADA] = "de"
    await hall.command(ADA, "study language", admin=True, language="de")
    await hall.command(ADA, "study setup", admin=True, how="log=<#log>")
    await hall.command(BEN, "study reviewers", admin=True, who="ada")
    await hall.answer(BEN, "the moon")
    await hall.submit(BEN, "appeal:1", {"why": "it is enough"})
    await hall.daily.beat()
    assert briefs(hall, ADA, "appeals") == ["Eine Antwort wartet auf Prüfende: /study review"]
    await hall.handle(Change(**hall.who(ADA), what=Happened.LOST))  # type: ignore[arg-type]
    await hall.daily.beat()
    assert briefs(hall, Room(TEAM, "log"), "lost")[0].startswith("In quay kann ich")


async def test_who_has_never_done_anything_here_is_told_in_the_language_of_the_room(hall: Hall) -> None:
    await hall.command(BEN, "study language", admin=True, language="de")
    await hall.command(BEN, "study reviewers", admin=True, who=f"<@{ADA.user}>")
    await hall.answer(BEN, "the moon")
    await hall.submit(BEN, "appeal:1", {"why": "it is enough"})
    await hall.daily.beat()
    assert briefs(hall, ADA, "appeals") == ["Eine Antwort wartet auf Prüfende: /study review"]


async def test_who_is_forgotten_leaves_no_language(hall: Hall) -> None:
    hall.reads[BEN] = "de"
    await hall.answer(BEN, "the moon")
    assert '"locale": "de"' in said(await hall.command(BEN, "study export"))
    await hall.press(BEN, "forget")
    assert await hall.parts.house.store.read(lambda view: view.locale(BEN)) == ""
