"""The page as it is served: on a real socket of this machine, from a real library."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from index.i18n import Language
from index.library import Library
from index.scopes import SHARED, Scope
from index.web.serving import address, bound, server

Serve = Callable[[Scope, Language | None], str]


@contextmanager
def served(library: Library, scope: Scope, language: Language | None) -> Iterator[str]:
    """Give the address of the page while it is served."""
    sock = bound(0)
    running = server(library, scope, language)
    thread = threading.Thread(target=lambda: running.run(sockets=[sock]))
    thread.start()
    try:
        yield address(sock)
    finally:
        running.should_exit = True
        thread.join()
        sock.close()


@pytest.fixture
def page(library: Library) -> Iterator[str]:
    """The address of a page that asks shared articles."""
    with served(library, SHARED, None) as url:
        yield url
