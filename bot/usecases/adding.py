"""`/study add`: one card by a form, into a draft of the team; and how a draft grades a typed answer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bot.core import rubric
from bot.core.grade import grade
from bot.core.grade.inspect import met_by
from bot.core.model import Card, Deck, Header, KeyPoint, Rubric, Verdict
from bot.core.records import TeamDeck
from bot.errors import Refused
from bot.messages import Command, Invalid, Press, Reply, Said, Submission
from bot.ports import Tx, View
from bot.usecases.house import House, meet, reader
from bot.usecases.importing import draft_of, known_deck, name_of
from bot.views import adding as views

USUAL = "our-cards"  # the deck of a team that names none
WORDS = 6  # of a question that its card's id is made of
LONGEST = 600  # characters of a question or an answer
WIDEST = 4000  # characters of all points: what a form of the platforms takes
MOST = 1000  # cards of a deck that grows in chat


class Faulty(Exception):
    """A card that cannot be kept as it is: which field, and what to say of it."""

    def __init__(self, field: str, key: str, **facts: object) -> None:
        super().__init__(key)
        self.field, self.key, self.facts = field, key, facts


async def add(house: House, request: Command) -> Reply:
    """The button that opens the form; a command cannot open it on every platform."""
    name = name_of(house, request.options.get("deck", "").strip().lower() or USUAL)
    return Said(views.begin(reader(request), name))


async def open_form(house: House, request: Press, name: str) -> Reply:
    return views.form(reader(request), name_of(house, name))


async def submit(house: House, request: Submission, name: str) -> Reply:
    """Keep the card in the team's draft, or say in which field it cannot be graded."""
    say = reader(request)
    name = name_of(house, name)
    try:
        card = _card(house, name, request.fields)
    except Faulty as fault:
        return Invalid({fault.field: say.text(fault.key, **fault.facts)})
    draft, kept = await house.store.write(partial(_keep, request=request, card=card))
    return Said(views.added(say, draft, kept))


async def open_try(house: House, request: Press, draft_id: str) -> Reply:
    """The form to type an answer into, for a look at its grade."""
    found = await house.store.read(partial(draft_of, request=request, draft=int(draft_id)))
    return views.try_form(reader(request), found)


async def attempt(house: House, request: Submission, draft_id: str) -> Reply:
    """How a card of a draft grades an answer; nothing is recorded."""
    found = await house.store.read(partial(draft_of, request=request, draft=int(draft_id)))
    typed = request.fields.get("card", "").strip() or str(len(found.deck.cards))
    say = reader(request)
    if not typed.isdecimal() or len(typed) > 5 or not 1 <= int(typed) <= len(found.deck.cards):
        return Invalid({"card": say.text("add.which", n=len(found.deck.cards))})
    card = found.deck.cards[int(typed) - 1]
    compiled = rubric.compile(card, found.deck.header, house.marker.lexicon)
    text = request.fields.get("text", "")[:LONGEST]
    return Said(views.tried(say, found, card, text, grade(compiled, text)))


def _card(house: House, name: str, fields: object) -> Card:
    """The card that was typed. Raises Faulty."""
    assert isinstance(fields, dict)
    ask, answer = (" ".join(fields.get(field, "").split()) for field in ("ask", "answer"))
    for field, text in (("ask", ask), ("answer", answer)):
        if not text or len(text) > LONGEST:
            raise Faulty(field, "add.length", most=LONGEST)
    if len(fields.get("points", "")) > WIDEST:  # reading them takes the longer the more there are
        raise Faulty("points", "add.length", most=WIDEST)
    points = tuple(_points(fields.get("points", "")))
    why = " ".join(fields.get("why", "").split())[:LONGEST]
    card = Card(_id(ask), name, ask, answer, Rubric(points), why=why)
    _look_over(house, card)
    return card


def _points(typed: str) -> Iterator[KeyPoint]:
    """A point a line: a pattern, or a label, a colon and a pattern."""
    for line in typed.splitlines():
        label, colon, pattern = line.partition(": ")
        if line.strip():
            yield KeyPoint(pattern.strip(), label.strip()) if colon else KeyPoint(line.strip())


def _look_over(house: House, card: Card) -> None:
    """The least that a card must do: its own answer is right, repeating the question is not."""
    try:
        compiled = rubric.compile(card, Header(card.deck, card.deck), house.marker.lexicon)
    except rubric.PatternError as fault:
        line = int(fault.where[1]) + 1 if len(fault.where) > 1 else 1
        raise Faulty("points", "add.pattern", line=line, at=fault.offset + 1, why=fault.text) from None
    missed = grade(compiled, card.answer)
    if missed.verdict is not Verdict.CORRECT:
        labels = ", ".join(one.label for one in missed.missed) or card.answer
        raise Faulty("points" if card.rubric.points else "answer", "add.own_answer", labels=labels)
    if given := met_by(compiled, card.ask):
        raise Faulty("points", "add.echo", label=compiled.points[given[0]].label)


def _id(ask: str) -> str:
    words = re.findall(r"[a-z0-9]+", ask.casefold())
    return "-".join(words[:WORDS]) or "card"


def _keep(tx: Tx, request: Submission, card: Card) -> tuple[TeamDeck, Card]:
    if known := tx.outcome(request.id):
        draft_id, _, id = known.partition(":")
        draft = draft_of(tx, request, int(draft_id))
        return draft, next((one for one in draft.deck.cards if one.id == id), card)
    deck = known_deck(tx, request, card.deck) or Deck(Header(card.deck, card.deck), ())
    if len(deck.cards) >= MOST:
        raise Refused("add.full", most=MOST)
    card = replace(card, id=_free(card.id, deck))
    meet(tx, request)
    tx.keep_draft(Deck(deck.header, (*deck.cards, card)), request.member, request.arrived)
    draft = _waiting(tx, request, card.deck)
    tx.remember(request.id, request.arrived, f"{draft.id}:{card.id}")
    return draft, card


def _waiting(view: View, request: Submission, name: str) -> TeamDeck:
    drafts = view.drafts(request.member.team)
    return next(draft for draft in drafts if draft.deck.header.deck == name)


def _free(id: str, deck: Deck) -> str:
    taken = {card.id for card in deck.cards}
    return next(name for name in (id, *(f"{id}-{n}" for n in range(2, MOST + 2))) if name not in taken)
