"""What the README tells people to click and to open is what the code needs."""

import re

from bot.app.doctor.discord import INVITED_WITH, invitation
from bot.app.settings import TOKENS
from bot.wording import of
from tests.docs.telling import library
from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)", re.DOTALL)


def test_the_pictures_are_there_and_say_what_they_show() -> None:
    pictures = PICTURE.findall(README)
    assert len(pictures) == 2
    for alt, path in pictures:
        assert len(alt) > 40
        assert (ROOT / path).read_bytes().startswith(b"\x89PNG")


def test_the_invitation_asks_for_what_the_doctor_looks_for() -> None:
    assert invitation("YOUR_ID") in README
    assert f"permissions={INVITED_WITH}" in README


def test_the_button_that_is_named_is_the_button_there_is() -> None:
    assert f"**{of('en').text('button.save')}**" in README


def test_the_tokens_are_named() -> None:
    assert [token for token in TOKENS[:1] if token not in README] == []


def test_as_many_cards_come_with_it_as_it_says() -> None:
    assert f"{len(library().snapshot().cards)} cards" in README
