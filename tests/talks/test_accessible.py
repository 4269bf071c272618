"""Every message of every talk can be heard and read without colour, in every language there is."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from bot.adapters.terminal import plain
from bot.core.streak import State
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
    Span,
    Style,
    Table,
    Text,
)
from bot.messages import plain as words_of
from bot.wording import languages, of
from tests.talks.play import rehearse
from tests.talks.stage import HERE, ZONE
from tests.talks.terminal import terminal
from tests.talks.words import Words

WORD = re.compile(r"[^\W\d_]{2,}|\d")
# What the line of a point says by itself, whatever its sign or colour is; revealed points are counts.
SAYS: Mapping[str, Mapping[Mark, re.Pattern[str]]] = {
    "en": {
        Mark.HIT: re.compile(r"you wrote"),
        Mark.MISSED: re.compile(r"missing|one more"),
        Mark.CONTRADICTED: re.compile(r"says otherwise"),
        Mark.OPEN: WORD,
    },
    "de": {
        Mark.HIT: re.compile(r"du schriebst"),
        Mark.MISSED: re.compile(r"fehlt|noch einer"),
        Mark.CONTRADICTED: re.compile(r"sagt etwas anderes"),
        Mark.OPEN: WORD,
    },
}
DRAWN = re.compile(r"<text\b[^>]*>([^<]+)</text>")
AS_MACHINES_WRITE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
EXAMPLES = {"2026-12-24"}  # of a date as it may be typed


@dataclass(slots=True)
class Heard:
    """Every message that was sent in a language; `lines` are those of a terminal, whole."""

    language: str
    messages: list[Message]

    @property
    def lines(self) -> set[str]:
        return {line for told in self.messages for line in plain.draw(told, ZONE, self.language).splitlines()}


class Ears(Words):
    """Keeps every message that is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []

    def note(self, message: Message) -> None:
        super().note(message)
        self.heard.append(message)


@pytest.fixture(scope="module", params=sorted(languages()))
def heard(request: pytest.FixtureRequest) -> Heard:
    ears, language = Ears(), str(request.param)
    for script in sorted(HERE.glob("*.talk")):
        asyncio.run(rehearse(script, terminal(language), ears, f"/study language {language}"))
    return Heard(language, ears.heard)


def parts(heard: Heard) -> list[Part]:
    return [part for message in heard.messages for part in message.parts]


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


def test_the_talks_say_every_kind_of_part(heard: Heard) -> None:
    kinds = {type(part) for part in parts(heard)}
    assert {Heading, Text, Note, Points, Facts, Table, Buttons, Picture} <= kinds
    assert len(heard.messages) > 100


def test_every_message_has_a_brief_for_who_hears_only_that(heard: Heard) -> None:
    assert [message.parts[:1] for message in heard.messages if not WORD.search(message.brief)] == []


def test_every_line_says_something_in_words(heard: Heard) -> None:
    silent = {
        words_of(line)
        for part in parts(heard)
        for line in lines(part)
        if not isinstance(part, Table) and not WORD.search(words_of(line))
    }
    assert silent == set()


def test_a_point_says_in_words_what_its_sign_means(heard: Heard) -> None:
    points = [point for part in parts(heard) if isinstance(part, Points) for point in part.points]
    says = SAYS[heard.language]
    assert {point.mark for point in points} >= {Mark.HIT, Mark.MISSED, Mark.OPEN}
    assert [words_of(p.line) for p in points if not says[p.mark].search(words_of(p.line))] == []


def test_every_button_has_a_label_in_words(heard: Heard) -> None:
    labels = {b.label for part in parts(heard) if isinstance(part, Buttons) for b in part.buttons}
    assert {label for label in labels if not re.search(r"[^\W\d_]{2,}", label)} == set()


def test_every_column_has_a_name_and_every_row_is_whole(heard: Heard) -> None:
    for table in (part for part in parts(heard) if isinstance(part, Table)):
        assert all(WORD.search(words_of(cell)) for cell in table.head)
        assert {len(row) for row in table.rows} <= {len(table.head)}


def test_every_picture_has_its_figures_as_text(heard: Heard) -> None:
    """What stands in a drawing is told in words too, save for signs of its legend that it does not use."""
    say = of(heard.language)
    legend = {say.text(f"stats.day_{state}") for state in State}
    for message in heard.messages:
        told = plain.draw(message, ZONE, heard.language)
        for picture in (part for part in message.parts if isinstance(part, Picture)):
            drawn = [text for text in DRAWN.findall(picture.svg) if text not in legend]
            words = {word for text in drawn for word in re.findall(r"\d+ %|[^\W\d]{4,}", text)}
            assert words, picture.name
            assert len(picture.alt.splitlines()) > 1, picture.name
            assert {word for word in words if word not in told} == set(), picture.name


def test_what_can_be_pressed_comes_after_what_it_is_about(heard: Heard) -> None:
    assert [message.brief for message in heard.messages if isinstance(message.parts[0], Buttons)] == []


def test_the_text_form_holds_every_word_of_a_message(heard: Heard) -> None:
    say = of(heard.language)
    for message in heard.messages:
        text = " ".join(plain.draw(message, ZONE, heard.language).split())
        for part in message.parts:
            for line in lines(part):
                said = " ".join(plain.words(line, ZONE, say).split())
                assert said in text, said


def test_dates_have_the_names_of_their_language_and_of_no_other(heard: Heard) -> None:
    """Some names are alike in two languages, such as the beginning of November."""
    own = names(heard.language)
    foreign = {name for language in languages() for name in names(language)} - own
    assert any(re.search(rf"\b{re.escape(name)}", line) for name in own for line in heard.lines)
    either = "|".join(sorted(foreign))
    wrong = re.compile(rf"\b(?:{either})\b,? \d\d?(?![\d/])|\d\d?\.? (?:{either})\b")
    assert [line for line in sorted(heard.lines) if wrong.search(line)] == []


def names(language: str) -> set[str]:
    """Of months and weekdays, without the point behind a short one."""
    say = of(language)
    keys = [*(f"month.{n}" for n in range(1, 13)), *(f"day.{n}" for n in range(7))]
    return {say.text(key).rstrip(".") for key in keys}


def test_no_date_is_told_as_machines_write_it(heard: Heard) -> None:
    told = {
        span.text
        for part in parts(heard)
        for line in lines(part)
        for span in line
        if isinstance(span, Span) and span.style is not Style.CODE
    }
    dates = {date for text in told for date in AS_MACHINES_WRITE.findall(text)}
    assert dates - EXAMPLES == set()
