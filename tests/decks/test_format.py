"""The format's three tellings agree: the README, the schema for editors, and what the reader takes."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.core.model import Difficulty, Strictness
from bot.library.cards import CARD_KEYS, FACETS, POINT_KEYS
from bot.library.exchange import EXPORTS, IMPORTS
from bot.library.headers import DECK_KEYS
from tests.library.paper import DECK, linted, read

DECKS = Path(__file__).parents[2] / "decks"
README = (DECKS / "README.md").read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = json.loads((DECKS / "deck.schema.json").read_text(encoding="utf-8"))


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def table(text: str) -> set[str]:
    """The names in the first column of a table."""
    rows = re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def block(text: str) -> str:
    return text.split("```yaml\n")[1].split("```", maxsplit=1)[0]


def test_the_readme_lists_every_key_of_a_card() -> None:
    assert table(section("A card")) == set(CARD_KEYS)


def test_the_readme_lists_every_key_of_a_point() -> None:
    assert table(section("A point").split("### Patterns")[0]) == set(POINT_KEYS)


def test_the_readme_shows_every_key_of_a_deck() -> None:
    assert set(re.findall(r"^(\w+):", block(section("A deck")), re.MULTILINE)) == set(DECK_KEYS)


def test_the_readme_names_every_choice() -> None:
    text = section("A card")
    assert all(f"`{choice}`" in text for choice in (*FACETS, *Difficulty))


def test_the_readme_names_every_format() -> None:
    text = section("Bringing decks in, giving them out")
    named = set(re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE))))
    assert named == {*IMPORTS, *EXPORTS}


def test_the_example_of_the_readme_is_clean() -> None:
    header = block(section("A deck")).replace("random-cut-forest:", "object-detection:")
    problems = linted(header.replace("cards: []", "cards:\n") + block(section("A card")))
    assert not problems


def test_the_schema_has_the_keys_of_the_reader() -> None:
    kinds = SCHEMA["$defs"]
    assert set(SCHEMA["properties"]) == set(DECK_KEYS)
    assert set(kinds["card"]["properties"]) == set(CARD_KEYS)
    assert set(kinds["point"]["anyOf"][1]["properties"]) == set(POINT_KEYS)
    assert kinds["card"]["properties"]["facet"]["enum"] == list(FACETS)
    assert kinds["card"]["properties"]["difficulty"]["enum"] == list(Difficulty)
    assert SCHEMA["properties"]["strict"]["enum"] == list(Strictness)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        ("facet: mechanism", "facet: x"),
        ("    why:", "    ponits: [a]\n    why:"),
        ("title: The harbour\n", ""),
        ("id: mooring", "id: Moo ring"),
        ("    why:", "    need: none\n    why:"),
        ("    why:", "    self: si\n    why:"),
        ("partly: [ropes]", "partly: ropes"),
    ],
)
def test_the_schema_and_the_reader_refuse_alike(change: tuple[str, str]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    text = DECK.replace(*change)
    assert not list(validator.iter_errors(yaml.safe_load(DECK)))
    assert list(validator.iter_errors(yaml.safe_load(text)))
    assert read(text)[1]
