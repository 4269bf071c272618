"""The doctor on broken set-ups: each is told with the action that mends it, on servers of this machine."""

import json
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot import wording
from bot.adapters.slack.access import SCOPES
from bot.app import settings
from bot.app.doctor import Finding, State, examine, machine, report
from bot.app.doctor.discord import INVITED_WITH
from bot.core.model import Room, Schedule, Team
from bot.store import open_store
from tests.cli.command import studybot
from tests.cluster import Cluster, binaries, cluster
from tests.house.tree import ROOT

DISCORD, SLACK = Room(Team("discord", "10"), "20"), Room(Team("slack", "T1"), "C1")
TOKENS = {"DISCORD_TOKEN": "right", "SLACK_BOT_TOKEN": "xoxb-right", "SLACK_APP_TOKEN": "xapp-right"}


@dataclass(slots=True)
class World:
    """A small Discord and Slack; tests bend what they answer."""

    answers: dict[str, Any] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    statuses: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    async def answer(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix("/")
        right = request.headers["Authorization"].split()[1] in TOKENS.values()
        if path in self.missing or path not in self.answers:
            return web.json_response({"message": "Unknown", "code": 10003}, status=404)
        if not right:
            refused = {"ok": False, "error": "invalid_auth"} if path.startswith("slack/") else {"code": 0}
            return web.json_response(refused, status=200 if path.startswith("slack/") else 401)
        status = self.statuses.get(path, 200)
        return web.json_response(self.answers[path], status=status, headers=self.headers)


def whole() -> World:
    return World(
        answers={
            "discord/users/@me": {"id": "1", "username": "studybot"},
            "discord/applications/@me": {"id": "1", "interactions_endpoint_url": None},
            "discord/gateway/bot": {
                "shards": 1,
                "session_start_limit": {"remaining": 990, "reset_after": 3_600_000},
            },
            "discord/users/@me/guilds": [{"id": "10"}],
            "discord/guilds/10": {"owner_id": "9", "roles": [{"id": "10", "permissions": str(INVITED_WITH)}]},
            "discord/guilds/10/members/1": {"roles": []},
            "discord/channels/20": {"name": "study", "permission_overwrites": []},
            "slack/auth.test": {"ok": True, "user": "studybot", "team": "Crew", "team_id": "T1"},
            "slack/apps.connections.open": {"ok": True, "url": "wss://x"},
            "slack/conversations.history": {"ok": True, "messages": []},
        },
        headers={"x-oauth-scopes": ",".join(SCOPES)},
    )


@asynccontextmanager
async def served(world: World) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", world.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def set_up(file: str | Path) -> None:
    """A database with one room on each platform."""
    async with open_store(file) as store:
        for room in (DISCORD, SLACK):
            await store.write(lambda tx, room=room: tx.add_schedule(Schedule(0, room, time(9), "UTC")))  # type: ignore[misc]


async def found(world: World, folder: Path, **changed: str) -> list[Finding]:
    """What the doctor says of this world, with some of the environment changed."""
    file = folder / "studybot.db"
    if not file.exists():
        await set_up(file)
    async with served(world) as address:
        said = {
            "STUDYBOT_DATABASE": str(file),
            "STUDYBOT_DISCORD_API": f"{address}/discord",
            "STUDYBOT_SLACK_API": f"{address}/slack/",
            **TOKENS,
        } | changed
        return [finding async for finding in examine(lambda: said)]


def faults(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings if finding.state is State.FAULT]


async def test_a_set_up_that_is_whole_has_no_fault(tmp_path: Path) -> None:
    findings = await found(whole(), tmp_path)
    assert faults(findings) == []
    codes = {finding.code for finding in findings}
    assert {
        "database",
        "decks",
        "clock",
        "discord_room",
        "slack_room",
        "slack_socket",
        "slack_scoped",
    } <= codes


Bend = Callable[[World], object]


def answers(path: str, **fields: object) -> Bend:
    return lambda world: world.answers[path].update(fields)


BROKEN: list[tuple[str, Bend, dict[str, str], str]] = [
    ("a mistyped token of Discord", lambda _: None, {"DISCORD_TOKEN": "wrong"}, "discord_refused"),
    ("Discord is down", lambda w: w.statuses.update({"discord/users/@me": 503}), {}, "discord_answers"),
    ("Discord out of reach", lambda _: None, {"STUDYBOT_DISCORD_API": "http://127.0.0.1:9"}, "discord_away"),
    (
        "an endpoint that swallows presses",
        answers("discord/applications/@me", interactions_endpoint_url="https://old.example"),
        {},
        "discord_endpoint",
    ),
    (
        "restarted too often",
        answers("discord/gateway/bot", session_start_limit={"remaining": 0, "reset_after": 7_200_000}),
        {},
        "discord_starts",
    ),
    (
        "too few shards",
        answers("discord/gateway/bot", shards=4),
        {"STUDYBOT_SHARDS": "0,1/2"},
        "discord_shards",
    ),
    ("on no server", lambda w: w.answers.update({"discord/users/@me/guilds": []}), {}, "discord_nowhere"),
    ("thrown out of the server", lambda w: w.missing.add("discord/guilds/10"), {}, "discord_not_there"),
    ("the channel is gone", lambda w: w.missing.add("discord/channels/20"), {}, "discord_channel"),
    (
        "a channel where it may not write",
        answers(
            "discord/channels/20", permission_overwrites=[{"id": "10", "allow": "0", "deny": str(1 << 11)}]
        ),
        {},
        "discord_lacks",
    ),
    ("a mistyped token of Slack", lambda _: None, {"SLACK_BOT_TOKEN": "xoxb-wrong"}, "slack_refused"),
    ("somebody's own token", lambda _: None, {"SLACK_BOT_TOKEN": "xoxp-wrong"}, "slack_token_kind"),
    ("a scope is missing", lambda w: w.headers.update({"x-oauth-scopes": "commands"}), {}, "slack_scopes"),
    ("a bot's token for the socket", lambda _: None, {"SLACK_APP_TOKEN": "xoxb-right"}, "slack_app_kind"),
    ("an app token that was revoked", lambda _: None, {"SLACK_APP_TOKEN": "xapp-wrong"}, "slack_app_refused"),
    (
        "an app token without its scope",
        answers("slack/apps.connections.open", ok=False, error="missing_scope"),
        {},
        "slack_app_scope",
    ),
    (
        "Socket Mode is off",
        answers("slack/apps.connections.open", ok=False, error="not_allowed"),
        {},
        "slack_no_socket",
    ),
    (
        "not in the channel",
        answers("slack/conversations.history", ok=False, error="not_in_channel"),
        {},
        "slack_not_member",
    ),
    (
        "an archived channel",
        answers("slack/conversations.history", ok=False, error="channel_not_found"),
        {},
        "slack_channel",
    ),
    (
        "a clock that is off",
        lambda w: w.headers.update(
            {"Date": format_datetime(datetime.now(UTC) - timedelta(minutes=7), usegmt=True)}
        ),
        {},
        "clock_wrong",
    ),
    ("a folder of decks that is not there", lambda _: None, {"STUDYBOT_DECKS": "/nowhere"}, "decks_nowhere"),
    (
        "no room for a database",
        lambda _: None,
        {"STUDYBOT_DATABASE": "/dev/null/studybot.db"},
        "database_folder",
    ),
    (
        "a folder that permissions allow and its file system does not",
        lambda _: None,
        {"STUDYBOT_DATABASE": "/proc/no/studybot.db"},
        "database_folder",
    ),
    (
        "tokens of Slack in one another's place, and no network",
        lambda _: None,
        {
            "SLACK_BOT_TOKEN": "xapp-right",
            "SLACK_APP_TOKEN": "xoxb-right",
            "STUDYBOT_SLACK_API": "http://127.0.0.1:9",
        },
        "slack_token_kind",
    ),
    ("a token of Slack alone", lambda _: None, {"SLACK_APP_TOKEN": ""}, "slack_app_unset"),
    ("a setting that means nothing", lambda _: None, {"STUDYBOT_LOG": "loud"}, "setting"),
]


@pytest.mark.parametrize(("name", "bend", "changed", "code"), BROKEN, ids=[row[0] for row in BROKEN])
async def test_a_broken_set_up_is_told_with_what_mends_it(
    name: str, bend: Bend, changed: dict[str, str], code: str, tmp_path: Path
) -> None:
    del name
    world = whole()
    bend(world)
    findings = await found(world, tmp_path, **changed)
    assert code in faults(findings)
    finding = next(finding for finding in findings if finding.code == code)
    say = wording.of("en")
    assert finding.text(say)
    assert len(finding.remedy(say)) > 15
    whole_text = json.dumps([finding.told(say) for finding in findings])
    assert not any(token in whole_text for token in (*TOKENS.values(), *changed.values()) if "-" in token)


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "studybot.db").write_bytes(b"no database at all" * 100)
    assert "database_unusable" in faults(await found(whole(), tmp_path))


async def test_a_database_of_a_newer_studybot_is_told(tmp_path: Path) -> None:
    await set_up(tmp_path / "studybot.db")
    with sqlite3.connect(tmp_path / "studybot.db") as connection:
        connection.execute("INSERT INTO migrations VALUES (999, 'x', 'y')")
    connection.close()
    assert "database_unusable" in faults(await found(whole(), tmp_path))


async def test_a_deck_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("deck: mine\ntitle: Mine\ncards:\n  - ponits: x\n", "utf-8")
    findings = await found(whole(), tmp_path, STUDYBOT_DECKS=str(tmp_path))
    told = [finding.text(wording.of("en")) for finding in findings if finding.code == "decks_broken"]
    assert told and "mine.yaml:4:" in told[0]


async def test_what_needs_no_account_is_looked_at_whatever_is_wrong_with_the_tokens(tmp_path: Path) -> None:
    (tmp_path / "studybot.db").write_bytes(b"no database at all" * 100)
    wrong = {"SLACK_APP_TOKEN": "", "STUDYBOT_DECKS": "/nowhere"}
    told = faults(await found(whole(), tmp_path, **wrong))
    assert told == ["slack_app_unset", "decks_nowhere", "database_unusable"]


async def test_a_folder_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    findings = await found(whole(), tmp_path, STUDYBOT_DECKS="/nowhere")
    assert faults(findings) == ["decks_nowhere"]


def test_an_old_python_and_missing_zones_are_told() -> None:
    assert machine.python((3, 10, 2)).code == "python_old"
    assert machine.zones("Nowhere/Land").code == "zones_missing"
    assert machine.year(datetime(1970, 1, 1, tzinfo=UTC)).code == "clock_unset"


def test_every_finding_has_its_sentence_and_each_that_is_not_well_its_remedy() -> None:
    source = "".join(file.read_text("utf-8") for file in (ROOT / "bot" / "app" / "doctor").glob("*.py"))
    codes = re.findall(r"\b(well|note|fault)\)?\(\s*\"(\w+)\"", source)
    keys = wording.of("en").keys
    assert len(codes) > 40
    assert [code for _, code in codes if f"doctor.{code}" not in keys] == []
    assert [code for kind, code in codes if kind != "well" and f"doctor.{code}_do" not in keys] == []


# --- the command --------------------------------------------------------------------------------------------


def test_the_command_ends_with_1_where_something_must_be_mended(tmp_path: Path) -> None:
    well = studybot(tmp_path, "doctor", STUDYBOT_NOW="")
    assert (well.returncode, well.stderr) == (0, "")
    assert "All is well." in well.stdout
    broken = studybot(tmp_path, "doctor", "--json", STUDYBOT_NOW="yesterday")
    assert broken.returncode == 1
    told = json.loads(broken.stdout)
    assert not told["well"]
    assert {"check", "code", "state", "text", "remedy"} == set(told["findings"][0])


async def test_a_start_tells_the_log_what_is_wrong_and_never_a_token(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "studybot.db"
    await set_up(file)
    world = whole()
    world.missing.add("discord/channels/20")
    async with served(world) as address:
        said = {"STUDYBOT_DATABASE": str(file), "STUDYBOT_DISCORD_API": f"{address}/discord", **TOKENS}
        await report(settings.read(said | {"STUDYBOT_SLACK_API": "http://127.0.0.1:9"}))
    told = [record.__dict__ for record in caplog.records if record.message == "doctor"]
    assert [one["code"] for one in told] == ["discord_channel", "slack_away"]
    assert all(one["remedy"] for one in told)
    assert "xoxb-right" not in str(told)


async def test_where_workspaces_install_the_app_there_is_no_one_token_to_look_at(tmp_path: Path) -> None:
    more = {
        "SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": "", "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "made-up",
        "SLACK_SIGNING_SECRET": "made-up", "STUDYBOT_HTTP": "127.0.0.1:8080",
    }  # fmt: skip
    findings = await found(whole(), tmp_path, **more)
    assert faults(findings) == []
    assert "slack_installed" in {finding.code for finding in findings}


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    if binaries() is None:
        pytest.skip("needs PostgreSQL")
    with cluster() as running:
        yield running


async def test_a_database_on_a_server_is_looked_at_and_its_password_never_shown(
    server: Cluster, tmp_path: Path
) -> None:
    address = server.fresh().replace("studybot@", "studybot:very-secret@")
    before = await found(whole(), tmp_path, STUDYBOT_DATABASE=address)
    await set_up(address)
    findings = await found(whole(), tmp_path, STUDYBOT_DATABASE=address)
    assert faults(findings) == []
    assert {"database", "discord_room", "slack_room"} <= {finding.code for finding in findings}
    gone = await found(whole(), tmp_path, STUDYBOT_DATABASE=address.replace("/study_", "/nowhere_"))
    assert "database_unusable" in faults(gone)
    told = [finding.told(wording.of("en")) for finding in (*before, *findings, *gone)]
    assert "very-secret" not in json.dumps(told)
