"""Messages as HTML: people's words are text, signs have words, pictures have their table."""

from html.parser import HTMLParser

import pytest

from bot import wording
from bot.adapters.web import draw
from bot.messages import (
    Button,
    Buttons,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Mark,
    Message,
    Note,
    Part,
    Picture,
    Point,
    Points,
    Quote,
    Span,
    Style,
    Table,
    Text,
)

SAY = wording.of("en")
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;</p></article>\u202e"


class Seen(HTMLParser):
    """Every tag, attribute and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name: value or "" for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def drawn(*parts: Part) -> Seen:
    return Seen(draw.message(Message(parts, ""), SAY, 3))


LINE = (Span(HOSTILE), Span(HOSTILE, Style.STRONG), Span(HOSTILE, Style.CODE), Span(HOSTILE, Style.LINK))


@pytest.mark.parametrize(
    "part",
    [
        Heading(LINE), Text(LINE), Note(LINE), Quote(HOSTILE), Facts((LINE,)),
        Points((Point(Mark.HIT, LINE),)), Table((LINE,), ((LINE,),), own=0),
        Picture(HOSTILE, "", HOSTILE), Buttons((Button(HOSTILE, HOSTILE, word=HOSTILE),)),
    ],
    ids=lambda part: type(part).__name__,
)  # fmt: skip
def test_what_people_wrote_is_text_and_no_markup(part: Part) -> None:
    seen = drawn(part)
    assert "<script>alert(1)</script><img src=x onerror=alert(1)>" in seen.text
    assert not {"script", "img"} & set(seen.tags)
    assert not any(name.startswith("on") for name in seen.attributes)


def test_a_form_holds_what_people_wrote_as_text_too() -> None:
    fields = (
        Field(HOSTILE, HOSTILE, value=HOSTILE),
        Field("text", HOSTILE, FieldKind.PARAGRAPH, value=f"\n{HOSTILE}"),
    )
    seen = Seen(draw.form(Form(HOSTILE, HOSTILE, (LINE,), fields, HOSTILE), SAY))
    assert not {"script", "img"} & set(seen.tags)
    assert seen.attributes["data-form"] == HOSTILE


def test_only_an_https_address_becomes_a_link() -> None:
    assert "a" not in drawn(Text((Span("javascript:alert(1)", Style.LINK),))).tags
    assert (
        drawn(Text((Span("https://example.org/?a=1&b", Style.LINK),))).attributes["href"].endswith("?a=1&b")
    )


def test_a_sign_has_a_word_for_who_hears_the_page() -> None:
    words = [drawn(Points((Point(mark, (Span("Flip"),)),))).text for mark in Mark]
    assert words == ["✓Said: Flip", "✗Missing: Flip", "!Contradicted: Flip", "▫ Flip"]


def test_a_picture_carries_its_words() -> None:
    assert drawn(Picture("x", "<svg></svg>", "7 of 9")).attributes["aria-label"] == "7 of 9"
    assert drawn(Picture("x", "", "7 of 9")).text == "7 of 9"


def test_the_readers_own_row_is_told_apart_by_more_than_colour() -> None:
    seen = drawn(Table(((Span("Who"),),), (((Span("Ada"),),),), own=0))
    assert seen.attributes["aria-current"] == "true"
