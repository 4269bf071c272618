"""A simulated team as it is read: it answers, appeals, and a ruling changes the board."""

import asyncio
from datetime import date, time

import pytest

from bot.app.parts import decks
from bot.app.settings import read
from bot.app.simulate import Plan
from bot.app.transcript import NAMES, transcript
from bot.core.model import WORKDAYS


def told(days: int) -> list[str]:
    plan = Plan(date(2026, 3, 2), days, ("Europe/Berlin",), time(9), WORKDAYS, people=10, seed=7, names=NAMES)

    async def all_of_it() -> list[str]:
        return [line async for line in transcript(plan, decks(read({"HOME": "/nowhere"})))]

    return asyncio.run(all_of_it())


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return told(9)


def test_the_bot_asks_people_answer_and_the_answer_comes_out(lines: list[str]) -> None:
    assert lines[0] == "Mon 2 Mar 09:00  the bot:"
    assert lines[1].startswith("    Question 1 · ")
    assert "    Answer to question 1 is out" in lines
    assert any(line == "    → Correct" for line in lines)


def test_an_appeal_changes_the_board_and_the_room_hears_how_many_gained(lines: list[str]) -> None:
    assert any("presses [I was right]" in line for line in lines)
    before, after = (
        next(n for n, line in enumerate(lines) if remark in line)
        for remark in ("(before the appeal)", "(after it)")
    )
    accepted = next(n for n, line in enumerate(lines) if line.startswith("    Accepted."))
    assert before < accepted < after
    assert any("was right after all:" in line and "gain" in line for line in lines[accepted:])


def test_the_same_seed_is_the_same_team() -> None:
    assert told(2) == told(2)
