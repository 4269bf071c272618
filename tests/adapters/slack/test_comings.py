"""People and rooms that come and go on Slack: boards and schedules follow, each time once."""

from datetime import timedelta

import pytest

from bot.adapters.slack.people import described
from bot.messages import Right
from tests.adapters.slack.bot import NINE, ROOM, Running
from tests.adapters.slack.visitor import Visitor
from tests.adapters.slack.workspace import BOT_USER, TEAM, Fault, View, buttons, shown


async def paused(running: Running) -> bool:
    schedules = await running.parts.house.store.read(lambda view: view.schedules(ROOM))
    return all(schedule.paused for schedule in schedules)


async def test_an_archived_channel_pauses_and_its_owner_is_told(running: Running) -> None:
    await running.visitor("Ada").event(
        {"type": "channel_archive", "channel": "C1", "user": "UADA", "event_ts": "1.0"}
    )
    await running.settle()
    assert await paused(running)
    (told,) = running.server.workspace.posts("DUOWNER")
    assert "cannot post" in told.text
    assert "<#C1>" in told.text, "a notification shows the channel by its name"


async def test_the_bot_taken_out_of_a_channel_pauses_it(running: Running) -> None:
    left = {
        "type": "member_left_channel",
        "channel": "C1",
        "channel_type": "C",
        "team": TEAM,
        "event_ts": "1.0",
    }
    await running.visitor("Ada").event(left | {"user": "UADA"})
    await running.settle()
    assert not await paused(running), "a person who leaves takes no question with them"
    await running.visitor("Ada").event(left | {"user": BOT_USER})
    await running.settle()
    assert await paused(running)
    assert "cannot post" in running.server.workspace.posts("DUOWNER")[0].text


async def test_who_leaves_a_channel_stands_on_its_board_no_more_until_they_are_there_again(
    running: Running,
) -> None:
    ada, ben = running.visitor("Ada"), running.visitor("Ben")
    for visitor in (ada, ben):
        await answer(running, visitor)
    await running.settle()
    moved = {"channel": "C1", "channel_type": "C", "team": TEAM, "event_ts": "1.0", "user": "UADA"}
    await ada.event(moved | {"type": "member_left_channel"})
    await running.settle()
    assert "Ada" not in await board(running)
    assert "Ben" in await board(running)
    assert "Question 1" not in shown((await home(running, ada)).view["blocks"])
    await ada.event(moved | {"type": "member_joined_channel"})
    await running.settle()
    assert "Ada" in await board(running)


async def test_who_answers_in_a_channel_is_there_again(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.press(running.question, "Answer")
    await running.settle()
    await ada.submit({"text": "the moon"})
    moved = {"channel": "C1", "channel_type": "C", "team": TEAM, "event_ts": "1.0", "user": "UADA"}
    await ada.event(moved | {"type": "member_left_channel"})
    await running.settle()
    assert "Ada" not in await board(running)
    running.server.workspace.stacks.clear()
    await ada.press(running.question, "Answer")
    await running.settle()
    await ada.submit({"text": "the moon and the sun"})
    await running.settle()
    assert "Ada" in await board(running)


@pytest.mark.parametrize("what", ["channel_left", "group_left"])
async def test_the_bot_told_of_its_leaving_alone_pauses_the_channel(running: Running, what: str) -> None:
    left = {"type": what, "channel": "C1", "actor_id": "UADA", "event_ts": "1.0"}
    await running.visitor("Ada").event(left)
    moved = {"channel": "C1", "channel_type": "C", "team": TEAM, "event_ts": "1.0", "user": BOT_USER}
    await running.visitor("Ada").event(moved | {"type": "member_left_channel"})
    await running.settle()
    assert await paused(running)
    assert len(running.server.workspace.posts("DUOWNER")) == 1, "told once, however many events say so"


async def test_an_uninstalled_bot_pauses_every_room_of_the_workspace(running: Running) -> None:
    await running.visitor("Ada").event({"type": "app_uninstalled"})
    await running.settle()
    assert await paused(running)
    assert "cannot post" in running.server.workspace.posts("DUOWNER")[0].text


async def test_a_revoked_token_pauses_and_somebody_elses_does_not(running: Running) -> None:
    await running.visitor("Ada").event({"type": "tokens_revoked", "tokens": {"oauth": ["UADA"], "bot": []}})
    await running.settle()
    assert not await paused(running)
    await running.visitor("Ada").event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}})
    await running.settle()
    assert await paused(running)


async def test_who_left_stands_on_no_board_and_who_came_back_does(running: Running) -> None:
    ada, ben = running.visitor("Ada"), running.visitor("Ben")
    for visitor in (ada, ben):
        await answer(running, visitor)
    await running.settle()
    ada.user.deleted = True
    await ada.changed()
    await running.settle()
    assert "Ada" not in await board(running)
    ada.user.deleted = False
    await ada.changed()
    await running.settle()
    assert "Ada" in await board(running)


async def test_a_new_name_is_taken_over_and_a_new_status_of_anybody_is_nothing(running: Running) -> None:
    ada, cem = running.visitor("Ada"), running.visitor("Cem")
    await answer(running, ada)
    await running.settle()
    ada.user.name = "Adélaïde"
    await ada.changed()
    await cem.changed()
    await running.settle()
    assert "Adélaïde" in await board(running)
    assert await running.parts.house.store.read(lambda view: view.name(running.member("cem"))) == ""


async def test_the_home_page_shows_what_concerns_oneself(running: Running) -> None:
    ada = running.visitor("Ada")
    first = shown((await home(running, ada)).view["blocks"])
    assert "Welcome" in first
    assert "Question 1" not in first, "nobody says that they are in that channel"
    await ada.press(running.question, "Answer")
    await running.settle()
    await ada.submit({"text": "the moon"})
    await running.settle()
    page = await home(running, ada)
    told = shown(page.view["blocks"])
    for line in ("Question 1", "Streak: 1 question day", "Your latest answer", "> the moon", "comes back"):
        assert line in told
    await ada.press(page, "Add to my answer")
    await running.settle()
    await ada.submit({"text": "and the sun"})
    await running.settle()
    again = running.server.workspace.homes["UADA"]
    assert "You are done with question 1" in shown(again.view["blocks"])


async def test_the_home_page_shows_the_streaks_calendar_in_words_and_then_as_a_picture(
    running: Running,
) -> None:
    ada = running.visitor("Ada")
    await ada.press(running.question, "I don't know yet")
    await running.settle()
    page = await home(running, ada)
    first, second = (asked["view"] for asked in running.server.workspace.called("views.publish"))
    assert "answered Mon" in shown(first["blocks"])
    pictures = [block for block in second["blocks"] if block["type"] == "image"]
    assert page.view == second
    assert [picture["slack_file"]["id"] in running.server.workspace.files for picture in pictures] == [True]
    assert "answered Mon" in shown(pictures), "the picture says as much to who hears it"
    await home(running, ada)
    assert len(running.server.workspace.called("views.publish")) == 3, "it is known now"


async def test_a_picture_that_comes_late_puts_nothing_back_that_was_drawn_since(running: Running) -> None:
    ada = running.visitor("Ada")
    await ada.press(running.question, "I don't know yet")
    await running.settle()
    running.server.workspace.faults["files.info"].append(Fault(slow=0.2, accepts=True))
    await ada.open_home()
    while "UADA" not in running.server.workspace.homes:
        running.server.workspace.changed.clear()
        await running.server.workspace.changed.wait()
    newer = {"user_id": "UADA", "view": {"type": "home", "blocks": [{"type": "divider"}]}}
    running.server.web._view_publish(newer)
    await running.settle()
    assert running.server.workspace.homes["UADA"].view == newer["view"]


async def test_a_user_group_is_a_squad(running: Running) -> None:
    running.server.workspace.groups["S1"] = ["UADA"]
    boss = running.visitor("Boss", admin=True)
    await boss.command("/study", "squads add Sailors <!subteam^S1|@sailors>")
    ada = running.visitor("Ada")
    await ada.press(running.question, "I don't know yet")
    await running.settle()
    await boss.command("/study", "squads")
    await running.settle()
    assert (
        "1" in shown(running.server.workspace.posts("C1", whose="UBOSS")[-1].blocks).partition("Sailors")[2]
    )


async def test_a_new_name_takes_nobody_out_of_their_squad(running: Running) -> None:
    running.server.workspace.groups["S1"] = ["UADA"]
    ada = running.visitor("Ada")
    people = running.slack._means.people
    assert (await people.who(TEAM, "UADA")).groups == frozenset({"S1"})
    ada.user.name = "Ada L."
    await ada.changed()
    await running.settle()
    assert (await people.who(TEAM, "UADA")).groups == frozenset({"S1"})
    await running.slack.gone([running.member("ada")])
    assert (await people.who(TEAM, "UADA")).groups == frozenset({"S1"})


async def test_who_runs_the_place_does_so_however_slowly_groups_are_told(running: Running) -> None:
    boss = running.visitor("Boss", admin=True)
    running.server.workspace.faults["usergroups.list"].append(Fault(slow=1.5))
    person = await running.slack._means.people.who(TEAM, boss.user.id)
    assert (person.name, Right.ADMIN in person.rights) == ("Boss", True)


async def test_who_runs_another_workspace_runs_nothing_in_a_channel_that_is_shared_with_it(
    running: Running,
) -> None:
    guest = running.visitor("Guest", admin=True)
    guest.user.team = "T2"
    person = await running.slack._means.people.who(TEAM, guest.user.id)
    assert (person.name, person.rights) == ("Guest", frozenset())


async def test_whom_slack_does_not_tell_about_sets_nothing_up_before_it_does(running: Running) -> None:
    ada = running.visitor("Ada")
    people = running.slack._means.people
    running.server.workspace.faults["users.info"].append(Fault(status=503))
    assert (await people.who(TEAM, ada.user.id)).rights == frozenset()
    running.clock.move(NINE + timedelta(minutes=1))
    assert (await people.who(TEAM, ada.user.id)).rights == {Right.FOUNDER}


@pytest.mark.parametrize(("teams", "runs_it"), [(["T2", TEAM], True), (["T2"], False)])
def test_within_an_organisation_people_belong_to_several_workspaces(teams: list[str], runs_it: bool) -> None:
    user = {"team_id": "T2", "is_admin": True, "enterprise_user": {"teams": teams}}
    assert (Right.ADMIN in described(user, TEAM).rights) is runs_it


async def test_nobody_leaves_a_squad_because_groups_are_not_told(running: Running) -> None:
    running.server.workspace.groups["S1"] = ["UADA"]
    running.visitor("Ada")
    running.server.workspace.faults["usergroups.list"].append(Fault(status=503))
    assert (await running.slack._means.people.who(TEAM, "UADA")).groups is None


async def test_a_run_begins_from_the_home_page(running: Running) -> None:
    ada = running.visitor("Ada")
    page = await home(running, ada)
    await ada.press(page, "Practise")
    await running.settle()
    assert "Answer" in buttons(ada.modal.view["blocks"])


async def test_a_choice_made_on_the_home_page_draws_it_anew(running: Running) -> None:
    ada = running.visitor("Ada")
    page = await home(running, ada)
    choices = [label for label, id in buttons(page.view["blocks"]).items() if id.startswith("privacy:")]
    await ada.press(page, choices[0])
    await running.settle()
    after = buttons(running.server.workspace.homes["UADA"].view["blocks"])
    assert choices[0] not in after or after != buttons(page.view["blocks"])
    assert running.server.workspace.top("UADA") is None


async def answer(running: Running, visitor: Visitor) -> None:
    """What is worth points: boards name nobody without any."""
    await visitor.press(running.question, "Answer")
    await running.settle()
    await visitor.submit({"text": "the moon"})


async def home(running: Running, visitor: Visitor) -> View:
    await visitor.open_home()
    await running.settle()
    return running.server.workspace.homes[visitor.user.id]


async def board(running: Running) -> str:
    visitor = running.visitor("Zoe")
    await visitor.command("/leaderboard")
    await running.settle()
    assert running.clock.now() == NINE
    return shown(running.server.workspace.posts("C1", whose="UZOE")[-1].blocks)
