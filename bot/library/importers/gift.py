"""Moodle's GIFT: questions with their answers in braces."""

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.library.importers.markup import plain
from bot.library.importers.paste import Pair, Paste, Skipped

NAME = "gift"

_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_KIND = re.compile(r"\[(html|moodle|plain|markdown)\]")
_CATEGORY = re.compile(r"\$CATEGORY:.*", re.IGNORECASE)
_OWN = re.compile(r"//\s*studybot(-deck)?:\s*(\{.*\})\s*")
_CHOICE = re.compile(r"([=~])((?:[^=~])*)", re.DOTALL)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_HELD = {
    char: chr(0xE000 + n) for n, char in enumerate("~=#{}:\\")
}  # escaped marks, kept apart while reading
_FREED = {held: char for char, held in _HELD.items()}
_MOST_BLOCK = 50_000  # characters of one question


@dataclass(frozen=True, slots=True)
class _Choice:
    text: str
    right: bool


def likely(text: str) -> float:
    """How much a text looks like this: questions with `{=…}` or `{T}` in them."""
    braces = len(re.findall(r"\{\s*(?:[=~#]|T\}|F\}|TRUE\}|FALSE\})", text[:200_000]))
    return (
        0.97 if braces and (braces > 1 or "::" in text or "~" in text or text.rstrip().endswith("}")) else 0.0
    )


def read(text: str) -> Paste:
    """Every question of the text."""
    pairs, skipped = [], []
    header: dict[str, Any] | None = None
    for at, block in _blocks(text):
        deck, card, body = _comments(block)
        header = header or deck
        made = _question(body, at, card) if body else None
        if isinstance(made, Pair):
            pairs.append(made)
        elif made is not None:
            skipped.append(made)
    return Paste(NAME, tuple(pairs), skipped=tuple(skipped), header=header)


def _blocks(text: str) -> list[tuple[int, str]]:
    """Questions are parted by blank lines; inside braces a blank line parts nothing."""
    blocks: list[tuple[int, str]] = []
    kept: list[str] = []
    start, depth = 1, 0
    for at, line in enumerate((*text.split("\n"), ""), 1):
        if line.strip() or (depth > 0 and at - start < 200):
            start = start if kept else at
            kept.append(line)
            if not line.lstrip().startswith("//"):
                bare = _ESCAPED.sub("", line)
                depth = max(0, depth + bare.count("{") - bare.count("}"))
        elif kept:
            blocks.append((start, "\n".join(kept)))
            kept, depth = [], 0
    if kept:
        blocks.append((start, "\n".join(kept)))
    return blocks


def _comments(block: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None, str]:
    """The deck and card that our own export keeps in comments, and the question itself."""
    deck = card = None
    body = []
    for line in block.split("\n"):
        match = _OWN.fullmatch(line.strip())
        if match:
            value = _json(match[2])
            deck, card = (value, card) if match[1] else (deck, value)
        elif not line.lstrip().startswith("//") and not _CATEGORY.fullmatch(line.strip()):
            body.append(line)
    return deck, card, "\n".join(body).strip()


def _json(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _question(body: str, at: int, card: dict[str, Any] | None) -> Pair | Skipped:
    if len(body) > _MOST_BLOCK:
        return Skipped(at, "a question longer than any can be")
    held = _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else _HELD[match[1]], body)
    held = _KIND.sub("", _TITLE.sub("", held, count=1))
    opened, closed = held.find("{"), held.rfind("}")
    if opened < 0 or closed < opened:
        return Skipped(at, "no answer in braces")
    answer = held[opened + 1 : closed].partition("####")[0].strip()
    rest = held[closed + 1 :].strip()
    ask = held[:opened].strip() + (f" _____ {rest}" if rest else "")
    return _answered(_free(ask), answer, at, card)


def _answered(ask: str, answer: str, at: int, card: dict[str, Any] | None) -> Pair | Skipped:
    truth = re.fullmatch(r"(T|TRUE|F|FALSE)\s*(?:#.*)?", answer, re.IGNORECASE | re.DOTALL)
    if truth:
        return Pair(f"True or false: {ask}", "true" if truth[1][0] in "tT" else "false", at, card=card)
    if answer.startswith("#"):
        return _numeric(ask, answer[1:].strip(), at, card)
    choices = _choices(answer)
    right = [choice.text for choice in choices if choice.right]
    if any("->" in text for text in right):
        return Pair(f"{ask} Match each.", "\n".join(_free(text) for text in right), at, card=card)
    if not right:
        return Skipped(
            at, "an essay: it has no answer" if not choices else "no right answer among the choices"
        )
    listed = all(not choice.right for choice in choices) or "%" in answer
    shown = "\n".join(map(_free, right)) if listed else _free(right[0])
    more = {"accept": [_free(text) for text in right[1:]]} if len(right) > 1 and not listed else None
    return Pair(ask, shown, at, card=card or more)


def _choices(answer: str) -> list[_Choice]:
    found = []
    for mark, text in _CHOICE.findall(answer):
        weight = _WEIGHT.match(text)
        told = _WEIGHT.sub("", text, count=1).partition("#")[0].strip()
        right = (float(weight[1]) > 0) if weight else mark == "="
        if told:
            found.append(_Choice(told, right))
    return found


def _numeric(ask: str, answer: str, at: int, card: dict[str, Any] | None) -> Pair | Skipped:
    first = answer.lstrip("=").partition("=")[0].partition("~")[0].partition("#")[0]
    match = re.fullmatch(r"\s*(?:%\d+%)?(-?\d+(?:\.\d+)?)\s*(?:(:|\.\.)\s*(-?\d+(?:\.\d+)?))?\s*", first)
    if not match:
        return Skipped(at, "a number that cannot be read")
    value, kind, other = match[1], match[2], match[3]
    within = "0"
    if kind == ":":
        within = other
    elif kind == "..":
        low, high = float(value), float(other)
        value, within = f"{(low + high) / 2:g}", f"{abs(high - low) / 2:g}"
    number = {"value": value, **({"within": within} if within != "0" else {})}
    return Pair(ask, value, at, card=card or {"number": number})


def _free(text: str) -> str:
    """The text with the escaped marks as they were meant."""
    freed = "".join(_FREED.get(char, char) for char in text)
    return plain(freed)
