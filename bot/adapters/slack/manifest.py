"""The app's manifest, made from the commands: what Slack is told the bot can do, and may see."""

import json
from collections.abc import Sequence
from urllib.parse import quote

from bot.adapters.slack import limits
from bot.adapters.slack.access import EVENTS, SCOPES
from bot.adapters.slack.spans import Json
from bot.adapters.typed import GROUP
from bot.messages import CommandSpec, OptionSpec
from bot.wording import Wording

NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_json="
COLOUR = "#1d4ed8"
HINT = 1000  # characters of a usage hint
SHORTCUT, DESCRIPTION = 24, 150


def manifest(specs: Sequence[CommandSpec], say: Wording, address: str = "") -> Json:
    """With an address (https://…) for signed HTTP, without one for Socket Mode."""
    events = f"{address.rstrip('/')}/slack/events" if address else ""
    request = {"request_url": events} if events else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": say.text("slack.title"),
            "description": limits.cut(say.text("slack.about"), 140),
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": say.text("slack.title"), "always_online": True},
            "shortcuts": [_shortcut(say, "global", "quiz"), _shortcut(say, "message", "answer")],
            "slash_commands": [_command(command, specs, say, events) for command in slash_names(specs)],
        },
        "oauth_config": {
            "scopes": {"bot": list(SCOPES)},
            **({"redirect_urls": [f"{address.rstrip('/')}/slack/oauth_redirect"]} if address else {}),
        },
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **request},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not address,
            "token_rotation_enabled": False,
        },
    }


def slash_names(specs: Sequence[CommandSpec]) -> list[str]:
    """The slash commands that Slack knows: those of the study group share one."""
    return [*dict.fromkeys(spec.name.partition(" ")[0] for spec in specs)]


def link(specs: Sequence[CommandSpec], say: Wording) -> str:
    """One click makes the app from its manifest."""
    return NEW_APP + quote(
        json.dumps(manifest(specs, say), ensure_ascii=False, separators=(",", ":")), safe=""
    )


def _command(name: str, specs: Sequence[CommandSpec], say: Wording, events: str) -> Json:
    known = next((spec for spec in specs if spec.name == name), None)
    told = {
        "command": f"/{name}",
        "description": say.text(known.help if known else "slack.study"),
        "should_escape": name == GROUP,  # people are named behind it by mentions
    }
    hint = _hint(known.options) if known else say.text("slack.study_hint")
    return (
        told | ({"usage_hint": limits.cut(hint, HINT)} if hint else {}) | ({"url": events} if events else {})
    )


def _hint(options: Sequence[OptionSpec]) -> str:
    return " ".join(f"[{' | '.join(option.choices) or option.name}]" for option in options)


def _shortcut(say: Wording, kind: str, callback: str) -> Json:
    return {
        "name": limits.cut(say.text(f"slack.shortcut_{callback}"), SHORTCUT),
        "type": kind,
        "callback_id": callback,
        "description": limits.cut(say.text(f"slack.does_{callback}"), DESCRIPTION),
    }
