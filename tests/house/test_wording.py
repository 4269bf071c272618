"""Every sentence that the bot asks for is in the wording files with its facts, and none lies there unused."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import pytest
import yaml

from bot import wording
from bot.messages import Span
from bot.wording import Plural, Slot, Wording, of
from tests.house.tree import ROOT, Module, modules, name

ASKING = {"line", "text", "Refused"}  # Wording.line, Wording.text, errors.Refused
SOURCES = sorted((ROOT / "bot" / "wording").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence asked for in Python; `facts` is None where they are not written out."""

    place: str
    key: str
    facts: frozenset[str] | None


FACTS = dict.fromkeys(
    (name for source in SOURCES for name in re.findall(r"\{(\w+)\}", source.read_text("utf-8"))),
    2,
) | {"hours": 2, "n": 2, "days": 2}


@cache
def english() -> Wording:
    return wording.of("en")


def watched() -> Iterator[Module]:
    return (module for module in modules() if module.under("bot/") and not module.under("bot/wording/"))


def asked(module: Module) -> Iterator[Asked]:
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=function, args=[ast.Constant(value=str(key)), *_], keywords=facts):
                if name(function) in ASKING and "." in key:
                    named = {fact.arg for fact in facts}
                    whole = None if None in named else frozenset(fact for fact in named if fact)
                    yield Asked(f"{module.path}:{node.lineno}", key, whole)


def written(module: Module) -> set[str]:
    """Patterns of the keys that stand in a module, also where part of a key is filled in."""
    patterns: set[str] = set()
    for node in ast.walk(module.tree):
        match node:
            case ast.Constant(value=str(text)):
                patterns.add(re.escape(text))
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_] as parts) if "." in start:
                patterns.add("".join(_pattern(part) for part in parts))
    return patterns


FILLED = "[a-z0-9_]+"  # what is filled into a key


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else FILLED


def needs(words: Wording, key: str) -> frozenset[str]:
    """The facts that a sentence wants, in all its plural forms."""
    sentence = words._sentences[key]
    forms = sentence.forms.values() if isinstance(sentence, Plural) else (sentence,)
    by = {sentence.by} if isinstance(sentence, Plural) else set()
    return frozenset(by | {piece.name for form in forms for piece in form if isinstance(piece, Slot)})


def test_every_sentence_asked_for_exists() -> None:
    assert [call for module in watched() for call in asked(module) if call.key not in english().keys] == []


def test_every_sentence_gets_its_facts() -> None:
    calls = [call for module in watched() for call in asked(module) if call.key in english().keys]
    lacking = {
        f"{call.place} {call.key}": sorted(needs(english(), call.key) - call.facts)
        for call in calls
        if call.facts is not None
    }
    assert {place: facts for place, facts in lacking.items() if facts} == {}


def on_pages() -> set[str]:
    """The sentences that templates of pages ask for."""
    pages = (ROOT / "bot" / "adapters" / "web").glob("*.html")
    return {key for page in pages for key in re.findall(r"\$(\w+\.\w+)", page.read_text("utf-8"))}


def test_every_sentence_on_a_page_exists_and_wants_no_facts() -> None:
    assert on_pages() - english().keys == set()
    assert [key for key in on_pages() if needs(english(), key)] == []


def test_every_sentence_is_used() -> None:
    whole, patterns = set[str](), set[str]()
    for module in watched():
        for pattern in written(module):
            (patterns if FILLED in pattern else whole).add(pattern)
    unused = {key for key in english().keys - on_pages() if re.escape(key) not in whole}
    either = re.compile("|".join(sorted(patterns)))
    assert sorted(key for key in unused if not either.fullmatch(key)) == []


def test_every_language_says_the_same_with_the_same_facts() -> None:
    for source in SOURCES:
        other = wording.read(source.read_text("utf-8"))
        assert sorted(english().keys ^ other.keys) == [], f"{source.name} lacks these, or has too many"
        assert [key for key in other.keys if needs(other, key) - needs(english(), key)] == [], source.name
        assert [key for key in other.keys if forms(other, key) - FORMS] == [], source.name


def test_no_language_has_two_sentences_under_one_key() -> None:
    for source in SOURCES:
        counted = Counter(keys_of(yaml.compose(source.read_text("utf-8"))))
        assert [key for key, times in counted.items() if times > 1] == [], source.name


def keys_of(node: yaml.Node | None, above: str = "") -> Iterator[str]:
    """Every key as it is written: a reader of YAML keeps the last of two."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        yield f"{above}{key.value}"
        yield from keys_of(value, f"{above}{key.value}.")


def forms(words: Wording, key: str) -> set[str]:
    sentence = words._sentences[key]
    return set(sentence.forms) if isinstance(sentence, Plural) else set()


FORMS = {"zero", "one", "two", "few", "many", "other"}  # of CLDR, and none at all


def test_there_is_a_second_language_to_prove_it() -> None:
    assert list(wording.languages()) == ["en", "de"]
    german = wording.languages()["de"]
    same = [key for key in english().keys if german.line(key, **FACTS) == english().line(key, **FACTS)]
    assert len(same) < len(english().keys) / 10


@pytest.mark.parametrize("n", [0, 1, 2, 5, 1234])
def test_every_sentence_of_every_language_can_be_filled(n: int) -> None:
    for say in wording.languages().values():
        for key in say.keys:
            text = "".join(str(piece) for piece in say.line(key, **dict.fromkeys(FACTS, n)))
            assert "{" not in say.text(key, **dict.fromkeys(FACTS, n)), text


def test_a_number_is_written_as_the_language_does() -> None:
    assert wording.of("en").number(12345) == "12,345"
    assert wording.of("de").number(12345) == "12.345"


def test_a_date_is_written_as_the_language_does() -> None:
    day, at = date(2026, 3, 2), datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert (of("en").day(day), of("en").moment(at)) == ("Mon 2 Mar 2026", "Mon 2 Mar 09:05")
    assert (of("de").day(day), of("de").moment(at)) == ("Mo, 2. März 2026", "Mo, 2. März, 09:05 Uhr")


def test_a_part_of_a_point_is_written_as_the_language_does() -> None:
    assert [of(language).gain(125) for language in ("en", "de")] == ["+1.25", "+1,25"]


@pytest.mark.parametrize("locale", ["fr", "xx-YY", "../en", "", "e" * 500, "de/../../x", "\0"])
def test_a_language_nobody_speaks_is_english(locale: str) -> None:
    assert wording.of(locale).language == "en"


def test_there_is_a_language_to_look_at() -> None:
    assert "en.yaml" in {source.name for source in SOURCES}
    assert len([call for module in watched() for call in asked(module)]) > 20


def commands_in(words: Wording, key: str) -> set[str]:
    """The commands that a sentence names, without what may be typed behind them."""
    sentence = words._sentences[key]
    forms = sentence.forms.values() if isinstance(sentence, Plural) else (sentence,)
    spans = [piece.text for form in forms for piece in form if isinstance(piece, Span)]
    return {found for text in spans for found in re.findall(r"^/(study [a-z-]+|[a-z]+)", text)}


def test_every_language_names_the_same_commands() -> None:
    for say in wording.languages().values():
        wrong = {key for key in english().keys if commands_in(say, key) != commands_in(english(), key)}
        assert wrong - {"language.known"} == set(), say.language
