"""What the shipped cards say that ages is in docs/facts.md, with the page it was held against."""

import re
from functools import cache

from tests.decks.coverage import cards
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "facts.md"
AGES = re.compile(
    r"\b20(?:2[3-9]|[3-9]\d)\b|closed to new|discontinued|\bml\.[a-z]"
    r"|\b(?:P[2-9]|G[4-9]dn|G[5-9]|C[4-9]|M[4-9])\b"
)
ROW = re.compile(r"^\| (`.+?`) \| .+? \| (https://\S+) \| .+ \|$", re.MULTILINE)


@cache
def looked_up() -> dict[str, str]:
    """The page that each card of the table was held against."""
    rows = ROW.findall(PAGE.read_text("utf-8"))
    return {id: page for ids, page in rows for id in re.findall(r"`([a-z0-9-]+)`", ids)}


def test_every_card_that_says_something_which_ages_was_looked_up() -> None:
    ageing = {card.id for card in cards() if AGES.search(f"{card.ask} {card.answer} {card.why}")}
    assert sorted(ageing - set(looked_up())) == []


def test_each_card_of_the_table_is_there_and_shows_people_the_page() -> None:
    shown = {card.id: card.sources for card in cards()}
    assert [f"{id}: {page}" for id, page in looked_up().items() if page not in shown.get(id, ())] == []
