"""A grade in the ledger: bit masks over the points, and beside them the quoted words that may be deleted."""

from collections.abc import Iterable
from json.encoder import encode_basestring as quoted

from bot.core.model import Evidence, Grade, Missed, Verdict
from bot.store.shapes import decode

WIDEST = 63  # points that fit a signed 64-bit mask; later ones stand in the evidence alone


def mask(points: Iterable[Evidence | Missed]) -> int:
    bits = 0
    for point in points:
        if point.point < WIDEST:
            bits |= 1 << point.point
    return bits


def places(bits: int) -> tuple[int, ...]:
    return tuple(i for i in range(bits.bit_length()) if bits >> i & 1)


def columns(grade: Grade) -> tuple[str, float, int, int, int]:
    """Verdict, score and the masks: what no quote stands in."""
    return (
        grade.verdict.value,
        grade.score,
        mask(grade.hit),
        mask(grade.missed),
        mask(grade.contradicted) if grade.contradicted else 0,
    )


def write(grade: Grade) -> str:
    """JSON: hit, missed and contradicted as [point, label, quote], then the reasons."""
    # Put together by hand, each text by json's own encoder: a third of the time of dumping the lists.
    missed = ",".join([f"[{m.point},{quoted(m.label)}]" for m in grade.missed])
    reasons = ",".join(map(quoted, grade.reasons))
    return f"[[{_said(grade.hit)}],[{missed}],[{_said(grade.contradicted)}],[{reasons}]]"


def _said(points: tuple[Evidence, ...]) -> str:
    return ",".join([f"[{e.point},{quoted(e.label)},{quoted(e.quote)}]" for e in points]) if points else ""


def quotes(evidence: str) -> list[str]:
    """The words of theirs alone that were quoted."""
    hit, _, contradicted, _ = decode(evidence)
    return [quote for _, _, quote in (*hit, *contradicted)]


def read(score: float, verdict: str, masks: tuple[int, int, int], evidence: str | None) -> Grade:
    """The grade as it was given; when its words were deleted, the points alone."""
    if evidence is None:
        hits, misses, contras = masks
        return Grade(
            score,
            Verdict(verdict),
            hit=tuple(Evidence(i, "", "") for i in places(hits)),
            missed=tuple(Missed(i, "") for i in places(misses)),
            contradicted=tuple(Evidence(i, "", "") for i in places(contras)),
        )
    hit, missed, contradicted, reasons = decode(evidence)
    return Grade(
        score,
        Verdict(verdict),
        hit=tuple(Evidence(*e) for e in hit),
        missed=tuple(Missed(*m) for m in missed),
        contradicted=tuple(Evidence(*e) for e in contradicted),
        reasons=tuple(reasons),
    )
