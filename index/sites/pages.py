"""What was found of a site, what was left out, and within which limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index.errors import ArticleError
from index.i18n import N_, Message
from index.visiting.reading import Reading

Kind = Literal["sitemap", "feed", "pages"]

Reason = Literal[
    "elsewhere", "beside", "robots", "known", "twice", "file", "unreadable",
    "number", "depth", "size", "time", "files", "fruitless",
]  # fmt: skip
"""Why a page is left out: on another site; not below the address; kept from programs; an article
already; the same as another; no page; not readable; over one of the limits, the last of which is
how many may be read in vain."""

WORDS: Mapping[Reason, Message] = {
    "elsewhere": N_("on another site"),
    "beside": N_("not below this address"),
    "robots": N_("not to be read by programs (robots.txt)"),
    "known": N_("an article already"),
    "twice": N_("the same as another one"),
    "file": N_("no page"),
    "unreadable": N_("not readable"),
    "number": N_("over the number of pages"),
    "depth": N_("too many links away"),
    "size": N_("over the size of all pages together"),
    "time": N_("for which there was no time"),
    "files": N_("further sitemaps"),
    "fruitless": N_("not looked at, since too many others gave nothing"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most: pages, links deep, megabytes of text, seconds."""

    pages: int = 50
    depth: int = 2
    megabytes: int = 20
    seconds: float = 900.0


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that could be added; `url` is where it was found."""

    url: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many addresses were left out for a reason, and some of them."""

    count: int
    examples: Sequence[str]
    errors: Sequence[ArticleError] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to add. `cut`: a file names more than was looked at.

    `named` are all pages of the site that the address names, whatever became of them; `broken`
    those that couldn't be read this time.
    """

    url: str
    kind: Kind
    pages: Sequence[FoundPage]
    left_out: Mapping[Reason, LeftOut]
    cut: bool = False
    named: Sequence[str] = ()
    broken: Sequence[str] = ()
