"""A library with a clock, a site on this machine, and what watches it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from index.config import IngestSettings, Settings
from index.library import Library
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site, serving
from tests.index.watching.pages import Clock


@pytest.fixture
def clock() -> Clock:
    """Where it is always the first of March, until it is moved."""
    return Clock()


@pytest.fixture
def site() -> Iterator[Site]:
    """A real HTTP server on 127.0.0.1."""
    with serving() as here:
        yield here


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings under which this machine's own server may be read."""
    ingest = IngestSettings(allow_private_addresses=True, max_megabytes=1, timeout=20)
    return settings.model_copy(update={"ingest": ingest})


@pytest.fixture
def library(settings: Settings, clock: Clock) -> Iterator[Library]:
    """An empty library."""
    with closing(Library.open(settings, clock=clock)) as library:
        yield library


@pytest.fixture
def watching(library: Library, clock: Clock) -> Watching:
    """What looks after watched pages, and never sleeps."""
    return Watching(library, clock.pause)
