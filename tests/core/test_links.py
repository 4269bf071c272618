"""A signed link stands for one room for a while, and cannot be made or bent without the secret."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.links import Links, read, sign
from bot.core.model import Room, Team
from bot.core.secret import Secret

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRET = Secret("a secret that is long enough")
ROOM = Room(Team("slack", "T1"), "C1", "17.5")
WORDS = st.text(max_size=40).filter(str.isprintable)


@given(WORDS, WORDS, WORDS, WORDS)
def test_a_link_leads_to_its_room(platform: str, team: str, channel: str, thread: str) -> None:
    room = Room(Team(platform, team), channel, thread)
    assert read(sign(room, NOW + timedelta(days=1), SECRET), SECRET, NOW) == room


def test_a_link_ends_with_its_time() -> None:
    link = sign(ROOM, NOW, SECRET)
    assert read(link, SECRET, NOW - timedelta(seconds=1)) == ROOM
    assert read(link, SECRET, NOW) is None


def test_nobody_makes_a_link_with_another_secret() -> None:
    assert read(sign(ROOM, NOW + timedelta(days=1), Secret("x" * 30)), SECRET, NOW) is None


@given(st.integers(0, 200), st.sampled_from("ABCxyz019-_=/+ \0é"))
def test_a_link_cannot_be_bent(place: int, sign_: str) -> None:
    link = sign(ROOM, NOW + timedelta(days=1), SECRET)
    place %= len(link)
    bent = link[:place] + sign_ + link[place + 1 :]
    assert read(bent, SECRET, NOW) in (
        (ROOM,) if bent == link else (None, ROOM) if place == len(link) - 1 else (None,)
    )


@given(st.text(max_size=100))
def test_no_text_is_a_link_by_chance(text: str) -> None:
    assert read(text, SECRET, NOW) is None


def test_a_link_is_a_whole_address() -> None:
    links = Links("https://study.example.org", SECRET)
    address = links.of(ROOM, NOW + timedelta(days=1))
    assert address.startswith("https://study.example.org/board/")
    assert links.room(address.rpartition("/")[2], NOW) == ROOM
