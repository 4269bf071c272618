"""Accounts are read from the environment: what is wrong is said all at once, and no token shows."""

import pytest

from bot.app.accounts import Accounts, Address, accounts
from bot.errors import BadData


def test_without_tokens_there_is_no_account() -> None:
    assert accounts({}) == Accounts()


def test_a_token_never_shows_itself() -> None:
    found = accounts({"DISCORD_TOKEN": "very-secret"})
    assert found.discord is not None
    assert "very-secret" not in f"{found} {found!r} {found.discord.token}"
    assert found.discord.token.reveal() == "very-secret"


def test_everything_that_is_wrong_is_said_at_once() -> None:
    said = {
        "DISCORD_TOKEN": "x",
        "STUDYBOT_SHARDS": "4/4",
        "SLACK_BOT_TOKEN": "y",
        "STUDYBOT_HTTP": "nowhere",
    }
    with pytest.raises(BadData) as raised:
        accounts(said)
    assert {problem.file for problem in raised.value.problems} == {
        "STUDYBOT_SHARDS", "SLACK_APP_TOKEN", "STUDYBOT_HTTP",
    }  # fmt: skip


def test_slack_over_http_needs_an_address_to_be_called_on() -> None:
    with pytest.raises(BadData, match="STUDYBOT_HTTP"):
        accounts({"SLACK_BOT_TOKEN": "y", "SLACK_SIGNING_SECRET": "z"})


@pytest.mark.parametrize(
    ("typed", "shards", "of"), [("", (), 0), ("0,1/4", (0, 1), 4), (" 3 , 1 / 4", (1, 3), 4)]
)
def test_shards_are_those_of_so_many(typed: str, shards: tuple[int, ...], of: int) -> None:
    found = accounts({"DISCORD_TOKEN": "x", "STUDYBOT_SHARDS": typed}).discord
    assert found is not None
    assert (found.shards, found.of) == (shards, of)


def test_an_address_may_be_of_either_kind() -> None:
    assert accounts({"STUDYBOT_HTTP": "[::1]:80"}).http == Address("::1", 80)
    assert accounts({"STUDYBOT_HTTP": "0.0.0.0:8080"}).http == Address("0.0.0.0", 8080)  # noqa: S104


@pytest.mark.parametrize(
    ("address", "well"),
    [
        ("https://study.example.org", True),
        ("https://study.example.org:8443/", True),
        ("http://localhost:8080", True),
        ("http://study.example.org", False),
        ("https://study.example.org/under/a/path", False),
        ("javascript:alert(1)", False),
    ],
)
def test_links_lead_to_an_address_of_our_own(address: str, well: bool) -> None:
    said = {"STUDYBOT_URL": address, "STUDYBOT_SECRET": "x" * 24, "STUDYBOT_HTTP": "127.0.0.1:8080"}
    if well:
        links = accounts(said).links
        assert links is not None
        assert links.address == address.rstrip("/")
    else:
        with pytest.raises(BadData, match="STUDYBOT_URL"):
            accounts(said)


def test_links_need_a_secret_that_nobody_guesses_and_a_place_to_listen() -> None:
    for lacking in ("STUDYBOT_SECRET", "STUDYBOT_HTTP"):
        said = {"STUDYBOT_URL": "https://a.example", "STUDYBOT_SECRET": "x" * 24, "STUDYBOT_HTTP": "[::]:80"}
        with pytest.raises(BadData, match=lacking):
            accounts(said | {lacking: "short" if "SECRET" in lacking else ""})
