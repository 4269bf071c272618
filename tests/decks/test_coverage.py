"""Every fact of the seeds is on a card or left out for a reason; each asked fact has a card of its own."""

from collections import Counter

import pytest

from tests.decks.coverage import FACTS, cards, facts, kept, taught

FACTS_OF_THE_SEEDS = 615
ASKED = 240
PLACES = {"card", "left"}


def test_the_list_holds_every_fact() -> None:
    assert len(kept()) == FACTS_OF_THE_SEEDS
    assert len([fact for fact in kept().values() if "points" in fact]) == ASKED


def test_the_list_says_what_the_facts_say() -> None:
    if not FACTS.exists():
        pytest.skip("needs the facts (STUDYBOT_SHARED)")
    told = {
        fact["id"]: (fact["status"], len(fact["key_points"]) if "ask" in fact else None) for fact in facts()
    }
    assert {id: (fact["status"], fact.get("points")) for id, fact in kept().items()} == told


def test_every_fact_has_a_place() -> None:
    assert {id: fact["place"] for id, fact in kept().items() if fact["place"] not in PLACES} == {}


def test_every_fact_that_was_not_left_out_is_on_a_card() -> None:
    on_cards = taught()
    assert [id for id, fact in kept().items() if fact["place"] == "card" and id not in on_cards] == []


def test_what_was_left_out_is_on_no_card_and_has_a_reason() -> None:
    left = {id: fact["why"] for id, fact in kept().items() if fact["place"] == "left"}
    assert [id for id, why in left.items() if not why or id in taught()] == []


def test_nothing_was_left_out_that_has_a_question() -> None:
    assert [id for id, fact in kept().items() if fact["place"] == "left" and "points" in fact] == []


def test_a_card_shows_a_page_where_one_of_its_facts_names_one() -> None:
    if not FACTS.exists():
        pytest.skip("needs the facts (STUDYBOT_SHARED)")
    named = {fact["id"] for fact in facts() if "https://" in fact.get("evidence", "")}
    without = [card for card in cards() if not any(source.startswith("https://") for source in card.sources)]
    assert [card.key for card in without if named & set(card.sources)] == []


def test_no_card_names_a_fact_that_there_is_not() -> None:
    assert sorted(set(taught()) - set(kept())) == []


def test_each_asked_fact_stands_first_on_one_card_with_as_many_points() -> None:
    first = Counter(card.sources[0] for card in cards() if card.sources)
    points = {card.sources[0]: len(card.rubric.points) for card in cards() if card.sources}
    asked = {id: fact["points"] for id, fact in kept().items() if "points" in fact}
    assert {id: first[id] for id in asked if first[id] != 1} == {}
    assert {id: points.get(id) for id, size in asked.items() if points.get(id) != size} == {}
