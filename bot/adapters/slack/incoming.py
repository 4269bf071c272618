"""What Slack sends, read into values: who, where, which of its ways in, and by which addresses to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.adapters.slack.views import Place, answers, place_in

Payload = Mapping[str, Any]
LATEST = 1 << 37  # seconds since 1970 that a calendar still knows


class Way(StrEnum):
    """How a request comes in: it decides how its answer goes out."""

    COMMAND = "command"
    PRESS = "press"  # a button of a message
    VIEW_PRESS = "view press"  # a button of a modal
    HOME_PRESS = "home press"  # a button of the home page
    SUBMISSION = "submission"
    SHORTCUT = "shortcut"
    MESSAGE_SHORTCUT = "message shortcut"
    EVENT = "event"
    OTHER = "other"  # nothing to answer


@dataclass(frozen=True, slots=True)
class View:
    """The modal or page that something was done in."""

    id: str
    depth: int
    place: Place
    first: str  # the id of its first input


@dataclass(frozen=True, slots=True)
class Incoming:
    """`id` is Slack's own, the same for a second delivery. `what`: a command, a button, a form, an event."""

    way: Way
    id: str
    team: str
    user: str
    name: str = ""
    channel: str = ""
    what: str = ""
    text: str = field(default="", repr=False)
    trigger: str = ""
    answer_url: str = ""
    view: View | None = None
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    payload: Payload = field(default_factory=dict, repr=False)
    thread: str = ""
    at: datetime | None = None  # when it happened, by Slack's clock; None: it does not say


def read(body: Payload) -> Incoming:
    """What a payload says. One that is none of ours is OTHER."""
    match body.get("type"):
        case "block_actions":
            return _press(body)
        case "view_submission":
            return _submission(body)
        case "shortcut":
            return _shortcut(body, Way.SHORTCUT)
        case "message_action":
            return _shortcut(body, Way.MESSAGE_SHORTCUT)
        case "event_callback":
            return _event(body)
        case _ if "command" in body:
            return _command(body)
        case _:
            return Incoming(Way.OTHER, "", "", "")


def _command(body: Payload) -> Incoming:
    return Incoming(
        Way.COMMAND,
        id=_text(body, "trigger_id"),
        team=_text(body, "team_id"),
        user=_text(body, "user_id"),
        name=_text(body, "user_name"),
        channel=_text(body, "channel_id"),
        what=_text(body, "command"),
        text=_text(body, "text"),
        trigger=_text(body, "trigger_id"),
        answer_url=_text(body, "response_url"),
    )


def _press(body: Payload) -> Incoming:
    view = _view(body)
    container = _inner(body, "container")
    pressed = next(iter(_several(body, "actions")), {})
    way = Way.PRESS
    if view is not None:
        way = Way.HOME_PRESS if _inner(body, "view").get("type") == "home" else Way.VIEW_PRESS
    return Incoming(
        way,
        id=_text(body, "trigger_id"),
        team=_team(body),
        user=_text(_inner(body, "user"), "id"),
        name=_called(body),
        channel=_text(_inner(body, "channel"), "id") or (view.place.channel if view else ""),
        what=_text(pressed, "action_id"),
        trigger=_text(body, "trigger_id"),
        answer_url=_text(body, "response_url"),
        view=view,
        payload=container,
    )


def _submission(body: Payload) -> Incoming:
    view = _inner(body, "view")
    seen = _view(body)
    return Incoming(
        Way.SUBMISSION,
        id=f"{_text(view, 'id')}:{_text(view, 'hash')}",
        team=_team(body),
        user=_text(_inner(body, "user"), "id"),
        name=_called(body),
        channel=seen.place.channel if seen else "",
        what=_text(view, "callback_id"),
        trigger=_text(body, "trigger_id"),
        view=seen,
        fields=answers(_inner(_inner(view, "state"), "values")),
    )


def _shortcut(body: Payload, way: Way) -> Incoming:
    message = _inner(body, "message")
    return Incoming(
        way,
        id=_text(body, "trigger_id"),
        team=_team(body),
        user=_text(_inner(body, "user"), "id"),
        name=_called(body),
        channel=_text(_inner(body, "channel"), "id"),
        what=_text(body, "callback_id"),
        trigger=_text(body, "trigger_id"),
        answer_url=_text(body, "response_url"),
        payload=message,
    )


def _event(body: Payload) -> Incoming:
    event = _inner(body, "event")
    user, channel = event.get("user"), event.get("channel")
    return Incoming(
        Way.EVENT,
        id=_text(body, "event_id"),
        team=_text(body, "team_id"),
        user=user if isinstance(user, str) else "",
        channel=channel if isinstance(channel, str) else "",
        what=_text(event, "type"),
        text=_text(event, "text"),
        payload=event,
        thread=_text(event, "thread_ts"),
        at=_instant(body.get("event_time")),
    )


def _view(body: Payload) -> View | None:
    view = _inner(body, "view")
    if not view:
        return None
    id, root, before = _text(view, "id"), _text(view, "root_view_id"), _text(view, "previous_view_id")
    depth = 1 if not before or id == root else 2 if before == root else 3
    inputs = [_text(block, "block_id") for block in _several(view, "blocks") if block.get("type") == "input"]
    names = [*inputs, *_inner(_inner(view, "state"), "values")]
    return View(id, depth, place_in(_text(view, "private_metadata")), next(iter(names), ""))


def _team(body: Payload) -> str:
    return _text(_inner(body, "team"), "id") or _text(_inner(body, "user"), "team_id")


def _called(body: Payload) -> str:
    user = _inner(body, "user")
    return _text(user, "name") or _text(user, "username")


def _instant(said: object) -> datetime | None:
    """Slack's seconds, where they are any that a calendar knows."""
    if isinstance(said, int) and 0 < said < LATEST:
        return datetime.fromtimestamp(said, UTC)
    return None


def _inner(body: Payload, key: str) -> Payload:
    found = body.get(key)
    return found if isinstance(found, Mapping) else {}


def _several(body: Payload, key: str) -> list[Payload]:
    found = body.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _text(body: Payload, key: str) -> str:
    found = body.get(key)
    return found if isinstance(found, str) else ""
