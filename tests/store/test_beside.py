"""What is read beside a running bot is the same from a file and from a server."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from bot.core.appeals import Judged, NewAppeal, Ruled
from bot.errors import BadData
from bot.ports import Tx
from bot.store import open_store
from bot.store.judged import judged_answers
from bot.store.places import rooms_with_questions
from bot.store.typed import typed_answers
from tests.cluster import Cluster
from tests.store.world import ANN, BEN, NINE, ROOM, TEAM, answer, posted, schedule

CARD = "sagemaker/od"
READERS: tuple[Callable[[str], Iterable[object]], ...] = (judged_answers, typed_answers, rooms_with_questions)


@pytest.fixture(params=["file", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return str(tmp_path / "study.db")
    server: Cluster = request.getfixturevalue("server")
    return server.fresh(request.getfixturevalue("template"))


def play(tx: Tx) -> None:
    """Two answers that were not right: one accepted in other words, one left as it was."""
    round_ = posted(tx, schedule(tx), card=CARD)
    for member, text, verdict in (
        (ANN, "it shakes", Ruled.ALTERNATIVE),
        (BEN, "it flips", Ruled.REJECTED),
    ):
        attempt = answer(tx, round_, member, 1, text=text)
        appeal = tx.file(NewAppeal(TEAM, CARD, attempt.id, 1, "Jitter", text, NINE))
        words = tx.word(appeal.id, "shake", None, NINE) if verdict is Ruled.ALTERNATIVE else None
        tx.rule(appeal.id, verdict, words.id if words else None, BEN, NINE)


async def test_what_was_ruled_typed_and_set_up_is_read_while_a_bot_runs(database: str) -> None:
    async with open_store(database) as store:
        await store.write(play)
        assert judged_answers(database) == (
            Judged(CARD, 1, "Jitter", Ruled.ALTERNATIVE, "shake", "it shakes"),
            Judged(CARD, 1, "Jitter", Ruled.REJECTED, "", "it flips"),
        )
        assert [one.text for one in typed_answers(database)] == ["it shakes", "it flips"]
        assert rooms_with_questions(database) == (ROOM,)


async def test_reading_may_end_before_all_is_read(database: str) -> None:
    async with open_store(database) as store:
        await store.write(play)
        assert next(iter(typed_answers(database))).text == "it shakes"
        await store.write(lambda tx: tx.remember("r", NINE, "yes"))


@pytest.mark.parametrize("read", READERS)
def test_a_server_without_a_ledger_is_told(server: Cluster, read: Callable[[str], Iterable[object]]) -> None:
    with pytest.raises(BadData, match="behind"):
        tuple(read(server.fresh()))
