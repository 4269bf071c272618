"""What people find when they name a deck, a topic, a tag, a facet or a card."""

import pytest

from bot.core.lookup import Library, library
from bot.core.model import Card, Deck, Difficulty, Header, Topic


def card(deck: str, id: str, topic: str, facet: str, *tags: str) -> Card:
    hard = Difficulty.HARD if "hard" in tags else Difficulty.EASY
    return Card(
        id,
        deck,
        f"{id}?",
        id,
        topic=topic,
        facet=facet,
        tags=tuple(t for t in tags if t != "hard"),
        difficulty=hard,
    )


SAGEMAKER = Deck(
    Header(
        "sagemaker", "SageMaker built-in algorithms", aliases=("aws sagemaker",),
        topics=(
            Topic("random-cut-forest", "Random Cut Forest", ("rcf",)),
            Topic("k-means", "K-Means"),
            Topic("platform", "The platform"),
        ),
    ),
    (
        card("sagemaker", "rcf-purpose", "random-cut-forest", "purpose", "anomalies"),
        card("sagemaker", "rcf-instances", "random-cut-forest", "instances", "hard"),
        card("sagemaker", "kmeans-instances", "k-means", "instances"),
        card("sagemaker", "kmeans-metrics", "k-means", "output", "metrics"),
        card("sagemaker", "neo", "platform", "purpose"),
    ),
)  # fmt: skip
ML = Deck(
    Header(
        "ml-foundations", "Machine learning foundations", topics=(Topic("metrics", "Metrics", ("measures",)),)
    ),
    (
        card("ml-foundations", "recall", "metrics", "definition"),
        card("ml-foundations", "f1", "metrics", "definition", "hard"),
    ),
)


@pytest.fixture(scope="module")
def decks() -> Library:
    return library([SAGEMAKER, ML])


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("sagemaker", "rcf-purpose rcf-instances kmeans-instances kmeans-metrics neo"),
        ("SageMaker built-in algorithms", "rcf-purpose rcf-instances kmeans-instances kmeans-metrics neo"),
        ("AWS SageMaker", "rcf-purpose rcf-instances kmeans-instances kmeans-metrics neo"),
        ("rcf", "rcf-purpose rcf-instances"),
        ("random cut forest", "rcf-purpose rcf-instances"),
        ("Random-Cut Forests", "rcf-purpose rcf-instances"),
        ("randomcutforest", "rcf-purpose rcf-instances"),
        ("k-means", "kmeans-instances kmeans-metrics"),
        ("kmeans", "kmeans-instances kmeans-metrics"),
        ("K Means", "kmeans-instances kmeans-metrics"),
        ("sagemaker instances", "rcf-instances kmeans-instances"),
        ("instances of sagemaker", "rcf-instances kmeans-instances"),
        ("rcf instance", "rcf-instances"),
        ("sagemaker hard", "rcf-instances"),
        ("hard", "rcf-instances f1"),
        ("instances", "rcf-instances kmeans-instances"),
        ("metrics", "kmeans-metrics recall f1"),
        ("metric", "kmeans-metrics recall f1"),
        ("sagemaker metrics", "kmeans-metrics"),
        ("anomalies", "rcf-purpose"),
        ("sage", "rcf-purpose rcf-instances kmeans-instances kmeans-metrics neo"),
        ("random", "rcf-purpose rcf-instances"),
        ("sagemaker/neo", "neo"),
        ("neo", "neo"),
    ],
)
def test_a_name_leads_to_its_cards(decks: Library, typed: str, ids: str) -> None:
    assert [one.id for one in decks.find(typed).cards] == ids.split()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sagemakr", "sagemaker"),
        ("sagmaker", "sagemaker"),
        ("radnom cut forest", "random-cut-forest"),
        ("kmaens", "k-means"),
        ("metrisc", "metrics"),
        ("sagemakr instances", "sagemaker"),
    ],
)
def test_a_misspelt_name_is_not_found_but_suggested(decks: Library, typed: str, meant: str) -> None:
    found = decks.find(typed)
    assert not found.cards
    assert meant in found.suggestions
    assert len(found.suggestions) <= 3


@pytest.mark.parametrize("typed", ["", " ", "???", "zebra", "x" * 100_000, "\ud800", "rcf platform"])
def test_what_means_nothing_finds_nothing(decks: Library, typed: str) -> None:
    assert not decks.find(typed).cards


def test_the_title_says_what_was_found(decks: Library) -> None:
    assert decks.find("rcf").title == "Random Cut Forest"
    assert decks.find("sagemaker instances").title == "SageMaker built-in algorithms · instances"


def test_completion_offers_decks_first_then_topics_then_the_rest(decks: Library) -> None:
    assert decks.complete("")[:5] == ("ml-foundations", "sagemaker", "k-means", "metrics", "platform")
    assert decks.complete("s")[0] == "sagemaker"
    assert decks.complete("cut") == ("random-cut-forest",)
    assert len(decks.complete("", limit=2)) == 2


def test_completion_forgives_a_typing_mistake(decks: Library) -> None:
    assert decks.complete("sgaema") == ("sagemaker",)
    assert decks.complete("rcff")[0] == "random-cut-forest"


def test_an_empty_library_answers_too() -> None:
    empty = library([])
    assert empty.find("rcf").cards == ()
    assert empty.complete("r") == ()


def test_more_decks_can_be_merged_in(decks: Library) -> None:
    own = Deck(
        Header("team", "Our own", topics=(Topic("rcf", "Ours"),)), (card("team", "ours", "rcf", "purpose"),)
    )
    merged = decks.merged([own])
    assert [one.id for one in merged.find("rcf").cards] == ["rcf-purpose", "rcf-instances", "ours"]
    assert "team" not in decks.decks
