"""A page as it is read at a visit: its draft, and what its server said with it."""

import re
from dataclasses import dataclass

from index.articles import read_page
from index.articles.web.fetching import Page, Unmodified, Validators, fetch_if_changed
from index.config import IngestSettings
from index.corpus.changelog import text_hash
from index.models import Draft
from index.scopes import Scope
from index.visiting.manners import Visit

PASSWORD = re.compile(rb"<input\b[^<>]{0,500}\btype\s{0,5}=\s{0,5}[\"']?password\b", re.IGNORECASE)
"""A field that a login asks for its password in."""

SHRUNK = 10
"""So many times smaller than before, something isn't what it was any more."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page said in full, and what its server said with it."""

    draft: Draft
    validators: Validators
    has_password: bool
    links: tuple[str, ...] = ()

    @property
    def text_hash(self) -> str:
        """Tells its text from others; case and white space don't count."""
        return text_hash(self.draft.text)


def read(
    url: str, settings: IngestSettings, scope: Scope, visit: Visit, known: Validators | None = None
) -> Reading | None:
    """Read a page; None if its server says that it is what it was when `known` was told.

    Raises:
        ArticleError: why it can't be read.
    """
    page = fetch_if_changed(url, settings, known, visit.before)
    if isinstance(page, Unmodified):
        return None
    return reading_of(page, settings, scope)


def reading_of(page: Page, settings: IngestSettings, scope: Scope) -> Reading:
    """Read what was fetched; raises `ArticleError`s."""
    extraction = read_page(page, settings, whose=scope)
    has_password = extraction.format == "html" and PASSWORD.search(page.raw) is not None
    return Reading(extraction.draft, page.validators, has_password, extraction.links)
