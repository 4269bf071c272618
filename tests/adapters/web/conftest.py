"""The page that these tests ask."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.web.rig import Rig, rigged


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with rigged() as made:
        yield made
