"""The adapter to the lab's platform: real sockets, and no second try of its own."""

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot import wording
from bot.core.model import Member, Room, Team
from bot.core.records import PostRef
from bot.errors import Unavailable
from bot.messages import Buttons, CommandSpec, Message, Points, Reply, Said, Submission
from bot.ports import Handle, Lack

NAME = "lab"
TEAM = Team(NAME, "street")
TEXT = "it flips the images to mirror them and also jitters them"


class Client:
    """`dies(step)` may end the process there and then; a `blind` one never looks what it has posted."""

    name = NAME
    present = True

    def __init__(
        self, port: int, dies: Callable[[str], None], settles: timedelta, *, blind: bool = False
    ) -> None:
        self._port = port
        self.settles = settles
        self._dies = dies
        self._blind = blind

    async def serve(self, commands: Sequence[CommandSpec], handle: Handle) -> None:
        async with asyncio.TaskGroup() as group:
            while True:
                try:
                    told = await self._call("GET", "/events")
                except Unavailable:
                    await asyncio.sleep(1)
                    continue
                for body in told["events"]:
                    group.create_task(self._answer(body, handle))

    async def _answer(self, body: dict[str, str], handle: Handle) -> None:
        request = Submission(
            id=body["id"],
            arrived=datetime.fromisoformat(body["arrived"]),
            member=Member(TEAM, body["user"]),
            room=Room(TEAM, body["room"]),
            name=body["user"],
            form=f"answer:{body['round']}",
            fields={"text": f"{TEXT} {body['id']}", "sure": "fairly"},
        )
        reply = await handle(request)
        self._dies("told")
        words = reply.message.brief if isinstance(reply, Said) else ""
        again = words == wording.of(wording.DEFAULT).text("door.unavailable")
        answer = {"id": body["id"], "graded": graded(reply), "again": again, "words": words}
        with suppress(Unavailable):  # the event comes again
            await self._call("POST", "/reply", answer)

    async def post(
        self, to: Room | Member, message: Message, key: str, under: PostRef | None = None
    ) -> PostRef:
        body = {"to": address(to), "key": key, "round": asked(message)}
        told = await self._call("POST", "/post", body, step="sent")
        self._dies("answered")
        return PostRef(to, told["id"])

    async def find(
        self, to: Room | Member, key: str, since: datetime, under: PostRef | None = None
    ) -> PostRef | None:
        if self._blind:
            return None
        told = await self._call("GET", f"/history?room={address(to)}")
        return next((PostRef(to, id) for id, posted in told["posts"] if posted == key), None)

    async def edit(self, ref: PostRef, message: Message) -> None:
        await self._call("POST", "/edit", {"to": address(ref.to), "id": ref.id})

    async def lacks(self, room: Room) -> tuple[Lack, ...]:
        return ()

    async def gone(self, members: Sequence[Member]) -> frozenset[Member]:
        return frozenset()

    async def _call(self, method: str, path: str, body: object = None, step: str = "") -> Any:
        """One request on a connection of its own. Raises Unavailable for whatever is no plain answer."""
        content = json.dumps(body).encode()
        lines = (
            f"{method} {path} HTTP/1.1",
            "Host: lab",
            "Connection: close",
            f"Content-Length: {len(content)}",
        )
        head = "\r\n".join((*lines, "", ""))
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            try:
                writer.write(head.encode() + content)
                await writer.drain()
                self._dies(step)
                said = await reader.read()
            finally:
                writer.close()
        except OSError as error:
            raise Unavailable(str(error)) from error
        return _told(said)


def _told(said: bytes) -> Any:
    head, _, content = said.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1] if head else b"none"
    match status:
        case b"200":
            return json.loads(content)
        case b"429":
            raise Unavailable("asked to wait", retry_after=json.loads(content)["retry_after"])
    raise Unavailable(f"status {status.decode()}")


def address(to: Room | Member) -> str:
    return to.channel if isinstance(to, Room) else f"@{to.user}"


def asked(message: Message) -> str:
    """The round that a message has an answer button for."""
    buttons = (button for part in message.parts if isinstance(part, Buttons) for button in part.buttons)
    ids = (button.id.partition(":") for button in buttons)
    return next((round for verb, _, round in ids if verb == "answer"), "")


def graded(reply: Reply) -> bool:
    """Whether the reply tells a grade, and so says that the answer is kept."""
    return isinstance(reply, Said) and any(isinstance(part, Points) for part in reply.message.parts)
