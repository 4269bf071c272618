"""Who may ask the page for what: our own page on this machine, and nobody else."""

import asyncio
import json

import pytest

from bot.adapters.web.live import PATIENCE
from bot.core.links import sign
from bot.core.secret import Secret
from tests.adapters.web.rig import ROOM, Rig, events

OWN = {"Content_Type": "application/json"}
BODY = json.dumps({"id": "12345678", "line": "/help"}).encode()


async def test_a_visit_shows_the_open_question(rig: Rig) -> None:
    assert "Question 1 · " in (await rig.ask("/visit"))["said"]


async def test_an_answer_is_graded_and_counts_once_under_one_id(rig: Rig) -> None:
    form = await rig.ask("/press", button="answer:1")
    assert 'data-form="answer:1"' in form["form"]
    fields = {"text": "the moon"}
    first = await rig.ask("/submit", id="same-request", form="answer:1", fields=fields)
    again = await rig.ask("/submit", id="same-request", form="answer:1", fields=fields)
    assert first["said"] == again["said"]
    assert "one try left" in first["said"]


async def test_a_command_is_typed_as_in_any_chat(rig: Rig) -> None:
    assert "Leaderboard" in (await rig.ask("/say", line="/leaderboard month"))["said"]


async def test_a_half_typed_command_is_completed(rig: Rig) -> None:
    assert "/leaderboard" in (await rig.ask("/offers", line="/le"))["offers"]
    assert "/quiz tides" in (await rig.ask("/offers", line="/quiz ti"))["offers"]


# --- who may not --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["/visit", "/say", "/press", "/submit", "/offers"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": ""}, 421),
        ({"Host": "[::1"}, 421),
    ],
)
async def test_another_site_cannot_change_anything(
    rig: Rig, where: str, headers: dict[str, str], status: int
) -> None:
    assert await rig.status("POST", where, BODY, **{**OWN, **headers}) == status


@pytest.mark.parametrize("type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_foreign_form_can_send_is_refused(rig: Rig, type: str) -> None:
    assert await rig.status("POST", "/say", BODY, Content_Type=type, Origin=rig.address) == 403


async def test_a_page_of_another_site_cannot_send_for_us(rig: Rig) -> None:
    headers = {**OWN, "Origin": rig.address, "Sec_Fetch_Site": "cross-site"}
    assert await rig.status("POST", "/say", BODY, **headers) == 403


@pytest.mark.parametrize("where", ["/", "/live", "/static/page.js"])
async def test_no_page_is_shown_under_a_foreign_name(rig: Rig, where: str) -> None:
    assert await rig.status("GET", where, Host="evil.example") == 421


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"id": 1}', b'{"id": "short"}', b'{"id": "12345678"}',
        b'{"id": "12345678", "line": {"a": "b"}}', b'{"id": "12345678", "line": ["x"]}',
        b'{"id": "12345678", "line": "x", "user": {"a": "b"}}', b'{"id": "12345678", "fields": {"a": 1}}',
        json.dumps({"id": "x" * 65, "line": "/help"}).encode(),
    ],
    ids=range(13),
)  # fmt: skip
async def test_a_body_that_makes_no_sense_is_refused(rig: Rig, body: bytes) -> None:
    assert await rig.status("POST", "/say", body, **OWN, Origin=rig.address) == 400


async def test_a_body_that_is_too_large_is_not_read(rig: Rig) -> None:
    body = json.dumps({"id": "12345678", "line": "x" * 1_200_000}).encode()
    assert await rig.status("POST", "/say", body, **OWN, Origin=rig.address) == 413


@pytest.mark.parametrize(
    "where",
    [
        "/static/",
        "/static/../__init__.py",
        "/static/%2e%2e/__init__.py",
        "/static/chat.html",
        "/static/page.css%00",
    ],
)
async def test_no_other_file_can_be_fetched(rig: Rig, where: str) -> None:
    assert await rig.status("GET", where) == 404


async def test_a_browser_is_told_to_trust_nothing_but_our_files(rig: Rig) -> None:
    for where in ("/", "/static/page.js"):
        async with rig.session.get(f"{rig.address}{where}") as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"


async def test_a_name_is_text_on_the_page_and_on_the_board(rig: Rig) -> None:
    name = "<b>Eve</b>"
    await rig.ask("/submit", user=name, form="answer:1", fields={"text": "the moon"})
    async with rig.session.get(rig.link) as board:
        text = await board.text()
    assert "&lt;b&gt;Eve&lt;/b&gt;" in text
    assert name not in text


# --- what comes by itself -----------------------------------------------------------------------------------


async def test_an_open_page_hears_of_posts_and_of_a_changed_wall(rig: Rig) -> None:
    async with asyncio.timeout(PATIENCE / 2):  # at once, and not with the next look at the wall
        first = await events(rig, f"{rig.address}/live", 1)
    assert first[0][0] == "wall"
    missed = dict(await events(rig, f"{rig.address}/live", 2, last="0"))
    assert missed.keys() == {"post", "wall"}
    assert "Question 1" in json.dumps(missed["post"])


async def test_posts_reach_each_page_with_the_dates_and_signs_of_its_language(rig: Rig) -> None:
    for reads, date in (("en", "Tue 3 Mar 08:00 UTC"), ("de-DE", "Di, 3. März, 08:00 Uhr UTC")):
        told = dict(await events(rig, f"{rig.address}/live", 2, last="0", reads=reads))
        assert date in json.dumps(told["post"], ensure_ascii=False)


# --- the board from outside ---------------------------------------------------------------------------------


async def test_a_signed_link_shows_the_board_and_keeps_it_fresh(rig: Rig) -> None:
    await rig.ask("/submit", form="answer:1", fields={"text": "the moon"})
    async with rig.session.get(rig.link) as board:
        assert board.status == 200
        text = await board.text()
    assert "Leaderboard" in text
    assert "Ada" in text
    assert "data-press" not in text
    assert (await events(rig, f"{rig.link}/live", 1))[0][0] == "wall"


@pytest.mark.parametrize(
    "bend", [lambda link: link[:-1], lambda link: link[:-2] + "AA", lambda _: "x", lambda _: "%00"]
)
async def test_a_link_that_was_bent_shows_nothing(rig: Rig, bend: object) -> None:
    path, _, word = rig.link.removeprefix(rig.address).rpartition("/")
    assert callable(bend)
    assert await rig.status("GET", f"{path}/{bend(word)}") == 404
    assert await rig.status("GET", f"{path}/{bend(word)}/live") == 404


async def test_a_link_has_its_time_and_its_secret(rig: Rig) -> None:
    other = sign(ROOM, rig.clock.now().replace(year=2027), Secret("somebody else's long secret"))
    assert await rig.status("GET", f"/board/{other}") == 404
    rig.clock.move(rig.clock.now().replace(year=2028))
    assert await rig.status("GET", rig.link.removeprefix(rig.address)) == 404


async def test_the_board_takes_nothing(rig: Rig) -> None:
    assert (
        await rig.status("POST", rig.link.removeprefix(rig.address), BODY, **OWN, Origin=rig.address) == 405
    )
