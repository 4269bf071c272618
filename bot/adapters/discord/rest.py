"""Requests to Discord's API through the library, at an even pace, each failure in the house's words."""

import asyncio
import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord
from discord.http import HTTPClient, Route

from bot.adapters.discord import failing
from bot.adapters.discord.bucket import Bucket
from bot.adapters.discord.drawing import Body, Drawn, File

PATIENCE = 20.0  # seconds, the library's own further tries among them; less than a delivery's


class Rest:
    def __init__(self, http: HTTPClient, bucket: Bucket) -> None:
        self._http = http
        self._bucket = bucket

    async def call(self, method: str, path: str, body: object = None, **where: str) -> Any:
        """`where` fills the path. Raises Gone | Unavailable."""
        kwargs: dict[str, Any] = {} if body is None else {"json": body}
        return await self._ask(Route(method, path, **where), kwargs)

    async def look(self, path: str, query: dict[str, Any], **where: str) -> Any:
        """Read something. Raises Gone | Unavailable."""
        return await self._ask(Route("GET", path, **where), {"params": query})

    async def send(self, method: str, path: str, drawn: Drawn, **where: str) -> Any:
        """Say something, with its files. Raises Gone | Unavailable."""
        if not drawn.files:
            return await self.call(method, path, drawn.body, **where)
        files = [discord.File(BytesIO(file.content), file.name) for file in drawn.files]
        form = [
            {"name": "payload_json", "value": json.dumps(drawn.body)},
            *(_part(number, *both) for number, both in enumerate(zip(files, drawn.files, strict=True))),
        ]
        return await self._ask(Route(method, path, **where), {"files": files, "form": form})

    async def _ask(self, route: Route, kwargs: dict[str, Any]) -> Any:
        await self._bucket.take()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._http.request(route, **kwargs)
        except failing.FAILURES as error:
            found = failing.told(error)
            if found is None:
                raise
            raise found from error


def _part(number: int, file: discord.File, told: File) -> Body:
    return {
        "name": f"files[{number}]",
        "value": file.fp,
        "filename": file.filename,
        "content_type": told.kind,
    }


def named(files: Sequence[File]) -> Sequence[tuple[str, File]]:
    """The files of a message under the names that its JSON refers to."""
    return [(f"files[{number}]", file) for number, file in enumerate(files)]
