"""The routes of the local Discord's API, as far as the bot uses them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.adapters.discord.local import contract
from tests.adapters.discord.local.faults import Fault, refusal
from tests.adapters.discord.local.messages import whole
from tests.adapters.discord.local.people import TEXT, THREAD, Place
from tests.adapters.discord.local.waiting import MESSAGE, Waiting
from tests.adapters.discord.local.wire import reply

if TYPE_CHECKING:
    from tests.adapters.discord.local.server import LocalDiscord

BASE = "/api/v10"
Answer = Callable[[web.Request, Any], Awaitable[web.StreamResponse]]


def routes(server: "LocalDiscord") -> list[web.RouteDef]:
    it = _Routes(server)
    table: dict[str, Answer] = {
        "GET /users/@me": it.me,
        "GET /oauth2/applications/@me": it.application,
        "GET /applications/@me": it.application,
        "GET /users/@me/guilds": it.guilds,
        "GET /guilds/{guild_id}": it.guild,
        "GET /channels/{channel_id}": it.channel,
        "GET /gateway/bot": it.gateway,
        "GET /applications/{application_id}/commands": it.commands,
        "PUT /applications/{application_id}/commands": it.put_commands,
        "POST /channels/{channel_id}/messages": it.post,
        "GET /channels/{channel_id}/messages": it.history,
        "PATCH /channels/{channel_id}/messages/{message_id}": it.edit,
        "POST /channels/{channel_id}/messages/{message_id}/threads": it.thread,
        "POST /users/@me/channels": it.direct,
        "GET /guilds/{guild_id}/members/{user_id}": it.member,
        "POST /interactions/{interaction_id}/{interaction_token}/callback": it.callback,
        "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": it.change,
        "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original": it.forget,
    }
    made = [_route(server, line, answer) for line, answer in table.items()]
    return [*made, web.get("/gateway", server.gateway.serve), web.get("/files/{name}", it.file)]


def _route(server: "LocalDiscord", route: str, answer: Answer) -> web.RouteDef:
    """An answer held to the description, unless a fault is met first."""
    method, _, path = route.partition(" ")

    async def handle(request: web.Request) -> web.StreamResponse:
        from tests.adapters.discord.local.server import TOKEN, Asked

        line = f"{method} {request.path.removeprefix(BASE)}"
        body, files = await _read(request)
        fault = server.met(line)
        if fault is not None and not fault.done:
            return await _fail(request, fault)
        known = request.headers.get("Authorization") == f"Bot {TOKEN}"
        if not known and not path.startswith(("/interactions", "/webhooks")):
            return reply(refusal(0, "401: Unauthorized"), status=401)
        if body is not None:
            server.errors += contract.outgoing(method, path, body)
        server.took(Asked(line, body, files))
        answered = await answer(request, body)
        return answered if fault is None else await _fail(request, fault)

    return web.route(method, BASE + path, handle)


async def _read(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return json.loads(text) if text else None, {}
    form = await request.post()
    files = {name: value.file.read() for name, value in form.items() if isinstance(value, web.FileField)}
    payload = form["payload_json"]
    assert isinstance(payload, str | bytes | bytearray)
    return json.loads(payload), files


async def _fail(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.cut:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
    return reply(fault.body, status=fault.status, headers=fault.headers)


class _Routes:
    def __init__(self, server: "LocalDiscord") -> None:
        self._server = server

    async def me(self, request: web.Request, body: Any) -> web.StreamResponse:
        return reply(self._server.bot.json() | {"bot": True})

    async def application(self, request: web.Request, body: Any) -> web.StreamResponse:
        return reply(
            {
                "id": self._server.application,
                "name": "studybot",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "",
                "flags": 0,
                "owner": self._server.bot.json(),
                "team": None,
            }
        )

    async def guilds(self, request: web.Request, body: Any) -> web.StreamResponse:
        return reply([{"id": guild.id, "name": guild.name} for guild in self._server.guilds.values()])

    async def guild(self, request: web.Request, body: Any) -> web.StreamResponse:
        guild = self._server.guilds.get(request.match_info["guild_id"])
        if guild is None:
            return reply(refusal(10004, "Unknown Guild"), status=404)
        return reply(guild.json(self._server.bot))

    async def channel(self, request: web.Request, body: Any) -> web.StreamResponse:
        place = self._server.places.get(request.match_info["channel_id"])
        if place is None:
            return reply(refusal(10003, "Unknown Channel"), status=404)
        return reply(place.json())

    async def gateway(self, request: web.Request, body: Any) -> web.StreamResponse:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        told = {"url": self._server.socket, "shards": self._server.shards, "session_start_limit": limit}
        return reply(told)

    async def commands(self, request: web.Request, body: Any) -> web.StreamResponse:
        return reply(self._server.commands)

    async def put_commands(self, request: web.Request, body: Any) -> web.StreamResponse:
        self._server.commands = [_command(self._server, command) for command in body]
        return reply(self._server.commands)

    async def post(self, request: web.Request, body: Any) -> web.StreamResponse:
        place = request.match_info["channel_id"]
        if refused := self._server.forbidden(place):
            return refused
        message = self._server.channels.add(place, body)
        self._server.errors += contract.incoming("RESTPostAPIChannelMessageResult", message)
        return reply(message, headers=_limits())

    async def history(self, request: web.Request, body: Any) -> web.StreamResponse:
        place = request.match_info["channel_id"]
        if refused := self._server.forbidden(place):
            return refused
        limit, after = int(request.query.get("limit", 50)), int(request.query.get("after", 0))
        return reply(self._server.channels.page(place, limit, after))

    async def edit(self, request: web.Request, body: Any) -> web.StreamResponse:
        place = request.match_info["channel_id"]
        if refused := self._server.forbidden(place):
            return refused
        message = self._server.channels.find(place, request.match_info["message_id"])
        if message is None:
            return reply(refusal(10008, "Unknown Message"), status=404)
        self._server.channels.edit(message, body)
        return reply(message)

    async def thread(self, request: web.Request, body: Any) -> web.StreamResponse:
        """A thread under a message has that message's id."""
        place, id = request.match_info["channel_id"], request.match_info["message_id"]
        if id in self._server.places:
            return reply(refusal(160004, "A thread has already been created for this message"), status=400)
        if self._server.places[place].kind != TEXT:
            return reply(refusal(50024, "Cannot execute action on this channel type"), status=400)
        guild = self._server.guilds[self._server.places[place].guild]
        made = Place(id, guild.id, body["name"], THREAD, place, self._server.bot.id)
        guild.places.append(made)
        self._server.places[id] = made
        if message := self._server.channels.find(place, id):
            message |= {"thread": made.json(), "flags": message["flags"] | 1 << 5}
        return reply(made.json(), status=201)

    async def direct(self, request: web.Request, body: Any) -> web.StreamResponse:
        user = self._server.users.get(str(body["recipient_id"]))
        if user is None:
            return reply(refusal(10013, "Unknown User"), status=404)
        return reply(self._server.direct(user).json())

    async def member(self, request: web.Request, body: Any) -> web.StreamResponse:
        user = self._server.users.get(request.match_info["user_id"])
        guild = self._server.guilds.get(request.match_info["guild_id"])
        if guild is not None and request.match_info["user_id"] == self._server.bot.id:
            return reply(guild.bot_member(self._server.bot))
        if user is None or (request.match_info["guild_id"], user.id) in self._server.left:
            return reply(refusal(10007, "Unknown Member"), status=404)
        return reply(user.member())

    async def callback(self, request: web.Request, body: Any) -> web.StreamResponse:
        waiting = self._server.waiting.get(request.match_info["interaction_token"])
        if waiting is None or waiting.late:
            return reply(refusal(10062, "Unknown interaction"), status=404)
        if waiting.kind:
            return reply(refusal(40060, "Interaction has already been acknowledged."), status=400)
        waiting.first(body["type"], body.get("data") or {})
        if request.query.get("with_response") not in ("1", "true"):
            return web.Response(status=204)
        told = self._resource(waiting, body)
        self._server.errors += contract.incoming("RESTPostAPIInteractionCallbackWithResponseResult", told)
        return reply(told)

    def _resource(self, waiting: Waiting, body: Any) -> dict[str, Any]:
        """What Discord says of an answer to those who want to hear of it."""
        id, kind = str(waiting.event["id"]), waiting.event["type"]
        told: dict[str, Any] = {"interaction": {"id": id, "type": kind}, "resource": {"type": body["type"]}}
        if body["type"] == MESSAGE:
            place = str(waiting.event["channel_id"])
            message = whole(self._server.ids(), place, body.get("data") or {}, self._server.bot)
            told["interaction"]["response_message_id"] = message["id"]
            told["resource"]["message"] = message
        return told

    async def change(self, request: web.Request, body: Any) -> web.StreamResponse:
        waiting = self._acknowledged(request)
        if waiting is None:
            return reply(refusal(10015, "Unknown Webhook"), status=404)
        waiting.change(body)
        place = str(waiting.event["channel_id"])
        return reply(whole(self._server.ids(), place, body, self._server.bot))

    async def forget(self, request: web.Request, body: Any) -> web.StreamResponse:
        waiting = self._acknowledged(request)
        if waiting is None:
            return reply(refusal(10015, "Unknown Webhook"), status=404)
        waiting.forget()
        return web.Response(status=204)

    def _acknowledged(self, request: web.Request) -> Waiting | None:
        waiting = self._server.waiting.get(request.match_info["webhook_token"])
        return waiting if waiting is not None and waiting.kind else None

    async def file(self, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0)
        content = self._server.files.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content)


def _limits() -> dict[str, str]:
    return {
        "X-RateLimit-Bucket": "messages",
        "X-RateLimit-Limit": "1000",
        "X-RateLimit-Remaining": "999",
        "X-RateLimit-Reset-After": "1",
        "X-RateLimit-Reset": "1",
    }


def _command(server: "LocalDiscord", told: dict[str, Any]) -> dict[str, Any]:
    """What Discord makes of a command: it adds numbers and leaves out what is empty."""
    kept = {key: value for key, value in told.items() if value not in ([], {})}
    return kept | {
        "id": server.ids(),
        "application_id": server.application,
        "version": server.ids(),
        "default_member_permissions": None,
        "nsfw": False,
        "type": 1,
    }
