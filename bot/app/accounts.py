"""What the environment says of the platforms' accounts, and of the address this process listens on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.links import Links
from bot.core.secret import Secret
from bot.errors import BadData, Problem

DISCORD_API = "https://discord.com/api/v10"
SLACK_API = "https://slack.com/api/"
SHORTEST_SECRET = 24  # characters


@dataclass(frozen=True, slots=True)
class DiscordAccount:
    """`gateway` "": the one the API names. `shards` are served here, of `of` in all; 0: as Discord says."""

    token: Secret
    api: str
    gateway: str
    shards: tuple[int, ...]
    of: int


@dataclass(frozen=True, slots=True)
class SlackAccount:
    """With `app_token` by Socket Mode, else by HTTP requests signed with `signing_secret`.

    One workspace by `bot_token`, or all that install the app, by `client_id` and `client_secret`.
    """

    bot_token: Secret | None
    app_token: Secret | None
    signing_secret: Secret | None
    api: str
    client_id: str = ""
    client_secret: Secret | None = None


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Accounts:
    """None: there is no such account, and nothing listens."""

    discord: DiscordAccount | None = None
    slack: SlackAccount | None = None
    http: Address | None = None
    links: Links | None = None  # where the boards of rooms can be seen from outside


def accounts(said: Mapping[str, str]) -> Accounts:
    """Raises BadData with everything that is wrong or missing."""
    problems: list[Problem] = []
    found = Accounts(
        _discord(said, problems), _slack(said, problems), _http(said, problems), _links(said, problems)
    )
    if problems:
        raise BadData(problems)
    return found


def _discord(said: Mapping[str, str], problems: list[Problem]) -> DiscordAccount | None:
    token = _secret(said, "DISCORD_TOKEN")
    if token is None:
        return None
    shards, of = _shards(said.get("STUDYBOT_SHARDS", ""), problems)
    api = said.get("STUDYBOT_DISCORD_API") or DISCORD_API
    return DiscordAccount(token, api.rstrip("/"), said.get("STUDYBOT_DISCORD_GATEWAY", ""), shards, of)


def _slack(said: Mapping[str, str], problems: list[Problem]) -> SlackAccount | None:
    token = _secret(said, "SLACK_BOT_TOKEN")
    client, secret = said.get("SLACK_CLIENT_ID", "").strip(), _secret(said, "SLACK_CLIENT_SECRET")
    if token is None and not client:
        return None
    app, signing = _secret(said, "SLACK_APP_TOKEN"), _secret(said, "SLACK_SIGNING_SECRET")
    http = bool(said.get("STUDYBOT_HTTP"))
    if app is None and signing is None:
        text = "Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside its token"
        problems.append(Problem("SLACK_APP_TOKEN", 1, 1, "slack", text))
    elif app is None and not http:
        text = "without SLACK_APP_TOKEN Slack calls us: set STUDYBOT_HTTP to the host:port to listen on"
        problems.append(Problem("STUDYBOT_HTTP", 1, 1, "slack", text))
    if token is None and not (secret and http):
        text = "installing by SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET, and STUDYBOT_HTTP to listen on"
        problems.append(Problem("SLACK_CLIENT_SECRET", 1, 1, "slack", text))
    api = (said.get("STUDYBOT_SLACK_API") or SLACK_API).rstrip("/") + "/"
    return SlackAccount(token, app, signing, api, "" if token else client, secret)


def _shards(typed: str, problems: list[Problem]) -> tuple[tuple[int, ...], int]:
    """`0,1/4`: these of 4; "": all, as many as Discord says."""
    if not typed:
        return (), 0
    listed, _, total = typed.partition("/")
    words = [word.strip() for word in listed.split(",")]
    if total.strip().isdecimal() and all(word.isdecimal() for word in words):
        shards, of = tuple(sorted({int(word) for word in words})), int(total)
        if shards[-1] < of:
            return shards, of
    text = f"{typed!r} names no shards; write the first two of four as 0,1/4"
    problems.append(Problem("STUDYBOT_SHARDS", 1, 1, "shards", text))
    return (), 0


def _http(said: Mapping[str, str], problems: list[Problem]) -> Address | None:
    typed = said.get("STUDYBOT_HTTP", "")
    if not typed:
        return None
    host, _, port = typed.rpartition(":")
    if host and port.isdecimal() and int(port) < 65536:
        return Address(host.strip("[]"), int(port))
    text = f"{typed!r} is no host:port; write it like 0.0.0.0:8080"
    problems.append(Problem("STUDYBOT_HTTP", 1, 1, "http", text))
    return None


def _links(said: Mapping[str, str], problems: list[Problem]) -> Links | None:
    address, secret = said.get("STUDYBOT_URL", "").rstrip("/"), _secret(said, "STUDYBOT_SECRET")
    if not address:
        return None
    if not re.fullmatch(r"https://[\w.-]+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?", address):
        text = f"{address!r} is no address for links; write it like https://study.example.org"
        problems.append(Problem("STUDYBOT_URL", 1, 1, "links", text))
    if secret is None or len(secret.reveal()) < SHORTEST_SECRET:
        text = f"links are signed with it: give it {SHORTEST_SECRET} characters or more that nobody can guess"
        problems.append(Problem("STUDYBOT_SECRET", 1, 1, "links", text))
        return None
    if not said.get("STUDYBOT_HTTP"):
        text = "STUDYBOT_URL leads here: set STUDYBOT_HTTP to the host:port to listen on"
        problems.append(Problem("STUDYBOT_HTTP", 1, 1, "links", text))
    return Links(address, secret)


def _secret(said: Mapping[str, str], name: str) -> Secret | None:
    value = said.get(name, "").strip()
    return Secret(value) if value else None
