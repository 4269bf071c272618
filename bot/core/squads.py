"""A balanced draw: people dealt into squads of equal size, whose points come out near each other."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from bot.core.model import Member


def draw(
    people: Iterable[tuple[Member, int]], squads: Sequence[str], seed: str
) -> tuple[tuple[Member, str], ...]:
    """Who goes where. The strongest first, each into the weakest of the squads that still have room.

    Sizes differ by one at most. The seed decides between equals: the same one draws the same again.
    """
    ranked = sorted(people, key=lambda pair: (-pair[1], _lot(seed, pair[0])))
    sizes, sums = dict.fromkeys(squads, 0), dict.fromkeys(squads, 0)
    drawn = []
    for member, points in ranked:
        least = min(sizes.values())
        room = (squad for squad in squads if sizes[squad] == least)
        squad = min(room, key=lambda squad: (sums[squad], _mix(seed, squad)))
        sizes[squad] += 1
        sums[squad] += points
        drawn.append((member, squad))
    return tuple(drawn)


def _lot(seed: str, member: Member) -> bytes:
    return _mix(seed, f"{member.team.platform}\0{member.team.id}\0{member.user}")


def _mix(seed: str, what: str) -> bytes:
    return blake2b(f"{seed}\0{what}".encode(), digest_size=8).digest()
