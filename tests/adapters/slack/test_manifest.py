"""The manifest, the README's link and the code are one: Slack knows every command, and no scope too many."""

import json
import re
from urllib.parse import parse_qs, urlsplit

from bot import wording
from bot.adapters.slack.access import EVENTS, SCOPES
from bot.adapters.slack.manifest import manifest, slash_names
from bot.usecases.commands import SPECS
from scripts.slack_manifest import LINK, MANIFEST, README, linked, written
from tests.adapters.slack import contract
from tests.adapters.slack.names import BOT_EVENTS, BOT_SCOPES, NEEDS
from tests.house.tree import ROOT

SAY = wording.of("en")
PAGE = (ROOT / "docs" / "slack.md").read_text("utf-8")


def test_the_manifest_in_the_repository_is_the_commands_own() -> None:
    assert MANIFEST.read_text("utf-8") == written(), "run `make manifest`"


def test_the_link_in_the_readme_is_the_manifest() -> None:
    text = README.read_text("utf-8")
    assert text == linked(text), "run `make manifest`"
    (link,) = LINK.findall(text)
    (made,) = parse_qs(urlsplit(link).query)["manifest_json"]
    assert json.loads(made) == json.loads(MANIFEST.read_text("utf-8"))
    assert len(link) < 8000, "browsers and Slack take no longer address"


def test_slack_takes_the_manifest_for_either_way_in() -> None:
    contract.needed()
    for address in ("", "https://study.example.org"):
        errors = contract.manifest_schema().iter_errors(manifest(SPECS, SAY, address))
        assert [error.message for error in errors] == []


def test_every_command_is_announced_and_no_other() -> None:
    commands = {one["command"] for one in manifest(SPECS, SAY)["features"]["slash_commands"]}
    assert commands == {"/quiz", "/leaderboard", "/stats", "/streak", "/study"}
    assert commands == {f"/{name}" for name in slash_names(SPECS)}


def test_scopes_and_events_are_names_that_slack_knows() -> None:
    assert set(SCOPES) <= BOT_SCOPES
    assert set(EVENTS) <= BOT_EVENTS


def test_every_event_and_method_has_the_scope_it_needs_and_no_scope_is_there_for_nothing() -> None:
    used = {scope for what, scopes in NEEDS.items() if what in EVENTS or _called(what) for scope in scopes}
    assert used == set(SCOPES)


def test_the_page_gives_a_reason_for_each_scope_and_event() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("|")]
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert named == set(SCOPES) | set(EVENTS)


def test_shortcuts_are_what_the_bot_answers_to() -> None:
    shortcuts = {one["callback_id"]: one for one in manifest(SPECS, SAY)["features"]["shortcuts"]}
    assert set(shortcuts) == {"quiz", "answer"}
    assert all(len(one["name"]) <= 24 for one in shortcuts.values())


def _called(method: str) -> bool:
    """Whether the adapter calls a method of the Web API."""
    sources = (ROOT / "bot" / "adapters" / "slack").glob("*.py")
    return any(f'"{method}"' in source.read_text("utf-8") for source in sources)
