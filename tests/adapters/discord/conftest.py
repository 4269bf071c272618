"""The official description of Discord is needed by every test here: without it they say so."""

import pytest

from tests.adapters.discord.local import contract


@pytest.fixture(autouse=True)
def description() -> None:
    if not contract.there():
        pytest.skip(contract.MISSING)
