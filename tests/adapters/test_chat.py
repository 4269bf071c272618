"""What a typed line does: which question it answers, which words it may use, which file it reads."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.terminal.chat import Chat
from bot.usecases.commands import SPECS
from bot.usecases.door import door
from tests.talks.stage import BEGINNING, Stage, staged
from tests.talks.terminal import ROOM, TERMINAL, Page


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged(TERMINAL) as stage:
        await stage.move(BEGINNING.replace(hour=9))
        stage.heard()
        yield stage


async def told(stage: Stage, line: str, person: str = "Ada") -> str:
    await stage.say(person, line)
    return "\n".join(stage.heard())


# --- files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["~nobody-of-this-name", "/" + "a" * 3000, "/", "\x00"])
async def test_an_answer_that_looks_like_a_path_is_an_answer(stage: Stage, path: str) -> None:
    assert "Not right" in await told(stage, f"/answer ask @{path}")


async def test_an_answer_is_never_read_from_a_file(stage: Stage, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the wind", "utf-8")
    heard = await told(stage, f"/answer moon @{secret}")
    assert "the wind" not in heard
    assert str(secret) in heard


@pytest.mark.parametrize("path", ["~nobody-of-this-name/x", "/" + "a" * 5000, "/", "nowhere"])
async def test_a_command_is_told_which_file_cannot_be_read(stage: Stage, path: str) -> None:
    assert "cannot be read" in await told(stage, f"/study holidays @{path}")


async def test_a_command_takes_the_rest_of_its_line_from_a_file(stage: Stage, tmp_path: Path) -> None:
    days = tmp_path / "days off.txt"
    days.write_text("2026-12-24\n2026-12-25\n", "utf-8")
    assert "2 days off" in await told(stage, f"/study holidays @{days}")


async def test_a_file_that_is_far_too_large_is_not_read(stage: Stage, tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(b"2026-12-24 " * 100_000)
    assert "cannot be read" in await told(stage, f"/study holidays @{large}")


async def test_a_file_in_another_encoding_is_refused_and_never_garbled(stage: Stage, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_bytes("2026-12-24 Weihnachten für alle".encode("latin-1"))
    assert "no text in UTF-8" in await told(stage, f"/study holidays @{foreign}")


# --- which words are there ----------------------------------------------------------------------------------


async def test_a_refused_answer_leaves_the_question_waiting(stage: Stage) -> None:
    assert "please shorten it" in await told(stage, "moon " * 1000)
    assert "(you wrote “moon”)" in await told(stage, "the moon")


async def test_what_a_stopped_run_asked_is_not_answered_any_more(stage: Stage) -> None:
    await told(stage, "/quiz ropes")
    assert "End of this run" in await told(stage, "/stop")
    heard = await told(stage, "a bowline")
    assert "That line answered nothing" in heard
    assert "Question 1 ·" in heard  # what is open is shown, and answered by the next line
    assert "(you wrote “moon”)" in await told(stage, "the moon")


async def test_a_word_that_hangs_nowhere_now_says_so(stage: Stage) -> None:
    await told(stage, "the sun and the moon")
    assert "/hint does nothing right now" in await told(stage, "/hint")
    assert "That line answered nothing" in await told(stage, "/answer the moon")


# --- lines that begin with a slash --------------------------------------------------------------------------


async def test_an_answer_that_begins_with_a_slash_is_told_how_to_be_given(stage: Stage) -> None:
    heard = await told(stage, "/opt/ml/model holds the moon")
    assert "/answer /opt/ml/model holds the moon" in heard
    assert "(you wrote “moon”)" in await told(stage, "/answer /opt/ml/model holds the moon")


async def test_with_nothing_open_an_unknown_command_is_unknown(stage: Stage) -> None:
    await told(stage, "the sun and the moon")
    assert "There is no command /opt/ml/model" in await told(stage, "/opt/ml/model")


async def test_an_unknown_command_of_the_study_group_is_named_whole(stage: Stage) -> None:
    assert "/study foo" in await told(stage, "/study foo")


async def test_help_tells_the_words_of_the_terminal_too(stage: Stage) -> None:
    heard = await told(stage, "/help")
    for word in ("/answer", "/hint", "/skip", "/show", "/stop", "/as"):
        assert word in heard


# --- names --------------------------------------------------------------------------------------------------


async def test_nobody_draws_on_the_screen_of_others(stage: Stage) -> None:
    heard = await told(stage, "/as \x1b[31mEvil\u202e")
    heard += await told(stage, "/answer moon \x1b[2J\x9b31m and \x07 \u202etfel")
    heard += await told(stage, "/leaderboard")
    assert "Evil" in heard
    assert {c for c in heard if not c.isprintable()} == {"\n"}


async def test_a_very_long_name_is_drawn_short(stage: Stage) -> None:
    typed = ("/as " + "Maximiliana " * 20, "the moon and the sun", "/leaderboard")
    heard = [line for one in typed for line in (await told(stage, one)).splitlines()]
    assert max(map(len, heard)) < 110


async def test_a_name_of_nothing_visible_is_no_name(stage: Stage) -> None:
    assert "Who are you?" in await told(stage, "/as \x1b\u202e")


async def test_help_tells_of_the_word_that_contradicts(stage: Stage) -> None:
    assert "/right" in await told(stage, "/help")


# --- forms --------------------------------------------------------------------------------------------------


async def test_a_form_of_several_fields_says_what_it_asks_for_where_nobody_can_be_asked(stage: Stage) -> None:
    await told(stage, "/study add")
    heard = await told(stage, "/write What holds a ship?")
    assert "The question, The model answer" in heard
    assert "From one word" not in heard


# --- whose language -----------------------------------------------------------------------------------------


async def test_who_reads_german_is_told_in_german(stage: Stage) -> None:
    page = Page("de-DE")
    chat = Chat(ROOM, "Ada", stage.clock, page, "german", "de-DE")
    for line in ("/streak", "/as"):
        await chat.turn(line, SPECS, door(stage.parts.house))
    heard = "\n".join(page.lines)
    assert "Serie" in heard
    assert "Wer bist du?" in heard


# --- what is probably no answer -----------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["hint", "Skip", "help", "stats"])
async def test_a_commands_word_alone_is_asked_about_before_it_is_graded(stage: Stage, word: str) -> None:
    meant = f"Did you mean /{word.lower()}? If that was your answer: /answer {word.lower()}"
    assert meant in await told(stage, word)
    assert "Not right" in await told(stage, f"/answer {word}")


@pytest.mark.parametrize("answer", ["skip connections", "2", "the stop word"])
async def test_an_answer_in_which_such_a_word_stands_is_an_answer(stage: Stage, answer: str) -> None:
    assert "Not right" in await told(stage, answer)


async def test_saying_that_one_was_right_leaves_the_other_buttons(stage: Stage) -> None:
    await told(stage, "the moon and our star")
    await stage.move(BEGINNING.replace(hour=9) + timedelta(days=1))
    stage.heard()
    assert "A reviewer will look at it" in await told(stage, "/right our star is the sun")
    assert "1 of 2" in await told(stage, "/more")


async def test_a_choice_is_typed_by_its_name_behind_the_word(stage: Stage) -> None:
    await told(stage, "our star and what goes round us")
    await told(stage, "/right the moon goes round us")
    await told(stage, "/study review", "Eve")
    await told(stage, "/appeal", "Eve")
    assert "point: Sun" in await told(stage, "/move sun", "Eve")
