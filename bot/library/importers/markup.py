"""Fields with HTML, as Anki keeps them, turned into plain text."""

import html
import re
from html.parser import HTMLParser

from bot.library.importers.paste import tidy

_BREAKS = frozenset(
    ("br", "div", "p", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "pre", "table", "blockquote")
)
_UNSEEN = frozenset(("script", "style", "head"))
_SOUND = re.compile(r"\[(?:sound|anki:play):[^\]]*\]")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BREAKS:
            self.parts.append("\n")
        elif tag == "img":
            alt = dict(attrs).get("alt")
            self.parts.append(f"[{alt}]" if alt else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("div", "p", "tr", "pre"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def plain(field: str) -> str:
    """The text that a person sees of a field."""
    text = _SOUND.sub("", field)
    if "<" in text:
        reader = _Text()
        reader.feed(text)
        reader.close()
        text = re.sub(r"\n[ \t]*(?=\n)", "", "".join(reader.parts))
    else:
        text = html.unescape(text)
    return tidy(text)


def clozes(field: str) -> tuple[str, str] | None:
    """A cloze field as a question with gaps and what belongs into them; None: there is no gap."""
    hidden = [match[1] for match in _CLOZE.finditer(field)]
    if not hidden:
        return None
    asked = _CLOZE.sub(lambda match: f"[{match[2] or '…'}]", field)
    return plain(asked), plain(", ".join(dict.fromkeys(hidden)))
