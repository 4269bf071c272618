"""What people took for right is told by the deck's own terms, and never by anyone's words."""

from bot.core.mistaken import mistaken
from bot.core.model import Card, Deck, Header, KeyPoint, Rubric
from bot.library.lexicon import shipped

HEADER = Header("nets", "Nets", rivals=(("precision", "recall"),))
CARD = Card("reg", "nets", "Which trick drops units at random?", "Dropout.", Rubric((KeyPoint("dropout"),)))
OTHER = Card(
    "bn", "nets", "What normalises a batch?", "Batch normalization.", Rubric((KeyPoint("batch norm*"),))
)
DECK = Deck(HEADER, (CARD, OTHER))


def told(*texts: str, deck: Deck | None = DECK) -> tuple[tuple[str, int], ...]:
    return mistaken(CARD, HEADER, deck, shipped(), texts)


def test_terms_of_other_cards_and_rivals_are_counted_most_people_first() -> None:
    texts = ["batch normalization"] * 3 + ["recall, I think"] * 4
    assert told(*texts) == (("recall", 4), ("Batch normalization", 3))


def test_two_people_are_too_few() -> None:
    assert told("recall", "recall") == ()
    assert told("recall", "recall", "precision") == ()


def test_the_right_answer_and_the_question_are_nothing_to_be_mixed_up() -> None:
    assert told("dropout", "dropout", "dropout units at random") == ()


def test_what_is_denied_was_not_taken_for_right() -> None:
    assert told("not recall", "not recall", "certainly not recall") == ()


def test_a_small_word_is_no_term() -> None:
    small = Card("x", "nets", "Does it help?", "No.", Rubric((KeyPoint("no | not", "No"),)))
    assert told("no", "no", "no", deck=Deck(HEADER, (CARD, small))) == ()


def test_people_s_own_words_are_never_told() -> None:
    assert told("quux", "quux", "quux") == ()


def test_a_deck_that_is_gone_leaves_the_rivals_that_the_card_was_asked_with() -> None:
    assert told("recall", "recall", "recall", deck=None) == (("recall", 3),)
