"""A draw is balanced, complete, and the same again for the same seed."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Member, Team
from bot.core.squads import draw

TEAM = Team("stage", "crew")
people = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(0, 500), min_size=1, max_size=40)
squads = st.lists(st.sampled_from("ABCDEF"), min_size=2, max_size=6, unique=True)


def crowd(points: dict[str, int]) -> list[tuple[Member, int]]:
    return [(Member(TEAM, name), won) for name, won in points.items()]


@given(people, squads, st.text(max_size=5))
def test_everybody_is_in_one_squad_and_sizes_differ_by_one_at_most(
    points: dict[str, int], names: list[str], seed: str
) -> None:
    drawn = draw(crowd(points), names, seed)
    assert sorted(m.user for m, _ in drawn) == sorted(points)
    sizes = [sum(squad == name for _, squad in drawn) for name in names]
    assert max(sizes) - min(sizes) <= 1


@given(people, squads, st.text(max_size=5))
def test_squads_of_one_size_differ_by_less_than_the_best_persons_points(
    points: dict[str, int], names: list[str], seed: str
) -> None:
    drawn = draw(crowd(points), names, seed)
    won: dict[str, list[int]] = {name: [] for name in names}
    for member, squad in drawn:
        won[squad].append(points[member.user])
    full = [sum(p) for p in won.values() if len(p) == max(map(len, won.values()))]
    assert max(full) - min(full) <= max(points.values())


@given(people, squads, st.text(max_size=5))
def test_the_order_people_come_in_does_not_matter(
    points: dict[str, int], names: list[str], seed: str
) -> None:
    there = crowd(points)
    assert draw(there, names, seed) == draw(reversed(there), names, seed)


def test_another_seed_draws_otherwise() -> None:
    there = crowd(dict.fromkeys("abcdefghij", 10))
    assert len({draw(there, ["A", "B"], str(seed)) for seed in range(20)}) > 10
