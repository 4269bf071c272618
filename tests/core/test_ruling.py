"""Which rulings count for an answer, and what they make of a card."""

from dataclasses import replace

import pytest

from bot.core.appeals import Ruled, Ruling
from bot.core.model import Card, KeyPoint, Rubric
from bot.core.ruling import counting, credited, digest, place, stages, widened

CARD = Card(
    "od",
    "deck",
    "How?",
    "It flips and jitters.",
    Rubric((KeyPoint("flip", "Flip"), KeyPoint("jitter | shake"))),
)
MIRROR = Ruling(1, Ruled.ALTERNATIVE, 7, 0, "Flip", digest("it mirrors"), "mirror")
WOBBLE = Ruling(2, Ruled.ALTERNATIVE, 8, 1, "jitter", digest("it wobbles"), "wobble")
ONCE = Ruling(3, Ruled.ONCE, 9, 1, "jitter", digest("it trembles"))


@pytest.mark.parametrize("same", ["It mirrors!", "it  MIRRORS", "it mirrors."])
def test_answers_alike_but_for_case_and_punctuation_have_one_digest(same: str) -> None:
    assert digest(same) == MIRROR.digest
    assert digest("it mirrored") != MIRROR.digest


def test_what_was_accepted_for_everyone_counts_for_everyone_and_once_for_one_answer() -> None:
    rulings = (MIRROR, WOBBLE, ONCE)
    assert counting(rulings, None, digest("anything")) == (MIRROR, WOBBLE)
    assert counting(rulings, 9, digest("it trembles")) == rulings


def test_what_was_refused_stays_at_what_it_was_worth_then() -> None:
    refused = Ruling(2, Ruled.REJECTED, 8, 1, "jitter", digest("it wobbles"))
    later = replace(WOBBLE, id=3, attempt=5, digest=digest("a wobble"))
    assert counting((MIRROR, refused, later), 8, digest("it wobbles")) == (MIRROR,)
    assert counting((MIRROR, refused, later), 5, digest("a wobble")) == (MIRROR, later)


def test_what_was_accepted_after_a_refusal_counts() -> None:
    refused = Ruling(1, Ruled.REJECTED, 7, 1, "jitter", digest("it wobbles"))
    assert counting((refused, WOBBLE), 8, digest("it wobbles")) == (WOBBLE,)


def test_the_stages_go_from_all_rulings_to_none() -> None:
    assert list(stages((MIRROR, WOBBLE))) == [(MIRROR, WOBBLE), (MIRROR,), ()]


def test_a_card_is_widened_by_alternatives_alone() -> None:
    wider = widened(CARD, (MIRROR, ONCE))
    assert [point.pattern for point in wider.rubric.points] == ["flip | mirror", "jitter | shake"]
    assert widened(CARD, (replace(MIRROR, point=None, words="as in a mirror"),)).rubric.accept == (
        "as in a mirror",
    )


def test_what_the_deck_has_learned_by_now_widens_nothing() -> None:
    assert widened(CARD, (replace(MIRROR, words="flip"),)) == CARD
    assert widened(CARD, (replace(MIRROR, point=None, words="it FLIPS and jitters"),)) == CARD


def test_a_point_is_found_again_by_its_label_in_another_version_of_the_card() -> None:
    turned = replace(CARD, rubric=Rubric(tuple(reversed(CARD.rubric.points))))
    assert (place(CARD, MIRROR), place(turned, MIRROR)) == (0, 1)
    assert place(replace(CARD, rubric=Rubric((KeyPoint("turn"),))), MIRROR) is None
    assert credited(turned, (ONCE,)) == (frozenset({0}), False)
