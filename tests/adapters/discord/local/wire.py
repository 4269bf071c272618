"""JSON as Discord sends it: the library takes a content type with a charset for text."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web


def reply(told: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    body = json.dumps(told).encode()
    return web.Response(body=body, status=status, headers=headers, content_type="application/json")
