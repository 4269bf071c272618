"""Every message of every talk can be heard and read without colour: words for signs, alt texts, an order."""

import asyncio
import re

import pytest

from bot.adapters.terminal import plain
from bot.messages import (
    Buttons,
    Facts,
    Heading,
    Line,
    Mark,
    Message,
    Note,
    Part,
    Picture,
    Points,
    Table,
    Text,
)
from bot.messages import plain as words_of
from tests.talks.play import play
from tests.talks.stage import HERE, ZONE
from tests.talks.terminal import TERMINAL
from tests.talks.words import Words

WORD = re.compile(r"[^\W\d_]{2,}|\d")
# What the line of a point says by itself, whatever its sign or colour is; revealed points are counts.
SAYS = {
    Mark.HIT: re.compile(r"you wrote"),
    Mark.MISSED: re.compile(r"missing|one more"),
    Mark.CONTRADICTED: re.compile(r"says otherwise"),
    Mark.OPEN: WORD,
}


class Ears(Words):
    """Keeps every message that is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []

    def note(self, message: Message) -> None:
        super().note(message)
        self.heard.append(message)


@pytest.fixture(scope="module")
def heard() -> list[Message]:
    ears = Ears()
    for script in sorted(HERE.glob("*.talk")):
        asyncio.run(play(script, TERMINAL, ears))
    return ears.heard


def lines(part: Part) -> list[Line]:
    match part:
        case Heading(line) | Text(line) | Note(line):
            return [line]
        case Points(points):
            return [point.line for point in points]
        case Facts(told):
            return list(told)
        case Table(head, rows):
            return [*head, *(cell for row in rows for cell in row)]
        case _:
            return []


def test_the_talks_say_every_kind_of_part(heard: list[Message]) -> None:
    kinds = {type(part) for message in heard for part in message.parts}
    assert {Heading, Text, Note, Points, Facts, Table, Buttons} <= kinds
    assert len(heard) > 100


def test_every_message_has_a_brief_for_who_hears_only_that(heard: list[Message]) -> None:
    assert [message.parts[:1] for message in heard if not WORD.search(message.brief)] == []


def test_every_line_says_something_in_words(heard: list[Message]) -> None:
    silent = {
        words_of(line)
        for message in heard
        for part in message.parts
        for line in lines(part)
        if not isinstance(part, Table) and not WORD.search(words_of(line))
    }
    assert silent == set()


def test_a_point_says_in_words_what_its_sign_means(heard: list[Message]) -> None:
    points = [
        p for message in heard for part in message.parts if isinstance(part, Points) for p in part.points
    ]
    assert {point.mark for point in points} >= {Mark.HIT, Mark.MISSED, Mark.OPEN}
    assert [words_of(p.line) for p in points if not SAYS[p.mark].search(words_of(p.line))] == []


def test_every_button_has_a_label_in_words(heard: list[Message]) -> None:
    labels = {
        b.label
        for message in heard
        for part in message.parts
        if isinstance(part, Buttons)
        for b in part.buttons
    }
    assert {label for label in labels if not re.search(r"[^\W\d_]{2,}", label)} == set()


def test_every_column_has_a_name_and_every_row_is_whole(heard: list[Message]) -> None:
    for message in heard:
        for table in (part for part in message.parts if isinstance(part, Table)):
            assert all(WORD.search(words_of(cell)) for cell in table.head)
            assert {len(row) for row in table.rows} <= {len(table.head)}


def test_every_picture_has_its_figures_as_text(heard: list[Message]) -> None:
    for message in heard:
        assert all(part.alt.strip() for part in message.parts if isinstance(part, Picture))


def test_what_can_be_pressed_comes_after_what_it_is_about(heard: list[Message]) -> None:
    assert [message.brief for message in heard if isinstance(message.parts[0], Buttons)] == []


def test_the_text_form_holds_every_word_of_a_message(heard: list[Message]) -> None:
    for message in heard:
        text = " ".join(plain.draw(message, ZONE).split())
        for part in message.parts:
            for line in lines(part):
                said = " ".join(plain.words(line, ZONE).split())
                assert said in text, said
