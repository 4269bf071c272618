"""Messages and forms as JSON: within Discord's limits whatever is in them, and nobody's words are markup."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord import custom_ids, drawing, forms, markdown
from bot.adapters.discord.blocks import cut, size
from bot.adapters.discord.custom_ids import Head
from bot.adapters.discord.drawing import Drawn
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
    Note,
    Picture,
    Point,
    Points,
    Quote,
    Span,
    Style,
    Table,
    Text,
    Whole,
)
from tests.adapters.discord.local import contract

POST = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ANSWER = Buttons((Button("answer:1", "Answer", opens=True),))


def named(button: Button) -> str:
    return custom_ids.write(button.id, Head(opens=button.opens, tag="ab"))


def line(text: str, style: Style = Style.PLAIN) -> tuple[Span, ...]:
    return (Span(text, style),)


def posted(message: Message) -> Drawn:
    drawn = drawing.posted(message, named, {})
    assert contract.outgoing("POST", POST, drawn.body) == []
    return drawn


def said(message: Message) -> Drawn:
    drawn = drawing.said(message, named, {})
    assert contract.outgoing("POST", CALLBACK, {"type": 4, "data": drawn.body}) == []
    return drawn


def test_a_question_is_plain_content_and_a_reveal_is_not() -> None:
    question = Message((Heading(line("Question 1")), Text(line("Why?")), ANSWER), "Question 1")
    body = posted(question).body
    assert body["content"] == "## Question 1\nWhy?"
    assert body["components"][0]["components"][0]["custom_id"] == "!ab/answer:1"
    reveal = Message((Heading(line("Answer to 1")),), "Answer", spoils=True)
    assert "content" not in posted(reveal).body


def test_nobody_is_called_but_whom_the_message_was_made_to_call() -> None:
    loud = Message((Text(line("@everyone <@&123> <@1>")),), "x")
    assert posted(loud).body["allowed_mentions"] == {"parse": []}
    calling = Message((Text(line("123", Style.CALL)), ANSWER), "x")
    assert posted(calling).body["content"] == "<@&123>"
    assert posted(calling).body["allowed_mentions"] == {"parse": [], "roles": ["123"]}


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("**bold** _it_ `code` ~~x~~ ||s||", r"\*\*bold\*\* \_it\_ \`code\` \~\~x\~\~ \|\|s\|\|"),
        ("<@123> <#4> <t:1> <:a:2>", r"\<@123\> \<#4\> \<t:1\> \<:a:2\>"),
        ("[here](https://x.example)", r"\[here\](https://x.example)"),
        ("see https://x.example/a_b_c~d. _so_", r"see https://x.example/a_b_c~d. \_so\_"),
        ("https://x.example/||spoiler||", r"https://x.example/\|\|spoiler\|\|"),
        ("javascript://x_y", r"javascript://x\_y"),
        ("# big\n- list\n1. one\n> quote\n-# small", "\\# big\n\\- list\n1\\. one\n\\> quote\n\\-# small"),
    ],
)
def test_what_people_type_is_never_markup(typed: str, drawn: str) -> None:
    assert markdown.line(line(typed)) == drawn


def test_blanks_stay_outside_of_strong_type_and_code_holds_any_text() -> None:
    assert markdown.line(line(" a ", Style.STRONG)) == " **a** "
    assert markdown.line(line("a`b", Style.CODE)) == "`` a`b ``"
    assert markdown.line(line("x\n```y", Style.CODE)).count("```") == 2
    assert markdown.line(line("not an address", Style.LINK)) == "not an address"
    assert markdown.line(line("drop table", Style.PLACE)) == "drop table"


LONG = st.text(alphabet=st.characters(codec="utf-8"), max_size=4000)


@given(answer=LONG, label=st.text(min_size=1, max_size=200))
def test_the_longest_answer_with_the_most_points_fits(answer: str, label: str) -> None:
    points = tuple(Point(Mark.MISSED, line(label * 3)) for _ in range(12))
    parts = (Heading(line(label)), Quote(answer), Points(points), Facts((line(label),)), ANSWER)
    said(Message(parts, label))


@given(text=LONG)
def test_the_longest_question_fits(text: str) -> None:
    message = Message((Heading(line("Question 1")), Text(line(text, Style.STRONG)), ANSWER), "Question 1")
    drawn = posted(message).body
    assert "custom_id" in str(drawn)


@pytest.mark.parametrize("blocks", [70, 100, 400])
def test_more_parts_than_there_is_room_for_end_with_a_sign_that_there_were_more(blocks: int) -> None:
    parts = tuple(Text(line(f"{number} " + "word " * 40)) for number in range(blocks))
    told = str(said(Message((Heading(line("Many")), *parts, ANSWER), "x")).body)
    assert "## Many" in told and "\\n0 word" in told and "…'" in told and "custom_id" in told
    posted(Message((*parts, ANSWER), "x"))


@given(cells=st.lists(st.text(max_size=60), min_size=2, max_size=2), rows=st.integers(0, 60))
def test_tables_fit_wide_and_narrow(cells: list[str], rows: int) -> None:
    row = tuple(line(cell) for cell in cells)
    said(Message((Table(row, (row,) * rows, own=0 if rows else None),), "table"))


def test_forty_components_are_the_most_and_the_rest_is_left_out() -> None:
    parts = tuple(part for _ in range(30) for part in (Text(line("draft")), ANSWER))
    numbers = count()
    body = drawing.said(Message(parts, "x"), lambda button: f"/{next(numbers)}{button.id}", {}).body
    assert contract.outgoing("POST", CALLBACK, {"type": 4, "data": body}) == []
    assert "draft" in str(body) and str(body).count("custom_id") < 30


def test_a_picture_has_its_text_form_and_where_it_cannot_be_drawn_that_alone() -> None:
    message = Message((Picture("streak", "<svg/>", "A calendar"),), "x")
    assert "A calendar" in str(said(message).body)
    drawn = drawing.said(message, named, {"streak": b"png"})
    assert contract.outgoing("POST", CALLBACK, {"type": 4, "data": drawn.body}) == []
    assert (drawn.files[0].name, drawn.files[0].alt) == ("streak.png", "A calendar")
    shown = Message((Picture("https://x.example/a.png", "", "A chart"),), "x")
    assert "https://x.example/a.png" in str(said(shown).body)
    assert "A chart" in str(said(Message((Picture("chart.png", "", "A chart"),), "x")).body)


def test_a_text_of_many_pages_is_one_file_and_has_no_page_to_turn() -> None:
    turn = Buttons((Button("export:2", "Next page"),), turn=True)
    drawn = said(
        Message((Heading(line("All")), Quote("a page", Whole("all.json", "{é}")), turn, ANSWER), "x")
    )
    assert [(file.name, file.content) for file in drawn.files] == [("all.json", "{é}".encode())]
    assert "attachment://all.json" in str(drawn.body) and "a page" not in str(drawn.body)
    assert "export:2" not in str(drawn.body) and "answer:1" in str(drawn.body)
    huge = said(Message((Quote("a page", Whole("all.json", "x" * 2_000_001)), turn), "x"))
    assert huge.files == () and "a page" in str(huge.body) and "export:2" in str(huge.body)


@given(text=st.text(min_size=1, max_size=500), most=st.integers(20, 200))
def test_a_cut_is_within_its_bound_and_closes_what_is_open(text: str, most: int) -> None:
    short = cut(f"**{markdown.escaped(text)}**" * 3, most)
    assert size(short) <= most and short.count("**") % 2 == 0


def test_a_form_has_room_for_five_fields_and_begins_with_what_was_said() -> None:
    sure = tuple(Choice(value, value) for value in ("guessing", "fairly", "certain"))
    fields = (
        Field("text", "In your own words " * 9, FieldKind.PARAGRAPH, value="so far"),
        Field("sure", "How sure?", FieldKind.CHOICE, sure, value="fairly", needed=False),
        Field("deck", "Deck", FieldKind.CHOICE, tuple(Choice(str(n), str(n)) for n in range(20))),
        Field("days", "Days", FieldKind.CHOICES, sure, value="guessing certain"),
    )
    made = forms.modal(Form("answer:1", "Your answer " * 9, (line("# Why?"),), fields, "Send"), Head())
    assert contract.outgoing("POST", CALLBACK, {"type": 9, "data": made}) == []
    kinds = [part.get("component", part)["type"] for part in made["components"]]
    assert kinds == [10, 4, 21, 3, 22]
    with pytest.raises(ValueError, match="6 fields"):
        forms.modal(Form("x", "x", (), (Field("a", "a"),) * 6, "x"), Head())


def test_a_submitted_form_is_read_whatever_its_fields_are() -> None:
    label: list[dict[str, object]] = [
        {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "so"}},
        {"type": 18, "component": {"type": 21, "custom_id": "sure", "value": None}},
        {"type": 18, "component": {"type": 22, "custom_id": "days", "values": ["a", "b"]}},
        {"type": 10, "id": 3},
        {"type": 1, "components": [{"type": 4, "custom_id": "old", "value": "x"}]},
    ]
    assert forms.filled(label) == {"text": "so", "sure": "", "days": "a b", "old": "x"}


@given(id=st.text(min_size=1, max_size=60), opens=st.booleans(), team=st.sampled_from(["", "123"]))
def test_the_id_of_a_button_comes_back_as_it_was(id: str, opens: bool, team: str) -> None:
    head = Head(opens, "ab12", team)
    assert custom_ids.read(custom_ids.write(id, head)) == (id, head)


def test_an_id_that_is_too_long_is_no_id() -> None:
    with pytest.raises(ValueError, match="characters"):
        custom_ids.write("x" * 100, Head())


def test_small_print_and_headings_are_drawn() -> None:
    content = posted(Message((Heading(line("A")), Note(line("b"))), "x")).body["content"]
    assert content == "## A\n-# b"
