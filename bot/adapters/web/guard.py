"""What every page is wrapped in: who may ask from where, how much, and what a browser may do with it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Hosts = Callable[[str], bool]

LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
LARGEST = 1_100_000  # bytes of a body: a pasted deck of the largest kind, and what stands around it

_NOBODY = ("default-src", "form-action", "base-uri", "frame-ancestors")
_OURS = ("script-src", "style-src", "img-src", "connect-src", "font-src")
POLICY = ";".join([f"{what} 'none'" for what in _NOBODY] + [f"{what} 'self'" for what in _OURS])

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


def host_of(asked: str) -> str:
    """The name or address in a Host header, without its port; "" for what is none."""
    try:
        return urlsplit(f"//{asked}").hostname or ""
    except ValueError:
        return ""


def on_loopback(host: str) -> bool:
    return host in LOOPBACK


def guarded(handler: Handler, hosts: Hosts) -> Handler:
    """Answer only who asked for one of these hosts, not for another's name that leads here (DNS rebinding).

    What changes something must come from our own page: its Origin says so, and no browser lets another page
    send JSON without asking first.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        if not hosts(host_of(request.headers.get("Host", ""))):
            raise web.HTTPMisdirectedRequest(headers=HEADERS)
        if request.method == "POST" and not _from_here(request):
            raise web.HTTPForbidden(headers=HEADERS)
        try:
            response = await handler(request)
        except web.HTTPException as refused:
            refused.headers.update(HEADERS)
            raise
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return answer


def _from_here(request: web.Request) -> bool:
    host = request.headers.get("Host", "")
    return (
        request.content_type == "application/json"
        and request.headers.get("Origin", "") in (f"http://{host}", f"https://{host}")
        and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    )


async def texts(request: web.Request) -> dict[str, str | dict[str, str]]:
    """The body: texts by name, one of them may hold further texts. Raises what the browser is told."""
    try:
        said = json.loads(await request.clone(client_max_size=LARGEST).read())
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(said, dict) or not all(_is_text(value) for value in said.values()):
        raise web.HTTPBadRequest
    return said


def _is_text(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(inner, str) for inner in value.values())
    return isinstance(value, str)
