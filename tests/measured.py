"""What coverage leaves out of what tests run: what isn't ours, and what they do again and again.

Python 3.11 is half as fast, or slower, in all that runs in a thread where coverage is measured,
whoever wrote it.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import walk_packages

import bot
import index

FOREIGN = (
    "alembic.command",
    "discord.ext.commands",
    "lxml.html.clean",
    "mcp.server.stdio",
    "pydantic_settings",
    "starlette.applications",
    "torch",
    "trafilatura",
)
"""What our modules import and is large."""


@contextmanager
def unmeasured() -> Iterator[None]:
    """Leave out what this thread runs; threads that are started meanwhile are measured."""
    measuring = threading.gettrace()
    if measuring is None:
        yield
        return
    sys.settrace(None)
    try:
        yield
    finally:
        # As it begins in a new thread.
        sys.settrace(measuring)


def load(*names: str) -> None:
    """Import what isn't ours, unmeasured."""
    with unmeasured():
        for name in names:
            import_module(name)


def load_ours() -> None:
    """Import all that is measured, so that what is imported later needn't be."""
    load(*FOREIGN)
    for package in (bot, index):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            # What does something when it is imported is imported by what needs it.
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                import_module(module.name)
