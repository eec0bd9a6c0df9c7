"""What is left when a process is killed, without a chance to tidy up."""

import pytest

from index.config import Settings
from tests.robustness.kills.killing import KINDS, Ledger
from tests.robustness.kills.worker import Kind

KILLS_EACH = 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_process_loses_nothing_acknowledged_and_leaves_nothing_half_there(
    settings: Settings, kind: Kind
) -> None:
    ledger = Ledger()
    for seed in range(KILLS_EACH):
        ledger.kill_one(settings, kind, seed)

    assert ledger.kills == KILLS_EACH
    assert ledger.rows or kind == "start"
