"""Signed HTTP: what is forged, stale or malformed is refused, and none of it is logged."""

import logging

import pytest

from tests.adapters.slack.bot import NINE, Running, bot
from tests.adapters.slack.server import Caller
from tests.adapters.slack.workspace import shown

PRIVATE = "what somebody typed"


async def opened(running: Running) -> Caller:
    await running.at(NINE)
    assert isinstance(running.line, Caller)
    return running.line


@pytest.mark.parametrize(
    ("age", "secret"),
    [(0.0, "another secret"), (600.0, ""), (-600.0, "")],
    ids=["forged", "replayed", "ahead"],
)
async def test_a_bad_signature_is_refused_and_not_logged(
    age: float, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with bot(sockets=False) as running:
        caller = await opened(running)
        payload = {"command": "/quiz", "text": PRIVATE, "team_id": "T1", "user_id": "UADA", "trigger_id": "1"}
        status, _ = await caller.call("commands", payload, age=age, secret=secret)
        assert status == 401
    assert PRIVATE not in caplog.text
    assert "bad_signature" in caplog.text


async def test_what_is_pressed_under_a_bad_signature_is_refused() -> None:
    async with bot(sockets=False) as running:
        caller = await opened(running)
        await running.visitor("Ada").press(running.question, "Answer")
        await running.settle()
        status, _ = await caller.call(*running.server.workspace.brought[-1], secret="another secret")
        assert status == 401


@pytest.mark.parametrize("typed", ["100% of a+b & c=d;e #1", "%41%zz 漢字 🙂 naïve", "payload=%7B"])
async def test_what_is_typed_comes_as_it_was_typed(typed: str) -> None:
    async with bot(sockets=False) as running:
        await opened(running)
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        await ada.submit({"text": typed})
        assert f"> {typed}" in shown(ada.modal.view["blocks"])


async def test_slack_verifies_the_address() -> None:
    async with bot(sockets=False) as running:
        caller = await opened(running)
        status, text = await caller.call("events", {"type": "url_verification", "challenge": "c"})
        assert (status, text) == (200, '{"challenge": "c"}')


@pytest.mark.parametrize(
    "payload", [{}, {"type": "nonsense"}, {"type": "block_actions"}, {"event": 1, "type": "event_callback"}]
)
async def test_what_is_malformed_ends_nothing(payload: dict[str, object]) -> None:
    async with bot(sockets=False) as running:
        caller = await opened(running)
        await caller.call("interactive", payload)
        answer = await running.visitor("Ada").command("/streak")
        assert answer["response_type"] == "ephemeral"


async def test_a_workspace_where_the_bot_is_not_installed_is_told_nothing() -> None:
    async with bot(sockets=False) as running:
        caller = await opened(running)
        payload = {
            "command": "/streak",
            "team_id": "T2",
            "user_id": "U",
            "trigger_id": "1",
            "channel_id": "C1",
        }
        status, text = await caller.call("commands", payload)
        assert status == 200
        assert "Streak" not in text


async def test_tokens_and_answers_are_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with bot(sockets=False) as running:
        await opened(running)
        ada = running.visitor("Ada")
        await ada.press(running.question, "Answer")
        await running.settle()
        await ada.submit({"text": PRIVATE})
        running.server.web.revoked = True
        await ada.write(PRIVATE)
        await running.settle()
    for secret in (PRIVATE, "xoxb-right", "xapp-right", "a signing secret"):
        assert secret not in caplog.text
