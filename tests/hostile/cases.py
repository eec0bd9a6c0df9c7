"""One small hostile document each, with what has to come of it."""

from dataclasses import dataclass

from index.errors import ArticleError


@dataclass(frozen=True)
class Case:
    """A file's name and content; it becomes exactly `text`, or is refused with `error`."""

    name: str
    raw: bytes
    text: str = ""
    error: type[ArticleError] | None = None


MANY = 300
"""Repetitions: enough to show what grows too fast, and a file stays small."""


def kept(name: str, text: str, shown: str | None = None) -> Case:
    """Return a case whose text stays as it is, or becomes what is `shown`."""
    return Case(name, text.encode(), text if shown is None else shown)


def refused(name: str, content: str | bytes, error: type[ArticleError]) -> Case:
    """Return a case that is refused."""
    return Case(name, content if isinstance(content, bytes) else content.encode(), error=error)
