"""Agreement with people on the labelled answers beside the project, where they are there."""

import pytest

from bench.grading.figures import accuracy, macro_f1
from bench.grading.labelled import FOLDER, challenge, semeval
from bench.grading.sets import Grader
from bot.library.lexicon import shipped

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="no labelled answers: STUDYBOT_SHARED names their folder"
)


def test_hard_answers_are_judged_as_people_judge_them() -> None:
    answers = challenge()
    said = [g.verdict.value for g in Grader(shipped())(answers)]
    assert accuracy([a.label for a in answers], said) >= 0.97
    tricky = [
        s
        for a, s in zip(answers, said, strict=True)
        if a.kind in ("negation", "number", "near", "hedge", "opposite")
    ]
    assert "correct" not in tricky


@pytest.mark.parametrize(("which", "least"), [("sciEntsBank", 0.67), ("beetle", 0.73)])
def test_one_line_cards_keep_their_agreement(which: str, least: float) -> None:
    answers = semeval(which)
    said = [g.verdict.value == "correct" for g in Grader(shipped())(answers)]
    assert macro_f1([a.label == "correct" for a in answers], said) >= least
