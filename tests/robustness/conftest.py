"""What changes a collection and is killed runs in processes of its own."""

import pytest

from tests.processes import forks


@pytest.fixture(scope="session", autouse=True)
def _server() -> None:
    """Have what they are forked from."""
    forks.start()
