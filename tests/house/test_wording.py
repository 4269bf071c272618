"""Every sentence that the bot asks for is in the wording files with its facts, and none lies there unused."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot import wording
from bot.wording import Plural, Slot, Wording
from tests.house.tree import ROOT, Module, modules, name

ASKING = {"line", "text", "Refused"}  # Wording.line, Wording.text, errors.Refused
SOURCES = sorted((ROOT / "bot" / "wording").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence asked for in Python; `facts` is None where they are not written out."""

    place: str
    key: str
    facts: frozenset[str] | None


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


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+"


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
    patterns = [re.compile(pattern) for module in watched() for pattern in written(module)]
    unused = english().keys - on_pages()
    assert sorted(key for key in unused if not any(p.fullmatch(key) for p in patterns)) == []


def test_every_language_says_the_same_with_the_same_facts() -> None:
    for source in SOURCES:
        other = wording.read(source.read_text("utf-8"))
        assert other.keys == english().keys, source.name
        assert [key for key in other.keys if needs(other, key) - needs(english(), key)] == [], source.name


def test_there_is_a_language_to_look_at() -> None:
    assert "en.yaml" in {source.name for source in SOURCES}
    assert len([call for module in watched() for call in asked(module)]) > 20
