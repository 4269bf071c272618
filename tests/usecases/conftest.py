"""The halls that the tests of the use cases knock at."""

from collections.abc import AsyncIterator

import pytest

from tests.usecases.hall import Hall, opened


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    """Question 1 is open since nine."""
    async with opened(scheduled=True) as made:
        yield made


@pytest.fixture
async def bare() -> AsyncIterator[Hall]:
    """Nobody has set anything up."""
    async with opened(scheduled=False) as made:
        yield made
