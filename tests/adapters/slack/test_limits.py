"""Whatever is said fits Slack's lengths and schemas, with the longest texts and with every kind of sign."""

from datetime import UTC, datetime

import pytest

from bot import wording
from bot.adapters.slack import blocks, limits, views
from bot.adapters.slack.blocks import Drawing, draw
from bot.adapters.slack.posting import spoken
from bot.adapters.slack.spans import is_plain, mrkdwn, rich
from bot.adapters.slack.views import Place
from bot.messages import (
    Button,
    Buttons,
    Choice,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Mark,
    Message,
    Moment,
    Note,
    Picture,
    Point,
    Points,
    Quote,
    Span,
    Style,
    Table,
    Text,
)
from tests.adapters.slack import contract
from tests.adapters.slack.lengths import too_long_message, too_long_view

SAY = wording.of("en")
TEXTS = {
    "long": "word " * 1000,
    "one word": "x" * 5000,
    "signs": "<&>" * 2000,
    "markup": "*_~`:tada:" * 500,
    "planes": "😀𝔘e\u0301\u200d" * 900,
    "right to left": "שלום " * 900,
    "lines": "a\n" * 2400,
    "blank": " ",
    "empty": "",
}
NOON = Moment(datetime(2026, 3, 2, 12, tzinfo=UTC))


def everything(text: str, times: int = 1) -> Message:
    """A message of every part, each as long as the text."""
    line = (Span(text), Span(text, Style.STRONG), NOON, Span(text, Style.CODE))
    parts = (
        Heading(line),
        Text(line),
        Note(line),
        Quote(text),
        Points((Point(Mark.HIT, line), Point(Mark.MISSED, line))),
        Facts((line, line)),
        Table((line, line), ((line, line),) * 3, own=1),
        Picture("name", "", text),
        Buttons(tuple(Button(f"answer:{n}", text) for n in range(30))),
    )
    return Message(parts * times, text or "brief")


@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize("name", TEXTS)
def test_a_message_fits(name: str, times: int) -> None:
    contract.needed()
    for tabular in (True, False):
        drawn = spoken(everything(TEXTS[name], times), Drawing(tabular=tabular, most=limits.MESSAGE_BLOCKS))
        text = drawn["text"] if drawn["text"].strip() else "-"
        assert too_long_message(text, drawn["blocks"]) == []
        assert contract.wrong_blocks(drawn["blocks"]) == []


@pytest.mark.parametrize("name", TEXTS)
def test_a_modal_and_a_page_fit(name: str) -> None:
    contract.needed()
    for view in (
        views.modal(everything(TEXTS[name], 12), Place("C1"), SAY),
        views.home(everything(TEXTS[name])),
    ):
        assert too_long_view(view) == []
        assert contract.wrong_view(view) == []


@pytest.mark.parametrize("kind", FieldKind)
@pytest.mark.parametrize("count", [2, 60])
@pytest.mark.parametrize("name", [name for name in TEXTS if name not in ("blank", "empty")])
def test_a_form_fits(name: str, count: int, kind: FieldKind) -> None:
    contract.needed()
    text = TEXTS[name]
    choices = tuple(Choice(f"c{n}", text) for n in range(count))
    fields = (
        Field("a", text, kind, choices, value="c1", needed=True),
        Field("b", text, kind, choices, needed=False),
    )
    view = views.form(Form("answer:1", text, ((Span(text),),) * 200, fields, text), Place("C" * 40), SAY)
    assert too_long_view(view) == []
    assert contract.wrong_view(view) == []
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == ["a", "b"]


def test_a_table_takes_no_more_rows_and_words_than_slack_does() -> None:
    head = ((Span("Rank"),), (Span("Who"),))
    for rows, words in ((500, "x"), (90, "x" * 400)):
        table = Table(head, (((Span("1."),), (Span(words),)),) * rows, own=0)
        drawn = spoken(Message((table,), "b"), Drawing(tabular=True, most=limits.MESSAGE_BLOCKS))
        assert too_long_message("b", drawn["blocks"]) == []


def test_the_last_buttons_stay_however_much_there_is_above_them() -> None:
    message = Message(
        (*(Text((Span(f"line {n}"),)) for n in range(90)), Buttons((Button("a", "Press"),))), "b"
    )
    drawn = draw(message, Drawing(most=limits.MESSAGE_BLOCKS))
    assert len(drawn) == limits.MESSAGE_BLOCKS
    assert drawn[-1]["type"] == "actions"
    assert drawn[-2]["elements"][0]["text"] == "…"


def test_a_button_that_is_off_is_not_there() -> None:
    message = Message((Buttons((Button("a", "A", off=True),)),), "b")
    assert draw(message, Drawing()) == []


@pytest.mark.parametrize(
    "text",
    ["*bold*", "_it_", "~no~", "`code`", ":tada:", "> quoted", "a\n> b", "<!channel>", "<@U1>", "&lt;"],
)
def test_what_mrkdwn_would_misread_is_rich_text_or_escaped(text: str) -> None:
    (block,) = blocks.section((Span(text),))
    shown = block["text"]["text"] if block["type"] == "section" else ""
    assert not any(sign in shown for sign in "<>*_~`")
    assert ":tada:" not in shown


def test_a_message_of_nothing_is_still_one_that_slack_takes() -> None:
    empty = (Span(""),)
    parts = (
        Heading(empty),
        Text(empty),
        Note(empty),
        Quote(""),
        Points((Point(Mark.HIT, empty),)),
        Facts((empty, empty)),
    )
    more = (
        Table((empty, empty), ((empty, empty),), 0),
        Picture("", "", ""),
        Buttons((Button("a" * 300, "x"),)),
    )
    for tabular in (True, False):
        drawn = draw(Message((*parts, *more), "b"), Drawing(tabular=tabular))
        assert too_long_message("b", drawn) == []
        assert contract.wrong_blocks(drawn) == []


def test_styles_inside_a_word_are_rich_text() -> None:
    assert not is_plain((Span("un"), Span("believ", Style.STRONG), Span("able")))
    assert mrkdwn((Span("so "), Span("strong", Style.STRONG), Span("!"))) == "so *strong*!"


def test_nothing_that_was_said_is_lost_where_it_fits() -> None:
    text = "word " * 1200
    drawn = draw(Message((Text((Span(text.strip()),)),), "b"), Drawing())
    said = " ".join(inner["text"] for block in drawn for inner in block["elements"][0]["elements"])
    assert said.split() == text.split()


def test_a_channel_is_shown_by_its_name_and_a_group_is_called_by_it() -> None:
    line = (Span("C1", Style.PLACE), Span(" and "), Span("S1", Style.CALL))
    assert mrkdwn(line) == "<#C1> and <!subteam^S1>"
    assert [part["type"] for part in rich(line)] == ["channel", "text", "usergroup"]


def test_an_address_is_shown_as_it_is_and_under_no_other_name() -> None:
    assert (
        mrkdwn((Span("https://a.example/?q=1|b.example", Style.LINK),))
        == "<https://a.example/?q=1%7Cb.example>"
    )


@pytest.mark.parametrize("typed", ["here", "channel", "S1> <!everyone", "C1|x"])
def test_what_is_no_id_calls_nobody(typed: str) -> None:
    for style in (Style.PLACE, Style.CALL):
        assert mrkdwn((Span(typed, style),)) == typed.replace("<", "&lt;").replace(">", "&gt;")
        assert [part["type"] for part in rich((Span(typed, style),))] == ["text"]


def test_the_name_of_an_emoji_is_none_where_two_spans_make_it_either() -> None:
    assert not is_plain((Span("as in a :"), Span("fire: drill")))
    assert is_plain((Span("as in a"), Span(" > b")))
