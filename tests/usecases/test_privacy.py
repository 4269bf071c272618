"""What is kept is told in full, and who asks to be forgotten leaves no trace in any table."""

import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.choices import MemberChoice, RoomChoice
from bot.core.model import Member
from bot.core.records import DeliveryKind, NewDelivery
from bot.core.secret import Secret
from bot.messages import Quote, Reply, Said
from bot.ports import Tx
from bot.store import check
from tests.usecases.hall import ADA, BEN, NINE, ROOM, TEAM, Hall, opened, said

EVE = Member(TEAM, "evangeline")  # her id and name are like nothing else here
NAME, WORDS = "Evangeline", ("zanzibar", "quagmire", "xylophone", "marzipan", "wherefore")


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture
async def hall(file: Path) -> AsyncIterator[Hall]:
    async with opened(scheduled=True, database=file) as made:
        yield made


async def live(hall: Hall) -> None:
    """She does everything that leaves something behind."""
    await hall.answer(EVE, "the moon and zanzibar")
    await hall.submit(EVE, "appeal:1", {"why": "marzipan says so", "point": "1"})
    await hall.answer(EVE, "the sun in a quagmire")
    await hall.press(EVE, "hint:1")
    await hall.command(EVE, "quiz", scope="ropes")
    await hall.answer(EVE, "the bowline or a xylophone", 2)
    await hall.command(EVE, "study import", name="evangeline-deck", text="Q: marzipan?\nA: yes")
    await hall.command(EVE, "study privacy", how="reminders on")
    await hall.command(EVE, "study admins", admin=True, who=f"<@{EVE.user}> <@{ADA.user}>")
    await hall.command(EVE, "study squads", admin=True, how="add Reds")
    await hall.command(EVE, "study squads", admin=True, how=f"put Reds @{NAME}")
    later = hall.clock.now() + timedelta(days=1)
    note = NewDelivery("n1", EVE, DeliveryKind.NOTICE, later, facts={"say": "lost", "room": "wherefore"})
    await hall.parts.house.store.write(lambda tx: tx.send(note))
    await hall.parts.house.store.write(own)


def own(tx: Tx) -> None:
    """She set the room's schedule up, and brought the bot in."""
    tx.install(EVE, Secret("xoxb-1"), NINE)
    (schedule,) = tx.schedules(ROOM)
    tx.change_schedule(replace(schedule, owner=EVE))


def everything(file: Path) -> Iterator[tuple[str, object]]:
    """Every value of every table."""
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - our own tables
                yield from ((table, value) for value in row)


def traces(file: Path) -> set[str]:
    """The tables in which her id, her name or a word of hers stands."""
    hers = (EVE.user, NAME.lower(), *WORDS)
    return {table for table, value in everything(file) if any(her in str(value).lower() for her in hers)}


async def test_who_is_forgotten_is_in_no_row_of_any_table(hall: Hall, file: Path) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await live(hall)
    assert {
        "identities",
        "answers",
        "pleas",
        "team_decks",
        "outbox",
        "room_choices",
        "installations",
    } <= traces(file)
    await hall.command(EVE, "study forget-me")
    assert "Nothing here leads to you" in said(await hall.press(EVE, "forget:me"))
    assert traces(file) == set()
    assert check(file) == []
    assert await hall.parts.house.store.read(lambda view: view.choice(ROOM, RoomChoice.ADMINS)) == ADA.user


async def test_nothing_that_was_typed_is_in_the_log(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await live(hall)
    await hall.command(EVE, "study export")
    await hall.press(EVE, "forget:me")
    logged = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert [word for word in WORDS if word in logged] == []


async def test_the_others_keep_what_they_have_and_nothing_is_sent_any_more(hall: Hall, file: Path) -> None:
    await hall.answer(ADA, "the moon and the sun")
    await live(hall)
    before = len(hall.platform.posts)
    await hall.press(EVE, "forget:me")
    await hall.move(NINE + timedelta(days=2))
    assert all(post.to == ROOM for post in hall.platform.posts[before:])
    told = " ".join(said(await hall.command(ADA, "leaderboard", period="all")).split())
    assert "1. Ada 12" in told and "1 person took part." in told
    assert check(file) == []


async def test_a_forgotten_practice_can_be_answered_by_nobody(hall: Hall) -> None:
    await live(hall)
    await hall.press(EVE, "forget:me")
    assert "somebody else's practice" in said(await hall.answer(BEN, "a cleat", 3))


async def test_an_appeal_of_who_is_forgotten_waits_for_nobody(hall: Hall) -> None:
    await live(hall)
    assert "1 answer waits" in said(await hall.command(BEN, "study review", admin=True))
    assert "zanzibar" in said(await hall.press(BEN, "appeal-look:1", admin=True))
    await hall.press(EVE, "forget:me")
    assert "No answer waits" in said(await hall.command(BEN, "study review", admin=True))
    for verb in ("look", "accept", "once", "reject"):
        assert "incident" not in said(await hall.press(BEN, f"appeal-{verb}:1", admin=True))


async def test_the_press_that_forgets_is_old_once_it_was_obeyed(hall: Hall) -> None:
    await live(hall)
    await hall.press(EVE, "forget:me", id="once")
    await hall.answer(EVE, "the moon and the sun")
    await hall.press(EVE, "forget:me", id="once")
    assert "Evangeline" in said(await hall.command(BEN, "leaderboard"))


async def test_the_export_is_one_json_text_with_all_she_did(hall: Hall) -> None:
    await live(hall)
    pages = [page(await hall.command(EVE, "study export"))]
    while len(pages) < 20:
        pages.append(page(await hall.press(EVE, f"export:{len(pages) + 1}")))
    kept = json.loads("".join(dict.fromkeys(pages)))
    assert {whole(await hall.press(EVE, f"export:{n}")) for n in (1, 2)} == {"".join(dict.fromkeys(pages))}
    assert [a["text"].rpartition(" ")[2] for a in kept["answers"]] == ["zanzibar", "quagmire", "xylophone"]
    assert kept["answers"][0]["quotes"] == ["moon"]
    assert kept["accounts"][0]["account"] == EVE.user
    assert kept["choices"] == [{"choice": MemberChoice.REMINDERS, "value": "on"}]
    assert {"squads", "schedules", "decks", "practice", "boards", "messages", "admin_of"} <= {
        k for k in kept if kept[k]
    }


async def test_an_export_tells_nothing_of_others(hall: Hall) -> None:
    await live(hall)
    await hall.answer(BEN, "the wind")
    told = said(await hall.command(BEN, "study export"))
    assert "the wind" in told
    assert not any(word in told for word in (*WORDS, NAME))


def whole(reply: Reply) -> str:
    """What a platform that carries files gives at once."""
    assert isinstance(reply, Said)
    return next(part.whole.text for part in reply.message.parts if isinstance(part, Quote) and part.whole)


def page(reply: Reply) -> str:
    assert isinstance(reply, Said)
    return "".join(part.text for part in reply.message.parts if isinstance(part, Quote))
