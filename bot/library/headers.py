"""A whole deck out of its tree: what stands above the cards, and the cards in turn."""

from dataclasses import dataclass, replace
from typing import Any

from bot.core.model import Card, Deck, Header, Strictness, Topic
from bot.library.cards import card, name
from bot.library.nodes import Entries, Items, Node, Text
from bot.library.source import Findings, Spot
from bot.library.values import Take, entries, items, one_of, take_all, text, texts


@dataclass(frozen=True, slots=True)
class Sheet:
    """A deck as far as it could be read, with the node that each of its cards came from."""

    header: Header
    cards: tuple[tuple[Card, Entries], ...]
    root: Node
    nodes: tuple[Entries, ...] = ()  # those of all the cards, also of the ones that could not be made

    @property
    def deck(self) -> Deck:
        return Deck(self.header, tuple(one for one, _ in self.cards))


_TOPIC: dict[str, tuple[str, Take[Any]]] = {"title": ("title", text), "aliases": ("aliases", texts)}


def _topics(found: Findings, node: Node, key: str) -> tuple[Topic, ...]:
    topics = []
    for at, inner in entries(found, node, f"`{key}`").values():
        id = name(found, at, "topics")
        values: Any = take_all(found, entries(found, inner, "a topic"), "a topic", _TOPIC)
        topics.append(Topic(**{"id": id, "title": id, **values}))
    return tuple(topics)


def _abbreviations(found: Findings, node: Node, key: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (at.value, text(found, inner, key)) for at, inner in entries(found, node, f"`{key}`").values()
    )


def _groups(found: Findings, node: Node, key: str) -> tuple[tuple[str, ...], ...]:
    """Lists of texts, two or more in each."""
    groups = []
    for inner in items(found, node, key):
        group = texts(found, inner, key)
        if type(inner) is Items and len(group) < 2:
            found.add(inner.at, "alone", f"a group of `{key}` needs two terms or more")
        groups.append(group)
    return tuple(groups)


def _cards(found: Findings, node: Node, key: str) -> list[Node]:
    return items(found, node, key)


_DECK: dict[str, tuple[str, Take[Any]]] = {
    "deck": ("deck", name),
    "title": ("title", text),
    "about": ("about", text),
    "aliases": ("aliases", texts),
    "topics": ("topics", _topics),
    "abbreviations": ("abbreviations", _abbreviations),
    "same": ("same", _groups),
    "rivals": ("rivals", _groups),
    "strict": ("strict", one_of(Strictness)),
    "cards": ("cards", _cards),
}
DECK_KEYS = tuple(_DECK)


def sheet(found: Findings, root: Node | None) -> Sheet | None:
    """The deck in a tree; None where there is none. What is wrong with it is among the findings."""
    if root is None or (type(root) is Text and not root.value):
        if not found.broken:
            found.add(Spot(0, 0), "empty", "the file is empty")
        return None
    pairs = entries(found, root, "a deck")
    if not pairs:
        return None
    values: Any = take_all(found, pairs, "a deck", _DECK)
    for key in ("deck", "title", "cards"):
        if key not in pairs:
            found.add(root.at, "missing-key", f"a deck needs `{key}`")
    nodes = values.pop("cards", [])
    if "cards" in pairs and not nodes and not found.broken:
        found.add(pairs["cards"].key.at, "no-cards", "the deck has no cards")
    strict = Strictness(values.pop("strict", "") or Strictness.NORMAL)
    header = replace(Header(**{"deck": "", "title": "", **values}), strict=strict)
    made = [(card(found, node, header.deck), node) for node in nodes]
    whole = tuple(node for node in nodes if type(node) is Entries)
    read = tuple((one, node) for one, node in made if one and type(node) is Entries)
    return Sheet(header, read, root, whole)
