"""What people typed without full marks is read from the ledger beside a running bot, people counted once."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.core.model import AttemptKind, Grade, Member, Verdict
from bot.core.records import NewAttempt
from bot.errors import BadData
from bot.ports import Tx
from bot.store import open_store
from bot.store.backup import opened
from bot.store.typed import Typed, typed_answers
from tests.store.world import ANN, BEN, CLEO, HOUR, grade, posted, schedule


async def filled(
    file: Path, *said: tuple[Member, str, Grade], kind: AttemptKind = AttemptKind.ANSWER
) -> None:
    """A ledger with these answers to one question."""

    def work(tx: Tx) -> None:
        round = posted(tx, schedule(tx))
        for member, text, graded in said:
            at = round.opened + HOUR
            tx.record(NewAttempt(round.id, round.room, member, at, kind, graded, 0, text))

    async with open_store(file) as store:
        await store.write(work)


async def test_answers_that_were_not_right_come_with_how_many_typed_them_alike(tmp_path: Path) -> None:
    file = tmp_path / "study.db"
    await filled(
        file, (ANN, "It flips!", grade(1)), (BEN, "it flips", grade(0)), (BEN, "it FLIPS", grade(0)),
        (CLEO, "a dog", grade(0)), (CLEO, "all three", grade(3)),
    )  # fmt: skip
    assert list(typed_answers(file)) == [
        Typed("sagemaker/od", "It flips!", Verdict.PARTIAL, 2),
        Typed("sagemaker/od", "a dog", Verdict.WRONG, 1),
    ]


async def test_who_gave_up_typed_nothing(tmp_path: Path) -> None:
    file = tmp_path / "study.db"
    await filled(file, (ANN, "", grade(0)), (BEN, "idk", grade(0)), kind=AttemptKind.UNKNOWN)
    assert list(typed_answers(file)) == []


async def test_reading_goes_on_beside_a_bot_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "study.db"
    await filled(file, (ANN, "flips", grade(1)))
    async with open_store(file):
        assert len(list(typed_answers(file))) == 1
    with closing(opened(file)) as connection:
        assert connection.execute("PRAGMA query_only").fetchone() == (1,)


def test_where_there_is_no_ledger_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="no such file"):
        list(typed_answers(tmp_path / "none.db"))
