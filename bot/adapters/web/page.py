"""The files of a page: templates whose sentences come from the wording file, and what a browser fetches."""

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from html import escape
from importlib import resources
from string import Template

from aiohttp import web

from bot.adapters.web.guard import Handler
from bot.pictures import DARK, LIGHT, style_sheet
from bot.wording import DEFAULT, Wording, of

_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class _Page(Template):
    """`$group.key` is a sentence, `$name` is HTML that was drawn elsewhere."""

    idpattern = r"[a-z][a-z_]*(?:\.[a-z][a-z_]*)?"


class _Filling(Mapping[str, str]):
    def __init__(self, say: Wording, html: Mapping[str, str]) -> None:
        self._say = say
        self._html = html

    def __getitem__(self, name: str) -> str:
        return escape(self._say.text(name)) if "." in name else self._html[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._html)

    def __len__(self) -> int:
        return len(self._html)


def filled(name: str, say: Wording, **html: str) -> str:
    """A template with its sentences and with pieces of HTML."""
    facts = {"lang": escape(say.language), "version": _version(), **html}
    return _Page(_text(f"{name}.html")).substitute(_Filling(say, facts))


def shown(name: str, say: Wording, status: int = 200, **html: str) -> web.Response:
    return web.Response(text=filled(name, say, **html), content_type="text/html", status=status)


def language(request: web.Request) -> str:
    """The first language that the reader's browser asks for."""
    wanted = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
    return of(wanted if wanted.replace("-", "").isalnum() and len(wanted) < 16 else DEFAULT).language


def files() -> dict[str, Handler]:
    """What a browser fetches besides the page: these files and no others."""
    return {f"/static/{name}": _served(name) for name in ("page.css", "page.js", "icon.svg")}


def _served(name: str) -> Handler:
    async def serve(request: web.Request) -> web.StreamResponse:
        del request
        return web.Response(text=_file(name), content_type=_KINDS[name.rpartition(".")[2]])

    return serve


@cache
def _file(name: str) -> str:
    """A file as a browser gets it; the style sheet has the colours of pictures behind its own."""
    if name != "page.css":
        return _text(name)
    dark = f"@media (prefers-color-scheme: dark){{{style_sheet(DARK)}}}"
    return f"{_text(name)}\n{style_sheet(LIGHT)}\n{dark}\n"


@cache
def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")


@cache
def _version() -> str:
    """Changes with the files, so that no browser mixes old and new."""
    return blake2b("".join(map(_file, ("page.css", "page.js"))).encode(), digest_size=6).hexdigest()
