"""The word lists: each says where it comes from, all load, and none contradicts itself."""

from importlib.resources import files

from bot.core.lexicon import Role
from bot.library.lexicon import shipped


def test_every_list_states_its_source_and_licence() -> None:
    for file in (files("bot") / "words").iterdir():
        head = file.read_text(encoding="utf-8")[:400]
        assert "source:" in head, file
        assert "licence:" in head, file


def test_no_word_is_its_own_opposite() -> None:
    assert [word for word, others in shipped().opposites.items() if word in others] == []


def test_no_synonym_is_an_opposite() -> None:
    lexicon = shipped()
    clashes = [
        (term, o)
        for term, others in lexicon.groups.items()
        for o in others
        if " ".join(o) in lexicon.opposites.get(" ".join(term), ())
    ]
    assert clashes == []


def test_the_lexicon_is_read_once() -> None:
    assert shipped() is shipped()
    assert shipped().roles["not"] & Role.NEGATES
