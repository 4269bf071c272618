"""Every shipped deck keeps what shipped decks promise, and no card takes another's answer for its own."""

from functools import cache
from pathlib import Path

import pytest

from bot.core import rubric
from bot.core.grade import grade
from bot.core.model import Card, Deck, Verdict
from bot.core.rubric import Compiled
from bot.library.check import check, render
from bot.library.folders import deck_files, shipped
from bot.library.lexicon import shipped as lexicon
from bot.library.neighbours import Neighbourhood, near
from bot.library.reading import read_deck

FILES = deck_files(shipped())
TAKEN_ELSEWHERE = 0.01  # of a deck's pairs of cards, those whose answer passes for a card of another topic


@cache
def compiled(file: Path) -> tuple[tuple[Card, Compiled], ...]:
    deck = read_deck(file)
    return tuple(
        (card, rubric.compile(card, deck.header, lexicon())) for card in deck.cards if not card.self_rated
    )


def takes(mine: Compiled, other: Card) -> bool:
    """Whether a card takes another's answer; cards with the very same answer do, and may."""
    same = other.answer.casefold() == mine.card.answer.casefold()
    return not same and grade(mine, other.answer).verdict is Verdict.CORRECT


def test_there_are_decks() -> None:
    assert FILES


def test_the_names_of_decks_are_the_names_of_their_files() -> None:
    assert [file.stem for file in FILES] == [read_deck(file).header.deck for file in FILES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_deck_is_clean_by_the_strict_measure(file: Path) -> None:
    problems = check([file], strict=True)
    assert not problems, "\n" + render(problems)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_try_of_a_shipped_deck_comes_out_as_it_says(file: Path) -> None:
    wanted = {"right": Verdict.CORRECT, "partly": Verdict.PARTIAL, "wrong": Verdict.WRONG}
    off = [
        f"{card.key}: {side} {text!r}"
        for card, mine in compiled(file)
        for side, verdict in wanted.items()
        for text in getattr(card.tries, side)
        if grade(mine, text).verdict is not verdict
    ]
    assert off == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_card_takes_the_answer_of_another_of_its_topic(file: Path) -> None:
    cards = compiled(file)
    taken = [
        f"{mine.id} takes {other.id}: {other.answer}"
        for mine, rules in cards
        for other, _ in cards
        if mine is not other and mine.topic == other.topic and not akin(mine, other) and takes(rules, other)
    ]
    assert taken == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_hardly_any_card_takes_the_answer_of_another_topic(file: Path) -> None:
    """Pairs without a word in common are not graded: there are hundreds of thousands of them."""
    cards = compiled(file)
    around = Neighbourhood(read_deck(file).header, lexicon())
    said = {card.id: around.said(card.answer) for card, _ in cards}
    taken = pairs = 0
    for mine, rules in cards:
        wanted = around.wanted(rules)
        others = [other for other, _ in cards if other.topic != mine.topic]
        pairs += len(others)
        taken += sum(takes(rules, other) for other in others if near(rules, wanted, said[other.id]))
    assert taken <= max(1, TAKEN_ELSEWHERE * pairs)


def akin(one: Card, other: Card) -> bool:
    return other.id in one.kin or one.id in other.kin


def test_no_two_shipped_decks_share_a_card_id() -> None:
    decks: list[Deck] = [read_deck(file) for file in FILES]
    keys = [card.key for deck in decks for card in deck.cards]
    assert len(keys) == len(set(keys))
