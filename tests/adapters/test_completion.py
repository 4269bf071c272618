"""What Tab offers while a line is typed, and what a field of a form takes."""

from collections.abc import Sequence

import pytest

from bot.adapters.terminal.completion import offers
from bot.adapters.terminal.filling import ask_all
from bot.messages import Choice, Field, FieldKind, Form, Message
from bot.usecases.commands import SPECS
from bot.wording import of

SAY = of("en")
NAMES = ("sagemaker", "instances", "neo", "random-cut-forest", "rare-events")
SURE = tuple(Choice(word, label) for word, label in
             (("guessing", "Guessing"), ("fairly", "Fairly sure"), ("certain", "Certain")))  # fmt: skip


async def look_up(command: str, option: str, typed: str) -> Sequence[Choice]:
    """Names that begin alike; for all else what is merely near, as a forgiving search gives."""
    start = "".join(filter(str.isalnum, typed))
    fitting = [name for name in NAMES if name.replace("-", "").startswith(start)]
    return [Choice(name, name) for name in fitting or ("neo",)]


async def completed(line: str, *words: str) -> list[str]:
    """The lines that one press of Tab offers."""
    found = offers(line, words, SPECS, look_up)
    return [line[: len(line) - offer.replaces] + offer.text async for offer in found]


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("no command", []),
        ("/qu", ["/quiz"]),
        ("/QU", ["/quiz"]),
        ("/setu", ["/setup"]),
        ("/study setu", ["/study setup"]),
        ("/study qu", ["/study quiz"]),
        ("/quiz sage", ["/quiz sagemaker"]),
        ("/study quiz sage", ["/study quiz sagemaker"]),
        ("/quiz sagemaker inst", ["/quiz sagemaker instances"]),
        ("/quiz random cut f", ["/quiz random-cut-forest"]),
        ("/quiz sagemaker random cut f", ["/quiz sagemaker random-cut-forest"]),
        ("/quiz sagemaker insx", ["/quiz sagemaker neo"]),
        ("/leaderboard m", ["/leaderboard month"]),
        ("/study leaderboard m", ["/study leaderboard month"]),
    ],
)
async def test_a_half_typed_line_is_completed(line: str, becomes: list[str]) -> None:
    assert await completed(line) == becomes


async def test_words_that_hang_on_messages_are_completed_too() -> None:
    assert await completed("/ans", "answer", "as", "hint") == ["/answer"]
    assert (await completed("/", "answer", "hint"))[:3] == ["/answer", "/hint", "/quiz"]


async def test_a_blank_after_a_name_asks_for_the_next_one() -> None:
    assert await completed("/quiz sagemaker ") == [f"/quiz sagemaker {name}" for name in NAMES]


# --- forms --------------------------------------------------------------------------------------------------


class Asking:
    """A screen whose person types these words."""

    asks = True

    def __init__(self, *words: str | None) -> None:
        self.words = list(words)
        self.asked: list[str] = []
        self.stood: list[str] = []

    def show(self, message: Message) -> None: ...

    async def read(self, prompt: str) -> str | None:
        return None

    async def ask(self, label: str, value: str) -> str | None:
        self.asked.append(label)
        self.stood.append(value)
        return self.words.pop(0)

    def completes(self, complete: object) -> None: ...


def form(needed: bool = False) -> Form:
    fields = (Field("text", "Words"), Field("sure", "Sure?", FieldKind.CHOICE, SURE, needed=needed))
    return Form("answer:1", "", (), fields, "")


@pytest.mark.parametrize(
    ("typed", "sure"),
    [("fai", "fairly"), ("Fairly sure", "fairly"), ("CERTAIN", "certain"), ("", ""), (" ", "")],
)
async def test_a_choice_is_known_by_its_beginning(typed: str, sure: str) -> None:
    assert await ask_all(Asking("moon", typed), form(), SAY) == {"text": "moon", "sure": sure}


async def test_what_is_no_choice_is_asked_again() -> None:
    screen = Asking("moon", "perhaps", "g")
    assert await ask_all(screen, form(), SAY) == {"text": "moon", "sure": "guessing"}
    assert len(screen.asked) == 3


async def test_a_choice_that_stands_there_is_named_and_goes_with_what_was_none() -> None:
    screen = Asking("certain, I think", "fai")
    sure = Field("sure", "Sure?", FieldKind.CHOICE, SURE, value="certain")
    assert await ask_all(screen, Form("answer:1", "", (), (sure,), ""), SAY) == {"sure": "fairly"}
    assert screen.stood == ["Certain", ""]
    assert screen.asked[1].startswith("“certain, I think” is none of these. Sure?")


async def test_a_choice_that_is_needed_is_asked_for_until_it_is_made() -> None:
    assert await ask_all(Asking("moon", "", "c"), form(needed=True), SAY) == {
        "text": "moon",
        "sure": "certain",
    }


@pytest.mark.parametrize("words", [(None,), ("moon", None), ("moon", "perhaps", None)])
async def test_a_form_can_be_broken_off(words: tuple[str | None, ...]) -> None:
    assert await ask_all(Asking(*words), form(), SAY) is None
