"""Several workspaces: each installs the bot for itself, and its token lies in the bot's own database."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import ClientResponse

from bot.adapters.errands import PROMPT
from bot.core.model import Team
from bot.core.secret import Secret
from bot.errors import Gone, Unavailable
from bot.messages import Message, Span, Text
from bot.store import open_store
from bot.usecases import settings
from tests.adapters.slack.bot import NINE, OWNER, ROOM, Process, Running, beside, scheduled
from tests.adapters.slack.server import Caller, serving
from tests.adapters.slack.test_comings import paused
from tests.adapters.slack.workspace import BOT_USER, Fault

HELLO = Message((Text((Span("hello"),)),), "hello")


@asynccontextmanager
async def open_to_all(within: float = PROMPT) -> AsyncIterator[Running]:
    """A bot with no token of its own, over HTTP."""
    async with serving() as server, open_store(":memory:") as store:
        process = Process(sockets=False, installs=True, now=NINE, within=within)
        async with beside(server, store, process) as running:
            yield running
            assert server.workspace.problems == []


async def get(running: Running, path: str, cookie: str = "") -> ClientResponse:
    assert isinstance(running.line, Caller)
    at = urlsplit(running.line.url)
    async with aiohttp.ClientSession() as session:
        headers = {"Cookie": cookie} if cookie else {}
        response = await session.get(f"http://{at.netloc}{path}", headers=headers, allow_redirects=False)
        await response.read()
        return response


async def install(running: Running, code: str = "a code") -> ClientResponse:
    """As a browser does it: the page, Slack's own page, and back."""
    page = await get(running, "/slack/install")
    cookie = page.headers["Set-Cookie"].split(";")[0]
    state = cookie.partition("=")[2]
    assert f"state={state}" in await page.text()
    return await get(running, f"/slack/oauth_redirect?code={code}&state={state}", cookie)


async def token(running: Running) -> Secret | None:
    return await running.parts.house.store.read(lambda view: view.installation(ROOM.team))


async def test_a_workspace_that_installed_the_bot_is_served() -> None:
    async with open_to_all() as running:
        with pytest.raises(Gone):
            await running.slack.post(ROOM, HELLO, "a")
        assert (await install(running)).status == 200
        found = await token(running)
        assert found is not None
        assert found.reveal() == running.server.web.token
        await running.slack.post(ROOM, HELLO, "a")
        answer = await running.visitor("Ada").command("/streak")
        assert answer["response_type"] == "ephemeral"


async def test_the_page_asks_for_no_more_than_the_manifest_does() -> None:
    async with open_to_all() as running:
        text = await (await get(running, "/slack/install")).text()
        link = text.partition('href="https')[2].partition('"')[0].replace("&amp;", "&")
        asked = parse_qs(urlsplit(link).query)
        assert "users:read" in asked["scope"][0].split(",")
        assert "user_scope" not in asked or asked["user_scope"] == [""]


@pytest.mark.parametrize(
    "path", ["?code=a%20code&state=forged", "?code=a%20code", "?error=access_denied", ""]
)
async def test_what_no_page_of_ours_led_to_installs_nothing(path: str) -> None:
    async with open_to_all() as running:
        await get(running, f"/slack/oauth_redirect{path}")
        assert await token(running) is None


async def test_a_way_back_is_gone_once() -> None:
    async with open_to_all() as running:
        running.server.web.codes.add("another code")
        page = await get(running, "/slack/install")
        cookie = page.headers["Set-Cookie"].split(";")[0]
        back = f"/slack/oauth_redirect?state={cookie.partition('=')[2]}&code="
        assert (await get(running, back + "a%20code", cookie)).status == 200
        assert (await get(running, back + "another%20code", cookie)).status == 401


async def test_who_only_looks_at_the_page_leaves_nothing_behind() -> None:
    async with open_to_all() as running:
        for _ in range(3):
            await get(running, "/slack/install")
        await install(running, "a wrong code")
        now = running.clock.now() + timedelta(days=1)
        assert await running.parts.house.store.write(lambda tx: tx.prune(now)) == 0


@pytest.mark.parametrize("later", [timedelta(minutes=9), timedelta(minutes=11)])
async def test_a_way_back_is_good_for_ten_minutes(later: timedelta) -> None:
    async with open_to_all() as running:
        page = await get(running, "/slack/install")
        cookie = page.headers["Set-Cookie"].split(";")[0]
        running.clock.move(NINE + later)
        back = f"/slack/oauth_redirect?code=a%20code&state={cookie.partition('=')[2]}"
        assert (await get(running, back, cookie)).status == (200 if later < timedelta(minutes=10) else 401)


@pytest.mark.parametrize("state", ["x", "9999999999.a.b", "nan.a.b", "é.a.b", "..", "%20"])
async def test_a_sign_that_is_none_of_ours_is_refused(state: str) -> None:
    async with open_to_all() as running:
        found = await get(
            running, f"/slack/oauth_redirect?code=a%20code&state={state}", f"slack-app-oauth-state={state}"
        )
        assert found.status in (400, 401)
        assert await token(running) is None


async def test_a_code_that_slack_does_not_know_installs_nothing() -> None:
    async with open_to_all() as running:
        assert (await install(running, "a wrong code")).status == 401
        assert await token(running) is None


async def test_who_installs_for_a_whole_organisation_is_told_that_it_did_not_work() -> None:
    async with open_to_all() as running:
        running.server.web.whole = True
        assert (await install(running)).status == 401
        assert await token(running) is None


async def test_a_workspace_that_took_the_bot_away_is_forgotten() -> None:
    async with open_to_all() as running:
        await install(running)
        await running.visitor("Ada").event({"type": "app_uninstalled"})
        await running.settle()
        assert await token(running) is None
        with pytest.raises(Gone):
            await running.slack.post(ROOM, HELLO, "a")
        with pytest.raises(Unavailable):
            await running.slack.post(OWNER, HELLO, "a")


async def test_a_workspace_that_installed_the_bot_anew_keeps_it_however_late_it_is_told_of_its_leaving() -> (
    None
):
    async with open_to_all() as running:
        await install(running)
        store, workspace = running.parts.house.store, running.server.workspace
        await store.write(lambda tx: settings.ensure(tx, scheduled(), running.parts.house))
        ada = running.visitor("Ada")
        await ada.event({"type": "app_uninstalled"})
        await running.settle()
        running.server.web.codes.add("another code")
        running.clock.move(NINE + timedelta(minutes=4))
        await install(running, "another code")
        await running.visitor("Boss", admin=True).command("/study", "resume")
        await running.line.bring(*workspace.brought[-1])
        await ada.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}})
        await running.settle()
        assert await token(running) is not None
        assert not await paused(running)


async def test_who_set_a_channel_up_is_told_once_the_bot_is_installed_again() -> None:
    async with open_to_all() as running:
        await install(running)
        store = running.parts.house.store
        await store.write(lambda tx: settings.ensure(tx, scheduled(), running.parts.house))
        await running.at(NINE)
        await running.visitor("Ada").event({"type": "app_uninstalled"})
        await running.settle()
        assert running.server.workspace.posts("DUOWNER") == []
        running.server.web.codes.add("another code")
        await install(running, "another code")
        await running.at(NINE + timedelta(hours=1))
        (told,) = running.server.workspace.posts("DUOWNER")
        assert "paused" in told.text


async def test_a_token_that_another_replica_replaced_is_looked_up_again() -> None:
    async with open_to_all() as running:
        await install(running)
        await running.slack.post(ROOM, HELLO, "a")
        running.server.web.token = "xoxb-newer"
        by, newer = OWNER, Secret("xoxb-newer")
        await running.parts.house.store.write(lambda tx: tx.install(by, newer, NINE))
        with pytest.raises(Gone):
            await running.slack.post(ROOM, HELLO, "b")
        await running.slack.post(ROOM, HELLO, "c")


async def test_one_workspaces_token_speaks_in_no_other() -> None:
    async with open_to_all() as running:
        await install(running)
        with pytest.raises(Gone):
            await running.slack.post(replace(ROOM, team=Team("slack", "T2")), HELLO, "a")


async def test_while_slack_does_not_answer_for_a_token_nobody_is_told_to_install_the_bot_anew() -> None:
    async with open_to_all() as running:
        await install(running)
        running.server.workspace.faults["auth.test"].append(Fault(status=503))
        await running.visitor("Ada").write("help")
        await running.settle()
        assert "quiz" in str(running.server.workspace.posts("DUADA")[-1].blocks), "as Slack brought it again"


async def test_the_first_request_of_a_workspace_waits_for_nobody_to_say_who_the_bot_is_there() -> None:
    async with open_to_all(within=0.2) as running:
        await install(running)
        running.server.workspace.faults["auth.test"].append(Fault(slow=0.6, accepts=True))
        began = time.monotonic()
        answer = await running.visitor("Ada").command("/streak")
        took = time.monotonic() - began
        assert "No streak" in str(answer["blocks"])
        assert took < 0.5


async def test_nobody_asks_twice_who_the_bot_is_while_slack_thinks() -> None:
    async with open_to_all() as running:
        await install(running)
        running.server.workspace.faults["auth.test"].append(Fault(slow=0.05, accepts=True))
        teams = running.slack._teams
        first, second = await asyncio.gather(teams.known("T1"), teams.known("T1"))
        assert first is second
        assert len(running.server.workspace.called("auth.test")) == 1
