"""Calls of the Web API: each failure in the words of the house, and the way through a proxy."""

import pytest

from bot.adapters.slack.web import Misshaped, Web
from bot.errors import BotError, Gone, Unavailable
from tests.adapters.slack.server import serving
from tests.adapters.slack.workspace import Fault

TOKEN = "xoxb-right"


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (Fault(status=200), Unavailable),  # no JSON: somebody on the way answered
        (Fault(status=503), Unavailable),
        (Fault(status=429, after=7), Unavailable),
        (Fault(drops=True), Unavailable),
        (Fault(error="token_revoked"), Gone),
        (Fault(error="invalid_blocks"), Misshaped),
    ],
    ids=["no JSON", "away", "busy", "cut", "revoked", "misshaped"],
)
async def test_a_call_that_fails_is_told_in_words_of_ours(fault: Fault, failure: type[BotError]) -> None:
    async with serving() as server:
        server.workspace.faults["auth.test"].append(fault)
        web = Web(server.api)
        with pytest.raises(failure) as told:
            await web.call(TOKEN, "auth.test", {}, as_form=True)
        await web.close()
    if fault.after:
        assert getattr(told.value, "retry_after", None) == fault.after


async def test_a_token_that_is_refused_is_told_to_who_wants_to_know() -> None:
    async with serving() as server:
        web, refused = Web(server.api), list[str]()
        web.refused = refused.append
        with pytest.raises(Gone):
            await web.call("xoxb-wrong", "auth.test", {}, as_form=True)
        await web.close()
    assert refused == ["xoxb-wrong"]


def test_calls_go_by_the_proxy_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "files.slack.com")
    web = Web("https://slack.com/api/")
    assert web.way("https://slack.com/api/auth.test") == "http://proxy.example:3128"
    assert web.way("wss://wss-primary.slack.com/link") == "http://proxy.example:3128"
    assert web.way("https://files.slack.com/upload") is None
    assert web.way("http://127.0.0.1:1/api/") is None
