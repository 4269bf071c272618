"""The Web API of a Slack-like server: each call is checked as Slack would, and by its schemas."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.adapters.slack import contract
from tests.adapters.slack.lengths import too_long_message, too_long_view
from tests.adapters.slack.workspace import BOT, BOT_USER, TEAM, Fault, Json, Message, Workspace

SCOPES = (
    "app_mentions:read,channels:history,channels:read,chat:write,commands,files:read,files:write,"
    "groups:history,groups:read,im:history,im:write,usergroups:read,users:read"
)


class Refusal(Exception):
    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Api:
    """`address`: where this server is reached."""

    def __init__(self, workspace: Workspace, *, checks: bool = True) -> None:
        self.workspace = workspace
        self.address = ""
        self.token = "xoxb-right"
        self.app_token = "xapp-right"
        self.scopes = SCOPES  # that the app holds
        self.revoked = False
        self.codes = {"a code"}
        self.whole = False  # the bot is installed for a whole organisation
        self.allowed: dict[str, int] = {}  # how often a method may still be called this minute
        self._checks = checks
        self._methods: dict[str, Callable[[Json], Json]] = {
            "apps.connections.open": self._connections_open,
            "auth.test": self._auth_test,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.postMessage": self._post_message,
            "chat.update": self._update,
            "conversations.history": self._history,
            "conversations.open": self._open_direct,
            "conversations.replies": self._history,
            "oauth.v2.access": self._access,
            "files.completeUploadExternal": self._complete,
            "files.getUploadURLExternal": self._upload_url,
            "files.info": self._file,
            "usergroups.list": self._groups,
            "users.info": self._user,
            "views.open": self._view_open,
            "views.publish": self._view_publish,
            "views.push": self._view_push,
            "views.update": self._view_update,
        }

    async def call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        fault = self._busy(method) or self._fault(method)
        if fault is not None and not fault.accepts:
            return await self._failed(request, fault)
        try:
            answer = self._answer(request, method, arguments)
        except Refusal as refusal:
            answer = {"ok": False, "error": refusal.error}
        if fault is not None and fault.accepts and not (fault.slow and fault.status == 200):
            return await self._failed(request, fault)
        if fault is not None:
            await asyncio.sleep(fault.slow)
        return web.json_response(answer, headers={"x-oauth-scopes": self.scopes})

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A response's address: an answer to a command or a press."""
        said = await request.json()
        if (fault := self._fault("response_url")) is not None:
            return await self._failed(request, fault)
        self.workspace.calls.append(("response_url", said))
        known = self.workspace.addresses.get(request.match_info["name"])
        if known is None:
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        if said == {"delete_original": True}:
            original = self.workspace.find(known[0], known[2])
            assert original is not None
            self.workspace.messages.remove(original)
            return web.json_response({"ok": True})
        blocks = said.get("blocks", [])
        if not self.workspace.takes_tables and any(block["type"] == "table" for block in blocks):
            return web.json_response({"ok": False, "error": "invalid_blocks"})
        self._check(said["text"], blocks)
        self.answered(said, *known)
        return web.json_response({"ok": True})

    def answered(self, said: Json, channel: str, user: str, ts: str) -> str:
        """A message in answer to a command or a press, as an acknowledgement or to the response's address.

        Its `ts`. One that takes another's place is seen by whoever saw that.
        """
        old = self.workspace.find(channel, ts)
        if said.get("replace_original") and old is not None:
            old.text, old.blocks = said["text"], said.get("blocks", [])
            self.workspace.note("message", old)
            return ts
        whose = "" if said.get("response_type") == "in_channel" else user
        message = Message(
            channel, self.workspace.next_ts(), said["text"], said.get("blocks", []), whose=whose
        )
        return self.workspace.say(message).ts

    async def upload(self, request: web.Request) -> web.StreamResponse:
        self.workspace.files[request.match_info["file"]]["content"] = await request.read()
        return web.Response(text="OK")

    def check_view(self, view: Json) -> None:
        if self._checks:
            self.workspace.problems += too_long_view(view) + contract.wrong_view(view)

    def check_message(self, text: str, blocks: list[Json]) -> None:
        if self._checks:
            self.workspace.problems += too_long_message(text, blocks) + contract.wrong_blocks(blocks)

    def _check(self, text: str, blocks: list[Json]) -> None:
        self.check_message(text, blocks)

    def _busy(self, method: str) -> Fault | None:
        left = self.allowed.get(method)
        if left is None:
            return None
        self.allowed[method] = max(left - 1, 0)
        return None if left else Fault(status=429, after=60)

    def _fault(self, method: str) -> Fault | None:
        waiting = self.workspace.faults[method]
        return waiting.popleft() if waiting else None

    async def _failed(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        await asyncio.sleep(fault.slow)
        if fault.drops:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        headers = {"Retry-After": str(fault.after)} if fault.after else {}
        if fault.error or fault.status == 429:
            body = {"ok": False, "error": fault.error or "ratelimited"}
            return web.json_response(body, status=fault.status, headers=headers)
        return web.Response(status=fault.status, text="trouble", headers=headers)

    def _answer(self, request: web.Request, method: str, arguments: Json) -> Json:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.workspace.calls.append((method, arguments))
        wanted = {"apps.connections.open": self.app_token, "oauth.v2.access": token}.get(method, self.token)
        if token != wanted:
            raise Refusal("invalid_auth")
        if self.revoked:
            raise Refusal("token_revoked")
        if self._checks:
            self.workspace.problems += contract.wrong_arguments(method, arguments)
        return {"ok": True} | self._methods[method](arguments)

    def _connections_open(self, _: Json) -> Json:
        return {"url": self.address.replace("http", "ws", 1) + f"/link?ticket={next(self.workspace.numbers)}"}

    def _access(self, asked: Json) -> Json:
        """A code is good for one token; the newest token is the right one."""
        if asked["code"] not in self.codes:
            raise Refusal("invalid_code")
        self.codes.remove(asked["code"])
        return {
            "access_token": self.token,
            "team": None if self.whole else {"id": TEAM, "name": "Crew"},
            "authed_user": {"id": "UADA"},
            "bot_user_id": BOT_USER,
            "scope": SCOPES,
            "token_type": "bot",
        }

    def _auth_test(self, _: Json) -> Json:
        return {
            "team_id": TEAM,
            "team": "Crew",
            "user": "studybot",
            "user_id": BOT_USER,
            "bot_id": BOT,
            "url": self.address,
        }

    def _post_message(self, said: Json) -> Json:
        channel = self._reachable(said["channel"])
        self._take(said["text"], said["blocks"])
        thread = said.get("thread_ts", "")
        message = Message(
            channel,
            self.workspace.next_ts(),
            said["text"],
            said["blocks"],
            thread=thread,
            metadata=said.get("metadata", {}),
        )
        self.workspace.say(message)
        return {"channel": channel, "ts": message.ts}

    def _post_ephemeral(self, said: Json) -> Json:
        channel = self._reachable(said["channel"])
        self._take(said["text"], said["blocks"])
        thread = said.get("thread_ts", "")
        message = Message(
            channel, self.workspace.next_ts(), said["text"], said["blocks"], whose=said["user"], thread=thread
        )
        self.workspace.say(message)
        return {"message_ts": message.ts}

    def _take(self, text: str, blocks: list[Json]) -> None:
        if not self.workspace.takes_tables and any(block["type"] == "table" for block in blocks):
            raise Refusal("invalid_blocks")
        if wrong := too_long_message(text, blocks):
            self.workspace.problems += wrong
            raise Refusal("invalid_blocks")

    def _update(self, said: Json) -> Json:
        message = self.workspace.find(said["channel"], said["ts"])
        if message is None:
            raise Refusal("message_not_found")
        self._take(said["text"], said["blocks"])
        message.text, message.blocks, message.edits = said["text"], said["blocks"], message.edits + 1
        self.workspace.note("edit", message)
        return {"channel": message.channel, "ts": message.ts}

    def _reachable(self, channel: str) -> str:
        if channel in self.workspace.archived:
            raise Refusal("is_archived")
        if channel in self.workspace.without_bot:
            raise Refusal("not_in_channel")
        return f"D{channel}" if channel.startswith("U") else channel

    def _history(self, asked: Json) -> Json:
        self._reachable(asked["channel"])
        found = [
            message
            for message in self.workspace.posts(asked["channel"])
            if float(asked.get("oldest", 0)) < float(message.ts) < float(asked.get("cursor", "inf"))
            and message.thread == asked.get("ts", "")
        ][::-1]
        page = found[: int(asked["limit"])]
        more = page[-1].ts if len(found) > len(page) else ""
        messages = [{"ts": m.ts, "text": m.text, "metadata": m.metadata} for m in page]
        return {"messages": messages, "has_more": bool(more), "response_metadata": {"next_cursor": more}}

    def _open_direct(self, asked: Json) -> Json:
        return {"channel": {"id": f"D{asked['users']}"}}

    def _user(self, asked: Json) -> Json:
        user = self.workspace.users.get(asked["user"])
        if user is None:
            raise Refusal("user_not_found")
        return {"user": described(user)}

    def _groups(self, _: Json) -> Json:
        return {"usergroups": [{"id": id, "users": users} for id, users in self.workspace.groups.items()]}

    def _view_open(self, asked: Json) -> Json:
        return self._pushed(asked, root=True)

    def _view_push(self, asked: Json) -> Json:
        return self._pushed(asked, root=False)

    def _pushed(self, asked: Json, *, root: bool) -> Json:
        user = self.workspace.triggers.pop(asked["trigger_id"], None)
        if user is None:
            raise Refusal("exchanged_trigger_id")
        if not root and len(self.workspace.stacks[user]) >= 3:
            raise Refusal("push_limit_reached")
        self._take_view(asked["view"])
        return {"view": {"id": self.workspace.push(user, asked["view"], root=root).id}}

    def _view_update(self, asked: Json) -> Json:
        shown = self.workspace.view(asked.get("view_id", ""), asked.get("external_id", ""))
        if shown is None:
            raise Refusal("not_found")
        self._take_view(asked["view"])
        self.workspace.replace(shown, asked["view"])
        return {"view": {"id": shown.id}}

    def _view_publish(self, asked: Json) -> Json:
        self._take_view(asked["view"])
        user = asked["user_id"]
        known = self.workspace.homes.get(user)
        if "hash" in asked and (known is None or known.hash != asked["hash"]):
            raise Refusal("hash_conflict")
        shown = self.workspace.homes[user] = self.workspace.push(f"home {user}", asked["view"], root=True)
        return {"view": {"id": shown.id, "hash": shown.hash}}

    def _take_view(self, view: Json) -> None:
        if wrong := too_long_view(view):
            self.workspace.problems += wrong
            raise Refusal("invalid_arguments")

    def _upload_url(self, asked: Json) -> Json:
        file = f"F{next(self.workspace.numbers)}"
        self.workspace.files[file] = {"name": asked["filename"], "length": int(asked["length"]), "looks": 0}
        return {"upload_url": f"{self.address}/upload/{file}", "file_id": file}

    def _complete(self, asked: Json) -> Json:
        for file in asked["files"]:
            known = self.workspace.files[file["id"]]
            if len(known.get("content", b"")) != known["length"]:
                raise Refusal("file_upload_incomplete")
        return {"files": asked["files"]}

    def _file(self, asked: Json) -> Json:
        known = self.workspace.files[asked["file"]]
        known["looks"] += 1
        ready = known["looks"] >= self.workspace.looks_needed
        return {"file": {"id": asked["file"], "mimetype": "image/png" if ready else ""}}


def described(user: Any) -> Json:
    """A user as Slack describes one."""
    return {
        "id": user.id,
        "team_id": user.team,
        "name": user.name.lower(),
        "deleted": user.deleted,
        "is_admin": user.admin,
        "is_owner": False,
        "locale": user.locale,
        "profile": {"display_name": user.name, "real_name": user.name},
    }


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        found: Json = await request.json()
        return found
    form = await request.post()
    return {key: _value(str(value)) for key, value in form.items()}


def _value(text: str) -> Any:
    try:
        found = json.loads(text) if text[:1] in "[{" or text in ("true", "false") else text
    except ValueError:
        return text
    return found
