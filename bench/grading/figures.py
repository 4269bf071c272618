"""Agreement between two lists of labels: accuracy, macro-F1, Cohen's kappa."""

from collections import Counter
from collections.abc import Sequence


def accuracy(truth: Sequence[object], said: Sequence[object]) -> float:
    return sum(a == b for a, b in zip(truth, said, strict=True)) / max(1, len(truth))


def macro_f1(truth: Sequence[object], said: Sequence[object]) -> float:
    """The mean of each label's F1, over the labels that occur in the truth."""
    scores = []
    for label in set(truth):
        both = sum(a == label and b == label for a, b in zip(truth, said, strict=True))
        either = sum(a == label for a in truth) + sum(b == label for b in said)
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / max(1, len(scores))


def kappa(truth: Sequence[object], said: Sequence[object]) -> float:
    n = max(1, len(truth))
    left, right = Counter(truth), Counter(said)
    chance = sum(left[label] * right[label] for label in left) / n**2
    return 1.0 if chance == 1 else (accuracy(truth, said) - chance) / (1 - chance)
