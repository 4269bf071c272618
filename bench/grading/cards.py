"""Cards for the benchmark: from the shipped decks and from bare mappings."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.core.model import Card, Header, KeyPoint, Quantity, Rubric, Strictness, Tries, Void

PLAIN = Header("bench", "Benchmark")


def decks(folders: Iterable[Path]) -> dict[str, tuple[Header, Card]]:
    """Every card of the YAML decks in these folders by its first source, the fact it teaches."""
    found: dict[str, tuple[Header, Card]] = {}
    for path in (p for folder in folders for p in sorted(folder.glob("*.yaml"))):
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        if not isinstance(raw, dict) or "cards" not in raw:
            continue
        top = header(raw)
        for entry in raw["cards"] or ():
            made = card(entry, top.deck)
            if made.sources:
                found.setdefault(made.sources[0], (top, made))
    return found


def header(raw: Mapping[str, Any]) -> Header:
    return Header(
        deck=raw.get("deck", "bench"),
        title=raw.get("title", ""),
        abbreviations=tuple((short, long) for short, long in (raw.get("abbreviations") or {}).items()),
        same=tuple(tuple(group) for group in raw.get("same") or ()),
        rivals=tuple(tuple(group) for group in raw.get("rivals") or ()),
        strict=Strictness(raw.get("strict", "normal")),
    )


def card(raw: Mapping[str, Any], deck: str = "bench") -> Card:
    number = raw.get("number")
    rubric = Rubric(
        points=tuple(_point(p) for p in raw.get("points") or ()),
        need=int(raw.get("need", 0)),
        ordered=raw.get("order") == "true",
        voids=tuple(_void(v) for v in _listed(raw.get("not"))),
        rivals=tuple(_listed(raw.get("rivals"))),
        pick_one=raw.get("pick") == "one",
        number=Quantity(number["value"], number.get("unit", ""), number.get("within", "0"))
        if number
        else None,
        strict=Strictness(raw["strict"]) if "strict" in raw else None,
        accept=tuple(_listed(raw.get("accept"))),
        reject=tuple(_listed(raw.get("reject"))),
    )
    tries = raw.get("try") or {}
    return Card(
        id=raw.get("id", "card"),
        deck=deck,
        ask=raw["ask"],
        answer=raw.get("answer", ""),
        rubric=rubric,
        sources=tuple(raw.get("sources") or ()),
        kin=tuple(_listed(raw.get("kin"))),
        tries=Tries(*(tuple(_listed(tries.get(kind))) for kind in ("right", "partly", "wrong"))),
    )


def _listed(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def _point(raw: Any) -> KeyPoint:
    if isinstance(raw, str):
        return KeyPoint(raw)
    return KeyPoint(
        pattern=raw["is"],
        label=raw.get("label", ""),
        of=raw.get("of", ""),
        contrary=raw.get("not", ""),
        weight=int(raw.get("weight", 1)),
        must=raw.get("must") == "true",
    )


def _void(raw: Any) -> Void:
    return Void(raw) if isinstance(raw, str) else Void(raw["is"], raw.get("cap") == "partly")
