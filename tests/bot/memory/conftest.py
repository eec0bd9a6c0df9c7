"""The bot's memory alone, on an empty library."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.memory.forgetting import Forgetting
from index.config import Settings
from index.library import Library


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    """An empty library."""
    with closing(Library.open(settings, participants=(Forgetting(),))) as library:
        yield library
