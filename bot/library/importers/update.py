"""A second import of the same cards: it updates what is there instead of doubling it."""

from collections import Counter, defaultdict
from dataclasses import replace

from bot.core.model import Card, Deck


def updated(old: Deck, new: Deck) -> Deck:
    """The old deck with the new one's fronts and backs; ids and what people added to a card stay.

    Cards that the new deck lacks stay as well: a paste may hold only a part.
    """
    unmatched = list(old.cards)
    matches = _matched(unmatched, new.cards)
    taken = Counter(card.id for card in old.cards)
    fresh: list[Card] = []
    changed: dict[str, Card] = {}
    for card in new.cards:
        match = matches.get(card.id)
        if match is None:
            fresh.append(replace(card, id=_free(card.id, taken), deck=old.header.deck))
        else:
            changed[match.id] = replace(match, ask=card.ask, answer=card.answer)
    topics = {topic.id: topic for topic in (*new.header.topics, *old.header.topics)}
    header = replace(old.header, topics=tuple(topics.values()))
    return Deck(header, (*(changed.get(card.id, card) for card in old.cards), *fresh))


def _matched(old: list[Card], new: tuple[Card, ...]) -> dict[str, Card]:
    """Which old card each new one is: the same front and back, else the same front, else the same id."""
    matches: dict[str, Card] = {}
    for key in (_whole, _front, _id):
        waiting: dict[object, list[Card]] = defaultdict(list)
        for card in old:
            waiting[key(card)].append(card)
        for card in new:
            if card.id not in matches and waiting[key(card)]:
                matches[card.id] = waiting[key(card)].pop(0)
                old.remove(matches[card.id])
    return matches


def _whole(card: Card) -> object:
    return _front(card), " ".join(card.answer.casefold().split())


def _front(card: Card) -> object:
    return " ".join(card.ask.casefold().split())


def _id(card: Card) -> object:
    return card.id


def _free(id: str, taken: Counter[str]) -> str:
    taken[id] += 1
    return id if taken[id] == 1 else _free(f"{id}-{taken[id]}", taken)
