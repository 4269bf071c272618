"""The laws of projections and boards hold on PostgreSQL as well: the same play, in a short form."""

from functools import partial

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cluster import Cluster
from tests.store.ground import on_server
from tests.store.test_board_laws import Play
from tests.store.test_projections import Ledger

SHORT = settings(max_examples=4, stateful_step_count=15, deadline=None)


@pytest.mark.parametrize("law", [Ledger, Play])
def test_a_law_holds_on_a_server_too(law: type[Ledger | Play], server: Cluster, template: str) -> None:
    ground = partial(on_server, server.fresh(template))
    run_state_machine_as_test(partial(law, ground), settings=SHORT)  # type: ignore[arg-type]  # any maker will do
