"""What Discord calls a `custom_id`: the view's own id, and before a slash what the adapter must know of it.

`!` says that a press opens a form; then a tag of the post that the button hangs on, by which the post is
found again, and `+` where that post is to have a thread of its own; then `@` and the team that a button in
somebody's direct messages belongs to. All that a press needs is in it, so a button is alive after a restart
and for as long as its message stands.
"""

from dataclasses import dataclass

MOST = 100  # characters
OPENS, THREADED = "!", "+"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the slash."""

    opens: bool = False
    tag: str = ""
    team: str = ""
    threaded: bool = False


def write(id: str, head: Head) -> str:
    """Raises ValueError for what is too long: a button that cannot be pressed must not be sent."""
    team = f"@{head.team}" if head.team else ""
    opens, threaded = OPENS if head.opens else "", THREADED if head.threaded else ""
    written = f"{opens}{head.tag}{threaded}{team}/{id}"
    if len(written) > MOST:
        raise ValueError(f"the id of a button has {len(written)} characters: {written}")
    return written


def read(custom_id: str) -> tuple[str, Head]:
    """The view's id and what stood before it; an id without a slash is a view's own."""
    before, slash, id = custom_id.partition("/")
    if not slash:
        return custom_id, Head()
    tag, _, team = before.removeprefix(OPENS).partition("@")
    return id, Head(before.startswith(OPENS), tag.removesuffix(THREADED), team, tag.endswith(THREADED))
