"""The grading table: each row of data/grading.yaml is a card and the answers it must judge so."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.grading.cards import PLAIN, card
from bot.core import rubric
from bot.core.grade import Reason, grade
from bot.library.lexicon import shipped

TABLE = yaml.load(
    (Path(__file__).parent / "data" / "grading.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
ROWS = [
    pytest.param(row["card"], answer, verdict, id=f"{row['says']}: {answer or 'nothing'}")
    for row in TABLE
    for verdict in ("correct", "partial", "wrong")
    for answer in row.get(verdict, [])
]


@pytest.mark.parametrize(("raw", "answer", "verdict"), ROWS)
def test_an_answer_is_judged_as_the_table_says(raw: dict[str, Any], answer: str, verdict: str) -> None:
    given = grade(rubric.compile(card(raw), PLAIN, shipped()), answer)
    assert given.verdict == verdict, given
    assert set(given.reasons) <= set(Reason)
    assert 0 <= given.score <= 1
