"""What a pipe reads and draws: whole lines, whatever their bytes, and nothing that steers a screen."""

import os
from datetime import UTC
from io import StringIO

import pytest

from bot.adapters.terminal import plain, styled
from bot.adapters.terminal.screen import Lines
from bot.adapters.terminal.visible import cells, short
from bot.messages import Heading, Message, Note, Quote, Span, Table, Text

EVIL = "\x1b[31mEvil\x07\x9b2J\u202egnp\u2066.exe\r"


async def lines(*chunks: bytes) -> list[str]:
    source, sink = os.pipe()
    reading = Lines(source)
    for chunk in chunks:
        os.write(sink, chunk)
    os.close(sink)
    found = []
    while (line := await reading.next()) is not None:
        found.append(line)
    os.close(source)
    return found


@pytest.mark.parametrize(
    ("chunks", "found"),
    [
        ((), []),
        ((b"one",), ["one"]),
        ((b"one\n",), ["one"]),
        ((b"one\n\ntwo\n",), ["one", "", "two"]),
        ((b"one\r\ntwo\rthree",), ["one", "two", "three"]),
        (("\ufeff/quiz\n".encode(),), ["/quiz"]),
        ((b"\xff\xfe flips\n",), ["\ufffd\ufffd flips"]),
        ((b"x" * 60_000, b"y\nz"), ["x" * 60_000 + "y", "z"]),
    ],
)
async def test_a_pipe_gives_whole_lines(chunks: tuple[bytes, ...], found: list[str]) -> None:
    assert await lines(*chunks) == found


async def test_a_letter_may_come_in_two_halves() -> None:
    source, sink = os.pipe()
    reading = Lines(source)
    os.write(sink, b"caf\xc3")
    reading._take(os.read(source, 10))
    os.write(sink, b"\xa9\n")
    assert await reading.next() == "café"
    os.close(sink)
    os.close(source)


def parts() -> Message:
    line = (Span(EVIL),)
    return Message((Heading(line), Text(line), Note(line), Quote(EVIL), Table((line,), ((line,),))), "")


def test_nothing_that_people_wrote_steers_a_pipe() -> None:
    assert {sign for sign in plain.draw(parts(), UTC) if not sign.isprintable()} == {"\n"}


def test_nothing_that_people_wrote_steers_a_terminal() -> None:
    from rich.console import Console

    page = StringIO()
    Console(file=page, color_system=None, width=80).print(styled.draw(parts(), UTC))
    assert {sign for sign in page.getvalue() if not sign.isprintable()} == {"\n"}


def test_lines_of_code_stay_lines() -> None:
    message = Message((Text((Span("a = 1\n\tb = 2"),)),), "")
    assert plain.draw(message, UTC) == "a = 1\n\tb = 2"


def test_a_cell_of_two_lines_does_not_break_a_table() -> None:
    message = Message((Table(((Span("a"),), (Span("b"),)), (((Span("x\ny\tz"),), (Span("w"),)),)),), "")
    assert plain.draw(message, UTC) == "  a      b\n  x y z  w"


def test_columns_stand_under_each_other_whatever_the_script() -> None:
    names = ("Ada", "李小龍", "Zoe\u0301", "Jörg")
    message = Message(
        (Table(((Span("who"),), (Span("n"),)), tuple(((Span(name),), (Span("7"),)) for name in names)),), ""
    )
    drawn = plain.draw(message, UTC).splitlines()
    assert {cells(line.rpartition("7")[0]) for line in drawn[1:]} == {10}


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Ada", 3, "Ada"),
        ("Adam", 3, "Ad…"),
        ("李小龍", 6, "李小龍"),
        ("李小龍", 5, "李小…"),
        ("李小龍", 4, "李…"),
    ],
)
def test_a_long_name_is_cut_by_columns(text: str, most: int, shown: str) -> None:
    assert short(text, most) == shown
