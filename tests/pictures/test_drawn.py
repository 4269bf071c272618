"""Pictures are well-formed, keep inside their bounds, and say nothing by colour alone."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.streak import State
from bot.pictures import DARK, LIGHT, can_draw, png
from bot.pictures.calendar import Labels, calendar, square
from bot.pictures.font import fitted, legible, width
from bot.pictures.topics import WIDE, Block, Measure, topics

LAST = date(2026, 3, 19)
LABELS = Labels(
    "Streak 12",
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    {state: str(state) for state in State},
)
SVG = "{http://www.w3.org/2000/svg}"
texts = st.text(max_size=60)


def inside(svg: str) -> None:
    """Every shape and every text lies within the picture."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    for shape in root.iter(f"{SVG}rect"):
        x, y = float(shape.attrib["x"]), float(shape.attrib["y"])
        assert 0 <= x <= x + float(shape.attrib["width"]) <= wide
        assert 0 <= y <= y + float(shape.attrib["height"]) <= high
    for text in root.iter(f"{SVG}text"):
        long = width(
            text.text or "", float(text.attrib["font-size"]), int(text.attrib.get("font-weight", "400"))
        )
        x = float(text.attrib["x"])
        left = {"start": x, "middle": x - long / 2, "end": x - long}[text.attrib["text-anchor"]]
        assert left >= 0 and left + long <= wide + 1
        assert float(text.attrib["y"]) <= high


@given(st.dictionaries(st.integers(0, 200), st.sampled_from(State), max_size=60), st.integers(4, 26), texts)
def test_a_calendar_keeps_inside_its_bounds(days: dict[int, State], weeks: int, heading: str) -> None:
    states = {LAST - timedelta(days=ago): state for ago, state in days.items()}
    labels = Labels(legible(heading, "Streak"), LABELS.weekdays, LABELS.months, LABELS.states)
    inside(calendar(states, LAST, weeks, labels))


def test_every_state_has_a_sign_of_its_own() -> None:
    signs = [square(0, 0, state) for state in (*State, None)]
    shapes = {
        "".join(part for part in sign.split() if not part.startswith(("class", "fill", "stroke=")))
        for sign in signs
    }
    assert len(shapes) == len(signs)


def test_a_calendar_has_a_square_for_each_day_up_to_the_last() -> None:
    days = {LAST - timedelta(days=ago): State.KEPT for ago in range(30)}
    drawn = calendar(days, LAST, 8, LABELS)
    assert drawn.count("l3.5 3.5l6.5 -7.5") == 30 + 1  # and the legend


@given(
    st.lists(
        st.tuples(
            texts, st.sampled_from(["weak", "growing", "strong", "quiet"]), st.none() | st.floats(0, 1)
        ),
        max_size=9,
    )
)
def test_topics_keep_inside_their_bounds(told: list[tuple[str, str, float | None]]) -> None:
    shown = [
        Block(legible(title, "Topic"), level, level, (Measure("right last time", share, "100 %"),) * 3)
        for title, level, share in told
    ]
    inside(topics("By topic", shown, "and 2 more topics"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Object Detection", "Object Detection"),
        ("Über Größe", "Über Größe"),
        ("Обучение", "Обучение"),
        ("Αλγόριθμοι", "Αλγόριθμοι"),
        ("Mô hình học", "Mô hình học"),
        ("Rockets 🚀 fly", "Rockets fly"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("ﬁne", "fine"),
        ("机器学习", "Topic 3"),
        ("机器学习 (ML)", "Topic 3"),
        ("مرحبا", "Topic 3"),
        ("🚀", "Topic 3"),
        ("", "Topic 3"),
        ("line\nbreak\tand \u202eturn", "line break and turn"),
        ("\ud800 broken", "broken"),
    ],
)
def test_a_text_is_shown_as_the_font_can(text: str, shown: str) -> None:
    assert legible(text, "Topic 3") == shown


@given(texts)
def test_what_is_shown_is_in_the_font(text: str) -> None:
    shown = legible(text, "")
    assert width(shown, 1) == sum(width(letter, 1) for letter in shown)
    assert shown.isprintable()
    assert legible(shown, "") in (shown, "")


@given(texts, st.floats(1, 400))
def test_a_fitted_text_fits(text: str, room: float) -> None:
    kept = fitted(text, room, 12)
    assert width(kept, 12) <= max(room, width("…", 12))
    assert kept == text or kept.endswith("…")


def test_widths_are_those_of_the_font() -> None:
    assert width("iiii", 10) < width("MMMM", 10)
    assert width("Streak", 20) == pytest.approx(2 * width("Streak", 10))
    assert width("Streak", 10, 600) > width("Streak", 10, 400)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("ink", ["ink", "quiet", "strong", "growing", "weak", "main"])
def test_every_colour_stands_out_from_its_ground(palette: dict[str, str], ink: str) -> None:
    """4.5 to 1 for words, 3 to 1 for shapes: WCAG 2.2, 1.4.3 and 1.4.11."""
    wanted = 4.5 if ink in ("ink", "quiet") else 3
    assert contrast(palette[ink], palette["paper"]) >= wanted


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.skipif(not can_draw(), reason="needs resvg-py")
async def test_both_pictures_can_be_drawn() -> None:
    blocks = [Block("Tides & <ropes>", "weak", "weak", (Measure("right", 0.5, "50 %"),))]
    for svg in (calendar({LAST: State.OPEN}, LAST, 16, LABELS), topics("By topic", blocks)):
        drawn = await png(svg)
        assert drawn is not None and int.from_bytes(drawn[16:20]) > WIDE / 2
