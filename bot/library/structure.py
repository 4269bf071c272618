"""What can be told about a deck without grading anything: names and references."""

from bot.core.model import Card, Header, Rubric
from bot.core.rubric.syntax import words_of
from bot.library.cards import at_path
from bot.library.headers import Sheet
from bot.library.nodes import Entries, Node, Text
from bot.library.patterns import pattern
from bot.library.source import Findings, Place
from bot.library.values import meant

USUAL_WORDS = 25


def structure(sheet: Sheet, found: Findings) -> None:
    """Every structural problem of a deck."""
    _repeated_ids(sheet, found)
    _repeated_asks(sheet, found)
    _kin(sheet, found)
    topics = [topic.id for topic in sheet.header.topics]
    for card, node in sheet.cards:
        _card(card, node, topics, found)
    _header(sheet.header, sheet.root, found)


def _repeated_ids(sheet: Sheet, found: Findings) -> None:
    ids: dict[str, int] = {}
    for node in sheet.nodes:
        entry = node.pairs.get("id")
        if entry is not None and type(entry.node) is Text:
            first_line = ids.setdefault(entry.node.value, entry.node.at.line + 1)
            if first_line != entry.node.at.line + 1:
                text = f"the id `{entry.node.value}` is taken by the card on line {first_line}"
                found.add(entry.node.at, "duplicate-id", text)


def _repeated_asks(sheet: Sheet, found: Findings) -> None:
    asks: dict[tuple[str, ...], str] = {}
    for card, node in sheet.cards:
        first = asks.setdefault(words_of(card.ask), card.id)
        if first != card.id and not card.code and not card.image:
            found.warn(place(node, "ask"), "duplicate-ask", f"asks the same as `{first}`")


def _kin(sheet: Sheet, found: Findings) -> None:
    ids = {card.id for card, _ in sheet.cards}
    for card, node in sheet.cards:
        for other in sorted(set(card.kin) - ids):
            text = f"the deck has no card `{other}`{_meant(other, ids)}"
            found.add(place(node, "kin"), "unknown-kin", text)


def _meant(typed: str, known: set[str]) -> str:
    hint = meant(typed, known)
    return f"; {hint}" if hint else ""


def _card(card: Card, node: Entries, topics: list[str], found: Findings) -> None:
    if card.topic and card.topic not in topics:
        hint = meant(card.topic, topics) or "list it under `topics` above the cards"
        found.add(place(node, "topic"), "unknown-topic", f"the deck has no topic `{card.topic}`; {hint}")
    _rubric(card.rubric, node, found)
    if card.image and not card.alt:
        found.add(place(node, "image"), "alt", "an image needs `alt`: what is to be seen on it")
    words, most = len(card.answer.split()), card.max_words or USUAL_WORDS
    if words > most:
        text = f"the model answer has {words} words; {most} must be enough"
        found.warn(place(node, "answer"), "long-answer", text)
    if not card.sources:
        found.warn(place(node, "id"), "no-source", f"`{card.id}` names no source")


def _rubric(rubric: Rubric, node: Entries, found: Findings) -> None:
    points = len(rubric.points)
    if rubric.need > points:
        text = f"`need` is {rubric.need}, but there are {points} points" if points else "`need` needs points"
        found.add(place(node, "need"), "need", text)
    if rubric.ordered and len(rubric.points) < 2:
        found.add(place(node, "order"), "order", "`order` needs two points or more")
    if rubric.pick_one and not rubric.rivals:
        text = "`pick: one` needs `rivals`: the terms that are not the answer"
        found.add(place(node, "pick"), "pick", text)
    if rubric.points and rubric.number:
        text = "a card has `points` or `number`, not both: a point may be a number"
        found.add(place(node, "number"), "number", text)
    if any(point.must for point in rubric.points) and not rubric.need:
        text = "`must` means something only with `need`: all points are needed here"
        found.warn(place(node, "points"), "must", text)


def _header(header: Header, root: Node, found: Findings) -> None:
    taken: dict[str, str] = {}
    for topic in header.topics:
        for called in (topic.id, *topic.aliases):
            first = taken.setdefault(called.lower(), topic.id)
            if first != topic.id:
                text = f"`{called}` is a name of the topic `{first}` already"
                found.add(place(root, "topics", topic.id, "aliases"), "same-name", text)
    for n, group in enumerate(header.rivals):
        for m, term in enumerate(group):
            pattern(found, root, ("rivals", n, m), term)


def place(node: Node, *path: str | int) -> Place:
    """Where the value at a path stands; the nearest thing around it where it is not given."""
    return at_path(node, path).at
