"""The short form of `tests.benchmarks.server_kills`."""

from random import Random

import pytest

from tests.postgres import programs, serving
from tests.robustness.kills.server_kills import kill_in_mid_write


@pytest.mark.skipif(programs() is None, reason="there is no PostgreSQL here")
def test_what_a_killed_server_has_acknowledged_is_there_once_and_what_it_has_not_is_not() -> None:
    with serving() as server:
        told = kill_in_mid_write(server, server.create(), kills=2, random=Random(0))

    assert len(told.acknowledged) >= 3
    assert not told.unknown
