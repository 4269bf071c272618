"""Where several teams installed one bot, each has its own token, and it is shown to nobody."""

from datetime import timedelta

from bot.core.model import Member, Team
from bot.core.secret import Secret
from bot.ports import Store
from tests.store.world import NINE

CREW, OTHERS = Team("slack", "T1"), Team("slack", "T2")


async def test_a_team_has_the_token_it_gave_last_and_no_other_team_has_it(store: Store) -> None:
    for token in ("xoxb-1", "xoxb-2"):
        given = Secret(token)
        await store.write(lambda tx, given=given: tx.install(Member(CREW, "ada"), given, NINE))  # type: ignore[misc]
    found = await store.read(lambda view: view.installation(CREW))
    assert found == Secret("xoxb-2")
    assert "xoxb" not in repr(found)
    assert await store.read(lambda view: view.installation(OTHERS)) is None


async def test_a_team_that_took_the_bot_away_has_no_token(store: Store) -> None:
    await store.write(lambda tx: tx.install(Member(CREW, "ada"), Secret("xoxb-1"), NINE))
    await store.write(lambda tx: tx.uninstall(CREW, NINE))
    assert await store.read(lambda view: view.installation(CREW)) is None


async def test_what_was_installed_since_is_not_taken_away(store: Store) -> None:
    later = NINE + timedelta(minutes=1)
    await store.write(lambda tx: tx.install(Member(CREW, "ada"), Secret("xoxb-2"), later))
    await store.write(lambda tx: tx.uninstall(CREW, NINE))
    assert await store.read(lambda view: view.installation(CREW)) == Secret("xoxb-2")
