"""Laws of grading that hold for any text: bounds, the model answer, echoes, what more words may do."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.grading.cards import PLAIN, card
from bot.core import rubric
from bot.core.grade import grade
from bot.core.model import Verdict
from bot.core.rubric import Compiled
from bot.library.lexicon import shipped

CARDS = [
    card(raw)
    for raw in (
        {
            "ask": "How does the augmentation change the pictures?",
            "answer": "It flips, rescales and jitters them.",
            "points": ["flip | mirror", "rescale | resize", "jitter | random shake"],
        },
        {
            "ask": "What hardware for training and inference?",
            "answer": "A GPU for training, a CPU for inference.",
            "points": [{"is": "gpu", "of": "training"}, {"is": "cpu", "of": "inference", "not": "gpu only"}],
        },
        {
            "ask": "Name two ways to overfit less.",
            "answer": "Dropout, L2",
            "points": ["dropout", "l2", "early stop"],
            "need": "2",
        },
        {"ask": "How large may an object be?", "answer": "5 GB", "number": {"value": "5", "unit": "GB"}},
        {"ask": "What does LSTM stand for?", "answer": "Long Short-Term Memory"},
        {
            "ask": "Why is the task node a good place for spot instances?",
            "answer": "It holds no data, so nothing is lost.",
        },
        {
            "ask": "Where does recall divide?",
            "answer": "TP / (TP + FN)",
            "points": ["tp < tp fn"],
            "not": ["fp"],
        },
    )
]
COMPILED = [rubric.compile(each, PLAIN, shipped()) for each in CARDS]
cards = st.sampled_from(COMPILED)
WORDS = [
    *(
        "flips",
        "mirror",
        "jitter",
        "gpu",
        "cpu",
        "training",
        "inference",
        "tp",
        "fn",
        "dropout",
        "l2",
        "data",
        "long",
    ),
    *(
        "not",
        "never",
        "no",
        "instead",
        "of",
        "but",
        "and",
        ",",
        ".",
        ";",
        "(",
        ")",
        "5",
        "GB",
        "the",
        "short",
    ),
]
answers = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
RANK = {Verdict.WRONG: 0, Verdict.PARTIAL: 1, Verdict.CORRECT: 2}


@given(cards, answers)
@settings(max_examples=400, deadline=None)
def test_any_text_gets_a_score_between_nothing_and_all(compiled: Compiled, text: str) -> None:
    given_ = grade(compiled, text)
    assert 0 <= given_.score <= 1
    assert given_.reasons
    assert (given_.verdict is Verdict.WRONG) or given_.score > 0


@given(cards, answers)
@settings(max_examples=200, deadline=None)
def test_what_is_quoted_stands_in_the_answer(compiled: Compiled, text: str) -> None:
    shown = grade(compiled, text)
    for evidence in (*shown.hit, *shown.contradicted):
        assert evidence.quote in text.replace("\x00", "\ufffd") or not text.isprintable()


@given(cards, answers)
@settings(max_examples=200, deadline=None)
def test_grading_remembers_nothing(compiled: Compiled, text: str) -> None:
    fresh = rubric.compile(compiled.card, PLAIN, shipped())
    assert grade(compiled, text) == grade(fresh, text) == grade(compiled, text)


@given(cards)
def test_the_model_answer_is_right(compiled: Compiled) -> None:
    assert grade(compiled, compiled.card.answer).verdict is Verdict.CORRECT


@given(cards, st.sampled_from(("", "idk", "no idea", "   ", "?!", "i don't know", "dunno")))
def test_saying_nothing_is_wrong(compiled: Compiled, text: str) -> None:
    assert grade(compiled, text).verdict is Verdict.WRONG


@given(cards)
def test_the_question_again_is_wrong(compiled: Compiled) -> None:
    assert grade(compiled, compiled.card.ask).verdict is Verdict.WRONG


@given(cards, st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_case_spacing_and_unicode_form_change_nothing(compiled: Compiled, text: str) -> None:
    plain = grade(compiled, text)
    for same in (text.upper(), text.replace(" ", "  "), f" {text}\t", unicodedata.normalize("NFD", text)):
        other = grade(compiled, same)
        assert (other.verdict, other.score, other.reasons) == (plain.verdict, plain.score, plain.reasons), (
            same
        )


@given(st.permutations(["flips", "resizes", "jitters", "mirrors"]))
def test_a_list_may_come_in_any_order(items: list[str]) -> None:
    assert grade(COMPILED[0], ", ".join(items)).verdict is Verdict.CORRECT


@given(
    st.lists(st.sampled_from(["it flips", "it resizes", "it jitters"]), unique=True, max_size=2),
    st.sampled_from(("flips", "resizes", "jitters")),
)
def test_a_missed_point_added_never_lowers(said: list[str], more: str) -> None:
    before = grade(COMPILED[0], ". ".join(said))
    after = grade(COMPILED[0], ". ".join([*said, f"it {more}"]))
    assert after.score >= before.score


@given(
    st.lists(st.sampled_from(["it flips", "it resizes", "it jitters"]), unique=True),
    st.sampled_from(("flip", "resize", "jitter")),
)
def test_a_contradiction_added_never_raises(said: list[str], denied: str) -> None:
    before = grade(COMPILED[0], ". ".join(said))
    after = grade(COMPILED[0], ". ".join([*said, f"it does not {denied}"]))
    assert RANK[after.verdict] <= RANK[before.verdict]


def test_long_and_odd_texts_take_no_longer_than_their_length() -> None:
    for text in (
        "flip " * 4_000,
        "(" * 10_000,
        "a" * 20_000,
        "not " * 4_000,
        "1." * 8_000,
        "-" * 10_000,
        "'" * 10_000,
        "x_" * 8_000,
    ):
        for compiled in COMPILED:
            grade(compiled, text)
