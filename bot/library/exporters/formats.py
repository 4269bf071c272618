"""Every format that decks are given out in, by name."""

from collections.abc import Callable, Mapping

from bot.core.model import Deck
from bot.library.exporters import anki, gift, markdown, table, yaml


def _text(write: Callable[[Deck], str]) -> Callable[[Deck], bytes]:
    return lambda deck: write(deck).encode("utf-8")


FORMATS: Mapping[str, Callable[[Deck], bytes]] = {
    "anki-text": _text(table.write_anki),
    "apkg": anki.write,
    "csv": _text(table.write_csv),
    "gift": _text(gift.write),
    "markdown": _text(markdown.write),
    "studybot": _text(yaml.write),
}
SUFFIXES: Mapping[str, str] = {
    ".apkg": "apkg", ".csv": "csv", ".gift": "gift", ".md": "markdown", ".txt": "anki-text",
    ".yaml": "studybot", ".yml": "studybot",
}  # fmt: skip
