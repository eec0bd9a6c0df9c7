"""A collection of articles that can be asked.

`Library` is the way in, `Settings` what it is opened with, `Scope` who may ask what, `Author` who
changes something, `Answer` what comes of a question. These five are stable: they change in a way
that breaks programs only with a new major version, and CHANGELOG says so. Everything below the
package's rooms is ours to move.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from index.version import __version__

if TYPE_CHECKING:
    from index.asking.answers import Answer
    from index.config import Settings
    from index.corpus.changelog import Author
    from index.library import Library
    from index.scopes import Scope

__all__ = ["Answer", "Author", "Library", "Scope", "Settings", "__version__"]

_HOMES = {
    "Answer": "index.asking.answers",
    "Author": "index.corpus.changelog",
    "Library": "index.library",
    "Scope": "index.scopes",
    "Settings": "index.config",
}


def __getattr__(name: str) -> object:
    """Import what is asked for; `belegbot --help` asks for nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
