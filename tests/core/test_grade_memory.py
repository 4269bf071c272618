"""What cards remember of words is bounded, for each card and for all together, and changes no verdict."""

from bench.grading.cards import PLAIN, card
from bot.core import rubric
from bot.core.grade import grade
from bot.core.rubric.remembered import OF_A_CARD, OF_ALL
from bot.library.lexicon import shipped

RAW = {"ask": "What does it do?", "answer": "It streams.", "points": ["stream | flow"]}


def garbage(seed: int, words: int) -> str:
    return " ".join(f"q{seed}x{n}z" for n in range(words))


def test_a_card_keeps_no_more_words_than_its_bound() -> None:
    compiled = rubric.compile(card(RAW), PLAIN, shipped())
    for seed in range(5):
        grade(compiled, garbage(seed, OF_A_CARD - 1))
        assert len(compiled.table.entries) <= OF_A_CARD


def test_all_cards_together_keep_no_more_words_than_theirs() -> None:
    cards = [rubric.compile(card(RAW), PLAIN, shipped()) for _ in range(OF_ALL // 200 + 20)]
    for seed, compiled in enumerate(cards):
        grade(compiled, garbage(seed, 200))
    assert sum(len(compiled.table.entries) for compiled in cards) <= OF_ALL


def test_what_was_forgotten_is_read_again_alike() -> None:
    compiled = rubric.compile(card(RAW), PLAIN, shipped())
    before = grade(compiled, "it streams, it does not copy")
    grade(compiled, garbage(1, 3 * OF_A_CARD))
    assert grade(compiled, "it streams, it does not copy") == before


def test_long_words_are_not_kept() -> None:
    compiled = rubric.compile(card(RAW), PLAIN, shipped())
    before = set(compiled.table.entries)
    grade(compiled, "a" * 500)
    assert set(compiled.table.entries) == before
