"""Slack's own schemas and sample payloads: what goes out, and what we fake, is held to them."""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

ROOT = Path(__file__).parents[3]
SLACK = Path(os.environ.get("STUDYBOT_SHARED") or ROOT.parent / "shared") / "contracts" / "slack"

ARGUMENTS = {
    "chat.postMessage": "ChatPostMessage",
    "chat.postEphemeral": "ChatPostEphemeral",
    "chat.update": "ChatUpdate",
    "conversations.open": "ConversationsOpen",
    "users.info": "UsersInfo",
    "views.open": "ViewsOpen",
    "views.publish": "ViewsPublish",
    "views.update": "ViewsUpdate",
}
SAMPLES = {
    "command": "slash-commands/SlashCommandPayload",
    "block_actions": "interactive-components/BlockActionPayload",
    "message_action": "interactive-components/MessageShortcutPayload",
    "view_submission": "views/ViewSubmissionPayload",
    "app_home_opened": "AppHomeOpenedPayload",
    "app_mention": "AppMentionPayload",
    "app_uninstalled": "AppUninstalledPayload",
    "channel_archive": "ChannelArchivePayload",
    "member_left_channel": "MemberLeftChannelPayload",
    "message": "MessagePayload",
    "tokens_revoked": "TokensRevokedPayload",
}
ANYTHING = frozenset(
    {"blocks", "values", "state", "actions", "elements"}
)  # the samples show one of many shapes

UNSAMPLED = frozenset(
    {
        "view_submission.view.blocks",
        "block_actions.view.blocks",
        "message.event.subtype",
        "message.event.thread_ts",
        "message.event.files",
        "app_mention.event.thread_ts",
    }
)  # documented, left out of the samples


def needed() -> None:
    """Skip where Slack's schemas are not there; on a build machine they must be."""
    if SLACK.is_dir():
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"no contracts in {SLACK}: set STUDYBOT_SHARED")
    pytest.skip(f"no contracts in {SLACK}: set STUDYBOT_SHARED")


def wrong_arguments(method: str, arguments: Mapping[str, Any]) -> list[str]:
    """What Slack's schema says against a call's arguments; "" of a method without one."""
    if not SLACK.is_dir():
        return []
    if method == "views.push":
        method = "views.open"
    if method not in ARGUMENTS:
        return []
    return _wrong(f"args.{ARGUMENTS[method]}Arguments.json", json.dumps(arguments, sort_keys=True))


def wrong_blocks(blocks: list[Any]) -> list[str]:
    """The same for blocks that go out as an acknowledgement or to a response's address."""
    return wrong_arguments("chat.postMessage", {"channel": "C", "text": "-", "blocks": blocks})


def wrong_view(view: Mapping[str, Any]) -> list[str]:
    return wrong_arguments("views.open", {"trigger_id": "t", "view": view})


def wrong_payload(kind: str, payload: Mapping[str, Any]) -> list[str]:
    """Where a payload that we fake has what Slack's sample has not, or of another type."""
    if kind not in SAMPLES or not SLACK.is_dir():
        return []
    return list(_unlike(payload, _sample(SAMPLES[kind]), kind))


def manifest_schema() -> Draft7Validator:
    return Draft7Validator(json.loads((SLACK / "manifest.schema.2.0.0.json").read_text("utf-8")))


@cache
def _wrong(schema: str, arguments: str) -> list[str]:
    error = best_match(_validator(schema).iter_errors(json.loads(arguments)))
    return [f"{schema}: {error.json_path}: {error.message[:300]}"] if error else []


@cache
def _validator(schema: str) -> Draft7Validator:
    return Draft7Validator(json.loads((SLACK / schema).read_text("utf-8")))


@cache
def _sample(name: str) -> Any:
    return json.loads((SLACK / "inbound" / f"{name}.json").read_text("utf-8"))


def _unlike(faked: Any, sample: Any, at: str) -> Iterator[str]:
    match faked, sample:
        case dict(), dict():
            strange = {key for key in faked.keys() - sample.keys() if f"{at}.{key}" not in UNSAMPLED}
            yield from (f"{at}.{key}: Slack's sample has none" for key in strange)
            for key in (faked.keys() & sample.keys()) - ANYTHING:
                yield from _unlike(faked[key], sample[key], f"{at}.{key}")
        case list(), list():
            for value in faked if sample else ():
                yield from _unlike(value, sample[0], f"{at}[]")
        case None, _:
            return
        case _ if type(faked) is not type(sample):
            yield f"{at}: {type(faked).__name__} where Slack has {type(sample).__name__}"
