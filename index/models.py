"""The values that travel through the house. All frozen; offsets count code points.

Paragraphs, sentences and citations are numbered from 1. Dates are ISO 8601 at the precision that
is known: "2020", "2020-02" or "2020-02-19".
"""

from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Literal

from index.scopes import Scope

Operation = Literal["add", "replace", "remove", "restore", "purge"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a sentence stands: `[start, end)` in the text, its paragraph, its number in it.

    `passage` is the part of the article that is searched as one, counted from 1: a paragraph, or a
    part of a long one.
    """

    paragraph: int
    number: int
    start: int
    end: int
    passage: int = 1


numbers_of = attrgetter(*(each.name for each in fields(Span)))
"""Returns a span's numbers, in the order in which it is made of them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way into the collection: clean text in NFC with its metadata.

    `pages` holds the offsets at which the pages of a paged document begin, the first one 0.
    `spans` is how the text is divided (`index.units.segmentation.divide`), where that is known
    already: it follows from the text and its language, and is no detail of the article's.
    """

    text: str
    title: str
    language: str
    date: str | None = None
    url: str | None = None
    author: str | None = None
    pages: tuple[int, ...] = ()
    spans: tuple[Span, ...] | None = field(default=None, compare=False, repr=False)

    @property
    def details(self) -> dict[str, Any]:
        """Its text and what is known about it, by name: all but how it is divided."""
        return {name: getattr(self, name) for name in DETAILS}


DETAILS = tuple(each.name for each in fields(Draft) if each.name != "spans")
"""The names of `Draft.details`."""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article. `revision` is the change that wrote this version."""

    id: str
    scope: Scope
    revision: int
    title: str
    language: str
    date: str | None
    url: str | None
    author: str | None
    text: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the change log. `version` is the revision of the text in force after it, if any."""

    revision: int
    article_id: str
    scope: Scope
    operation: Operation
    version: int | None
    at: datetime
    who: str
    why: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A point in one collection's change log: whoever has it has all that came before, too.

    `token` was made with the change of this `revision`, and no other log has it; empty at 0.
    """

    revision: int
    token: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one version of an article; `article.text[span.start:span.end]` is its text."""

    id: int
    article: Article
    span: Span

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.article.text[self.span.start : self.span.end]
