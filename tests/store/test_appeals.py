"""Appeals, rulings, reviewers, notes and reversions, on every database alike."""

from datetime import timedelta

from bot.core.appeals import Appeal, NewAppeal, Ruled
from bot.core.model import Attempt, Round
from bot.ports import Store, Tx
from tests.store.world import ANN, BEN, CLEO, HOUR, NINE, TEAM, answer, posted, schedule

CARD = "sagemaker/od"


def handed_in(tx: Tx) -> tuple[Round, Attempt]:
    round_ = posted(tx, schedule(tx), card=CARD)
    return round_, answer(tx, round_, ANN, 1)


def filed(tx: Tx, attempt: int, point: int | None = 1) -> Appeal:
    return tx.file(NewAppeal(TEAM, CARD, attempt, point, "Jitter", "digest", NINE + HOUR, why="it shakes"))


async def test_an_appeal_is_kept_once_and_waits_until_a_ruling_stands(store: Store) -> None:
    _, attempt = await store.write(handed_in)
    appeal = await store.write(lambda tx: filed(tx, attempt.id))
    assert await store.write(lambda tx: filed(tx, attempt.id)) == appeal
    assert await store.read(lambda view: view.unruled(TEAM, 9)) == (appeal,)
    await store.write(lambda tx: tx.rule(appeal.id, Ruled.ONCE, None, BEN, NINE + HOUR))
    assert await store.read(lambda view: (view.unruled(TEAM, 9), len(view.ruled(TEAM, 9)))) == ((), 1)
    await store.write(lambda tx: tx.rule(appeal.id, Ruled.WITHDRAWN, None, BEN, NINE + 2 * HOUR))
    assert await store.read(lambda view: (view.unruled(TEAM, 9), view.ruled(TEAM, 9))) == ((appeal,), ())


async def test_the_rulings_of_a_card_come_in_the_order_in_which_they_stand(store: Store) -> None:
    _, attempt = await store.write(handed_in)
    first = await store.write(lambda tx: filed(tx, attempt.id, 1))
    second = await store.write(lambda tx: filed(tx, attempt.id, None))
    words = await store.write(lambda tx: tx.word(first.id, "shake", None, NINE))
    assert await store.read(lambda view: view.proposed(first.id)) == words
    await store.write(lambda tx: tx.rule(second.id, Ruled.REJECTED, None, BEN, NINE))
    await store.write(lambda tx: tx.rule(first.id, Ruled.ALTERNATIVE, words.id, BEN, NINE))
    rulings = await store.read(lambda view: view.rulings(TEAM, CARD))
    assert [(one.verdict, one.point, one.words) for one in rulings] == [
        (Ruled.REJECTED, None, ""),
        (Ruled.ALTERNATIVE, 1, "shake"),
    ]


async def test_every_answer_to_a_card_is_found_with_its_latest_grade(store: Store) -> None:
    round_, attempt = await store.write(handed_in)
    await store.write(lambda tx: tx.regrade(attempt.id, answer(tx, round_, BEN, 3).grade, 12))
    handed = await store.read(lambda view: view.handed_in(CARD, TEAM))
    assert [(one.attempt.member, one.attempt.points) for one in handed] == [(ANN, 12), (BEN, 9)]
    assert await store.read(lambda view: view.handed_in(CARD)) == handed
    assert await store.read(lambda view: view.handed(attempt.id)) == handed[0]
    assert await store.read(lambda view: view.rounds_of(CARD)) == (round_.id,)


async def test_reviewers_are_those_who_were_named_last(store: Store) -> None:
    await store.write(lambda tx: tx.name_reviewers((BEN, CLEO), ANN, NINE))
    await store.write(lambda tx: tx.name_reviewers((CLEO,), ANN, NINE))
    assert await store.read(lambda view: view.reviewers(TEAM)) == (CLEO,)


async def test_a_note_is_told_with_one_request_and_again_with_its_second_delivery(store: Store) -> None:
    await store.write(lambda tx: tx.note(ANN, "gained", {"n": "7"}, NINE))
    waiting = await store.read(lambda view: view.notes(ANN, "first"))
    assert [(note.say, note.facts) for note in waiting] == [("gained", {"n": "7"})]
    await store.write(lambda tx: tx.told(ANN, "first"))
    assert await store.read(lambda view: view.notes(ANN, "first")) == waiting
    assert await store.read(lambda view: view.notes(ANN, "second")) == ()


async def test_a_round_is_graded_by_the_version_it_was_moved_to(store: Store) -> None:
    round_, _ = await store.write(handed_in)
    await store.write(lambda tx: tx.keep_version("v2", '{"ask": "!"}'))
    await store.write(lambda tx: tx.reversion(round_.id, "v2", NINE))
    found = await store.read(lambda view: view.round(round_.id))
    assert found is not None
    assert found.version == "v2"


async def test_who_is_forgotten_leaves_no_reason_note_or_wording(store: Store) -> None:
    _, attempt = await store.write(handed_in)
    appeal = await store.write(lambda tx: filed(tx, attempt.id, None))
    words = await store.write(lambda tx: tx.word(appeal.id, "it flips the images", BEN, NINE))
    await store.write(lambda tx: tx.note(ANN, "gained", {}, NINE + timedelta(1)))
    await store.write(lambda tx: tx.erase(ANN))
    told = await store.read(lambda view: (view.appeal(appeal.id), view.wording(words.id)))
    assert told[0] is not None
    assert (told[0].why, told[1] and told[1].words) == ("", "")
    assert await store.read(lambda view: view.notes(ANN, "r")) == ()
