"""A message as the JSON that Discord takes: plain content, or what it calls components of the second version.

A post that a notification may read is plain content, because a message made of components shows there as
nothing; that is just what a reveal needs, and replies, tables and pictures look better so.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.adapters.discord import markdown
from bot.adapters.discord.blocks import Block, Gives, Piece, Row, fitted, pieces, size
from bot.adapters.discord.marks import LENGTH
from bot.messages import (
    Button,
    Buttons,
    Facts,
    Heading,
    Message,
    Note,
    Picture,
    Text,
    Tone,
    Whole,
)

log = logging.getLogger(__name__)

LONGEST_CONTENT = 2000
GROWS = 100  # characters left for what a post comes to say later, such as how many answered, and for its mark
LONGEST_TEXT = 4000  # of all the texts of a message made of components
MOST_COMPONENTS = 40
MOST_ROWS = 5
LONGEST_LABEL = 80
LONGEST_ALT = 1024
PLAIN = "text/plain; charset=utf-8"

SUPPRESS_EMBEDS, COMPONENTS_V2 = 1 << 2, 1 << 15
ACTION_ROW, BUTTON, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 10, 12, 13, 14, 17
_TONES = {Tone.MAIN: 1, Tone.QUIET: 2, Tone.DANGER: 4}
_CALLING = (Heading, Text, Note)  # what may call a role
_READ_ALOUD = (Heading, Text, Note, Facts)

Body = dict[str, Any]
Named = Callable[[Button], str]  # the custom_id of a button
Pngs = Mapping[str, bytes]  # pictures that could be drawn, by name


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes = field(repr=False)
    alt: str = ""
    kind: str = "image/png"


@dataclass(frozen=True, slots=True)
class Drawn:
    body: Body
    files: tuple[File, ...] = ()


class Shape(StrEnum):
    """Of what a post is made. One that stands stays what it is: Discord takes no edit that changes it."""

    AS_FITS = "as fits"
    PLAIN = "plain"  # as far as it has nothing but words and buttons
    COMPONENTS = "components"


def posted(message: Message, named: Named, pngs: Pngs, shape: Shape = Shape.AS_FITS) -> Drawn:
    """What is said unasked."""
    made = _pressable(pieces(message), named)
    blocks = [piece for piece in made if isinstance(piece, Block)]
    rows = [piece for piece in made if isinstance(piece, Row)]
    reads = [part for part in message.parts if not isinstance(part, Buttons)]
    aloud = not message.spoils and all(isinstance(part, _READ_ALOUD) for part in reads)
    if shape is Shape.COMPONENTS or not aloud or made != [*blocks, *rows] or len(rows) > MOST_ROWS:
        return said(message, named, pngs)
    content = "\n".join(block.text for block in blocks)
    if size(content) > LONGEST_CONTENT - GROWS:
        if shape is Shape.AS_FITS:
            return said(message, named, pngs)
        content = "\n".join(
            piece.text for piece in fitted([*blocks], LONGEST_CONTENT - LENGTH) if isinstance(piece, Block)
        )
    body: Body = {
        "content": content,
        "components": [_row(row, named) for row in rows],
        "flags": SUPPRESS_EMBEDS,
    }
    return Drawn(body | _mentions(message))


def said(message: Message, named: Named, pngs: Pngs) -> Drawn:
    """A message made of components."""
    files = tuple(
        File(f"{_file_name(part.name)}.png", pngs[part.name], part.alt)
        for part in message.parts
        if isinstance(part, Picture) and part.name in pngs
    )
    made = [_shown(piece, pngs) for piece in _pressable(pieces(message), named)]
    made = fitted(made, LONGEST_TEXT)
    wholes = (piece for piece in made if isinstance(piece, Whole))
    files += tuple(File(whole.name, whole.text.encode(), kind=PLAIN) for whole in wholes)
    body: Body = {
        "flags": COMPONENTS_V2,
        "components": [{"type": CONTAINER, "components": _components(made, named)}],
    }
    if files:
        body["attachments"] = [
            {"id": str(number), "filename": file.name} | _described(file) for number, file in enumerate(files)
        ]
    return Drawn(body | _mentions(message), files)


def _described(file: File) -> Body:
    return {"description": file.alt[:LONGEST_ALT]} if file.alt else {}


def _pressable(made: Sequence[Piece], named: Named) -> list[Piece]:
    """Without buttons that Discord would not take; the rest of the message is worth saying all the same."""
    kept: list[Piece] = []
    for piece in made:
        if not isinstance(piece, Row):
            kept.append(piece)
        elif buttons := tuple(button for button in piece.buttons if _can_be_named(button, named)):
            kept.append(Row(buttons))
    return kept


def _can_be_named(button: Button, named: Named) -> bool:
    try:
        return bool(named(button))
    except ValueError as wrong:
        log.error("button_left_out", extra={"why": str(wrong)})  # noqa: TRY400
        return False


def _shown(piece: Piece, pngs: Pngs) -> Piece:
    """A picture that cannot be drawn here is told in words."""
    if isinstance(piece, Picture) and piece.svg and piece.name not in pngs:
        return Block(markdown.escaped(piece.alt))
    return piece


def _components(made: Sequence[Piece], named: Named) -> list[Body]:
    """Texts that follow each other as one, a line before what begins anew; what is too much is left out."""
    drawn: list[Body] = []
    count = 1  # the container counts too
    for heads, group in _grouped(made):
        more: list[Body] = [{"type": SEPARATOR}] if heads and drawn else []
        more.append(_component(group, named))
        count += sum(1 + len(component.get("components", ())) for component in more)
        if count > MOST_COMPONENTS:
            break
        drawn += more
    return drawn


def _grouped(made: Sequence[Piece]) -> Iterator[tuple[bool, str | Row | Picture | Whole]]:
    """Each text, row, picture or file, and whether it begins something new."""
    texts: list[str] = []
    heads = False
    for piece in made:
        if texts and (not isinstance(piece, Block) or piece.heads):
            yield heads, "\n".join(texts)
            texts.clear()
        if isinstance(piece, Block):
            heads = piece.heads if not texts else heads
            texts.append(piece.text)
        else:
            yield False, piece
    if texts:
        yield heads, "\n".join(texts)


def _component(piece: str | Row | Picture | Whole, named: Named) -> Body:
    match piece:
        case str(text):
            return {"type": TEXT_DISPLAY, "content": text}
        case Row():
            return _row(piece, named)
        case Whole(name):
            return {"type": FILE, "file": {"url": f"attachment://{name}"}}
        case Picture(name, svg, alt):
            return _gallery(f"attachment://{_file_name(name)}.png" if svg else name, alt)


def _gallery(url: str, alt: str) -> Body:
    item: Body = {"media": {"url": url}}
    if alt:
        item["description"] = alt[:LONGEST_ALT]
    return {"type": GALLERY, "items": [item]}


def _row(row: Row, named: Named) -> Body:
    return {"type": ACTION_ROW, "components": [_button(button, named) for button in row.buttons]}


def _button(button: Button, named: Named) -> Body:
    drawn: Body = {
        "type": BUTTON,
        "style": _TONES[button.tone],
        "label": _short(button.label, LONGEST_LABEL),
        "custom_id": named(button),
    }
    return drawn | {"disabled": True} if button.off else drawn


def _mentions(message: Message) -> Body:
    """Nobody is called but whom the message was made to call."""
    lines = [part.line for part in message.parts if isinstance(part, _CALLING)]
    roles = sorted({role for line in lines for role in markdown.calls(line)})
    allowed: Body = {"parse": []}
    return {"allowed_mentions": allowed | {"roles": roles} if roles else allowed}


def _short(text: str, most: int) -> str:
    return text if size(text) <= most else f"{text[: most // 2]}…"


def _file_name(name: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-") or "picture"


def brief(message: Message) -> Body:
    """The least that can be said, where Discord did not take the whole."""
    kept = fitted([Block(markdown.escaped(message.brief), Gives.TEXT)], LONGEST_CONTENT)
    return {"content": "".join(p.text for p in kept if isinstance(p, Block))} | {
        "allowed_mentions": {"parse": []}
    }
