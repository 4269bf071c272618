"""Somebody in a Slack-like workspace: presses, types and opens, and sees what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.adapters.slack import contract
from tests.adapters.slack.api import described
from tests.adapters.slack.server import Line, Server
from tests.adapters.slack.workspace import BOT, BOT_USER, TEAM, Json, Message, User, View, buttons

APP = "A1"


@dataclass(slots=True)
class Visitor:
    """`channel`: where they are."""

    server: Server
    line: Line
    user: User
    channel: str = "C1"

    @property
    def modal(self) -> View:
        """The modal they look at."""
        found = self.server.workspace.top(self.user.id)
        assert found is not None, "no modal is open"
        return found

    async def command(self, command: str, text: str = "", *, times: int = 1) -> Json:
        workspace = self.server.workspace
        address = workspace.address(self.channel, self.user.id)
        payload = {
            "token": "old",
            "api_app_id": APP,
            "team_id": TEAM,
            "team_domain": "crew",
            "channel_id": self.channel,
            "channel_name": "study",
            "user_id": self.user.id,
            "user_name": self.user.name.lower(),
            "command": command,
            "text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            "response_url": f"{self.server.web.address}/respond/{address}",
            "trigger_id": workspace.trigger(self.user.id),
            "is_enterprise_install": False,
        }
        self._check("command", payload)
        answer = await self._bring("commands", payload, times)
        if answer:
            self.server.web.check_message(answer["text"], answer.get("blocks") or [_note()])
            ts = self.server.web.answered(answer, self.channel, self.user.id, "")
            workspace.addresses[address] = (self.channel, self.user.id, ts)
        return answer

    async def press(self, where: Message | View, label: str, *, times: int = 1) -> None:
        blocks = where.blocks if isinstance(where, Message) else where.view["blocks"]
        known = buttons(blocks)
        assert label in known, f"no button {label!r} among {list(known)}"
        await self.press_id(where, known[label], times=times)

    async def press_id(self, where: Message | View, action: str, *, times: int = 1) -> None:
        payload = self._person("block_actions") | {"actions": [_pressed(action)]}
        if isinstance(where, Message):
            address = self.server.workspace.address(where.channel, self.user.id, where.ts)
            payload |= {
                "channel": {"id": where.channel, "name": "study"},
                "message": _message(where),
                "response_url": f"{self.server.web.address}/respond/{address}",
                "container": {
                    "type": "message",
                    "message_ts": where.ts,
                    "channel_id": where.channel,
                    "is_ephemeral": bool(where.whose),
                },
            }
        else:
            payload |= {"view": _seen(where), "container": {"type": "view", "view_id": where.id}}
        self._check("block_actions", payload)
        await self._bring("interactive", payload, times)

    async def submit(self, fields: Mapping[str, str], *, times: int = 1) -> Json:
        """Fill in the open form and hand it in; what was not filled in stays as it was proposed."""
        view = self.modal
        values = {
            block["block_id"]: {block["element"]["action_id"]: _filled(block, fields)}
            for block in _inputs(view)
        }
        seen = _seen(view) | {"state": {"values": values}}
        payload = self._person("view_submission") | {"view": seen}
        self._check("view_submission", payload)
        answer = await self._bring("interactive", payload, times)
        self._submitted(view, answer)
        return answer

    def _submitted(self, view: View, answer: Json) -> None:
        workspace = self.server.workspace
        match answer.get("response_action"):
            case "update":
                self.server.web.check_view(answer["view"])
                workspace.replace(view, answer["view"])
            case "errors":
                assert set(answer["errors"]) <= {block["block_id"] for block in _inputs(view)}
                workspace.note("errors", (self.user.id, answer["errors"]))
            case "clear":
                workspace.stacks[self.user.id].clear()
            case _:
                workspace.stacks[self.user.id].pop()

    async def shortcut(self, callback: str) -> None:
        payload = self._person("shortcut") | {"callback_id": callback, "action_ts": "1.0"}
        await self._bring("interactive", payload)

    async def message_shortcut(self, message: Message, callback: str) -> None:
        address = self.server.workspace.address(message.channel, self.user.id, message.ts)
        payload = self._person("message_action") | {
            "callback_id": callback,
            "channel": {"id": message.channel, "name": "study"},
            "message": _message(message),
            "message_ts": message.ts,
            "response_url": f"{self.server.web.address}/respond/{address}",
        }
        self._check("message_action", payload)
        await self._bring("interactive", payload)

    async def write(self, text: str, *, times: int = 1, **more: Any) -> None:
        """A direct message to the bot."""
        said = {
            "type": "message",
            "channel": f"D{self.user.id}",
            "user": self.user.id,
            "text": text,
            "channel_type": "im",
        }
        await self.event(said | {"ts": "1.0", "event_ts": "1.0"} | more, times=times)

    async def mention(self, *, times: int = 1, **more: Any) -> None:
        said = {
            "type": "app_mention",
            "channel": self.channel,
            "user": self.user.id,
            "text": f"<@{BOT_USER}> hi",
        }
        await self.event(said | {"ts": "1.0", "event_ts": "1.0"} | more, times=times)

    async def open_home(self) -> None:
        opened = {"type": "app_home_opened", "user": self.user.id, "channel": "D1", "tab": "home"}
        await self.event(opened | {"event_ts": "1.0"})

    async def changed(self) -> None:
        """Slack tells of a change in their profile."""
        await self.event({"type": "user_change", "user": described(self.user), "event_ts": "1.0"})

    async def event(self, event: Json, *, times: int = 1, id: str = "") -> None:
        payload = {
            "token": "old",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": id or f"Ev{next(self.server.workspace.numbers)}",
            "event_time": int(self.server.workspace.now),
            "authorizations": [
                {
                    "enterprise_id": "",
                    "team_id": TEAM,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }
        self._check(event["type"], payload)
        await self._bring("events", payload, times)

    async def _bring(self, kind: str, payload: Json, times: int = 1) -> Json:
        self.server.workspace.brought.append((kind, payload))
        return await self.line.bring(kind, payload, times)

    def _person(self, kind: str) -> Json:
        name = self.user.name.lower()
        called = {} if kind == "message_action" else {"username": name}
        return {
            "type": kind,
            "team": {"id": TEAM, "domain": "crew"},
            "user": {"id": self.user.id, "name": name, "team_id": TEAM} | called,
            "token": "old",
            "trigger_id": self.server.workspace.trigger(self.user.id),
        } | ({"api_app_id": APP} if kind in ("block_actions", "view_submission") else {})

    def _check(self, kind: str, payload: Json) -> None:
        self.server.workspace.problems += contract.wrong_payload(kind, payload)


def _pressed(action: str) -> Json:
    return {"type": "button", "action_id": action, "block_id": "b", "action_ts": "1.0", "value": ""}


def _message(message: Message) -> Json:
    return {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks,
    } | ({"bot_id": BOT} if message.user == BOT_USER else {})


def _seen(view: View) -> Json:
    """A view as it comes back in a payload."""
    return {
        "id": view.id,
        "team_id": TEAM,
        "type": view.view["type"],
        "blocks": view.view["blocks"],
        "private_metadata": view.view.get("private_metadata", ""),
        "callback_id": view.view.get("callback_id", ""),
        "state": {"values": {}},
        "hash": view.hash,
        "root_view_id": view.root,
        "previous_view_id": view.previous or None,
    } | {part: view.view[part] for part in ("title", "submit", "close") if part in view.view}


def _inputs(view: View) -> list[Json]:
    return [block for block in view.view["blocks"] if block["type"] == "input"]


def _filled(block: Json, fields: Mapping[str, str]) -> Json:
    element = block["element"]
    said = fields.get(block["block_id"])
    if element["type"] == "plain_text_input":
        value = element.get("initial_value") if said is None else said
        return {"type": "plain_text_input", "value": value or None}
    chosen = [option for option in element["options"] if option["value"] == said]
    if said is None and "initial_option" in element:
        chosen = [element["initial_option"]]
    return {"type": element["type"], "selected_option": chosen[0] if chosen else None}


def _note() -> Json:
    return {"type": "section", "text": {"type": "plain_text", "text": "-"}}
