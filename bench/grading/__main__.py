"""How far grader and peers agree with people: `python -m bench.grading [--quick] [DECK FOLDER ...]`."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.grading import passes
from bench.grading.ablation import CARDS, lexicons
from bench.grading.cards import decks
from bench.grading.labelled import FOLDER, Labelled, challenge, colleague, samples, semeval
from bench.grading.sets import Grader, by_strictness, kinds, peers, three_way
from bench.grading.speed import speed
from bench.grading.weights import by_folds
from bot.core.model import Card, Header, Verdict
from bot.library.lexicon import shipped


def main(arguments: Sequence[str]) -> int:
    if not FOLDER.is_dir():
        print(f"no labelled answers at {FOLDER}: set STUDYBOT_SHARED")
        return 2
    folders = [Path(a) for a in arguments if not a.startswith("-")] or [Path("decks/parts"), Path("decks")]
    grader = Grader(shipped())
    cards = decks(folders)
    own, lines = samples(cards), samples()
    _set(grader, "challenge, authored points", challenge())
    _set(grader, f"sample answers, the decks' own cards ({len({a.question for a in own})} questions)", own)
    if Path("decks") in folders:
        blind = colleague(cards)
        _set(
            grader, f"a colleague's answers, the decks' own cards ({len({a.question for a in blind})})", blind
        )
        _set(grader, "a colleague's answers, one-line cards", colleague(cards, one_line=True), one_line=True)
    _set(grader, "sample answers, one-line cards", lines, one_line=True)
    for which in ("sciEntsBank", "beetle"):
        _set(grader, f"{which}, one-line cards, every reference", semeval(which), one_line=True)
    if "--quick" not in arguments:
        schools = {which: semeval(which) for which in ("sciEntsBank", "beetle")}
        _folds(grader, {"samples": lines} | schools | {"beetle, first": semeval("beetle", False)})
    _set(grader, "beetle, one-line cards, first reference", semeval("beetle", False), one_line=True)
    _passes(grader, list(cards.values()))
    print("\nspeed\n" + "\n".join(speed(grader, own or lines)))
    if "--quick" not in arguments:
        _ablation(own)
    return 0


def _set(grader: Grader, title: str, answers: Sequence[Labelled], one_line: bool = False) -> None:
    if not answers:
        return
    grades = grader(answers)
    print(f"\n{title}: {len(answers)} answers\n    {'studybot':18} {three_way(answers, grades)}")
    if one_line:
        print("\n".join(by_strictness(grader, answers)))
    print("\n".join(peers(answers)))
    print(kinds(answers, grades))


def _folds(grader: Grader, sets: Mapping[str, Sequence[Labelled]]) -> None:
    print("\none-line cards, weights fitted on the other folds' questions")
    for name, line in zip(sets, by_folds(grader, list(sets.values())), strict=True):
        print(f"    {name:18} {line}")


def _passes(grader: Grader, cards: Sequence[tuple[Header, Card]]) -> None:
    print("\nanswers that should not pass: the share accepted")
    for title, chosen in (("authored", cards), ("one-line", passes.one_line(cards))):
        headers = {card.key: header for header, card in chosen}
        plain = [card for _, card in chosen]
        for name, made in (
            ("echo", passes.echoes),
            ("dump of ten", passes.dumps),
            ("another card's", passes.others),
        ):
            pairs = made(plain)
            accepted = sum(
                grader([Labelled(card, headers[card.key], text, "wrong", name, ())])[0].verdict
                is Verdict.CORRECT
                for card, text in pairs
            )
            print(f"    {title:10} {name:16} {accepted / max(1, len(pairs)):.3f}  of {len(pairs)}")


def _ablation(own: Sequence[Labelled]) -> None:
    print("\nwhat each idea is worth (sample answers by the decks' cards; challenge)")
    full = shipped()
    graders = {"everything": Grader(full)}
    graders |= {name: Grader(less) for name, less in lexicons(full).items()}
    graders |= {name: Grader(full, change) for name, change in CARDS.items()}
    hard = challenge()
    for name, grader in graders.items():
        print(f"    {name:22} {three_way(own, grader(own))}")
        print(f"    {'':22} {three_way(hard, grader(hard))}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
