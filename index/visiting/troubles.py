"""Which trouble a page is in, and in which words people are told of it."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from index.articles.errors import ArticleEmptyError, ArticleTooLargeError
from index.articles.fence.errors import ReadingUnavailableError
from index.articles.formats.errors import ArticleWebPageEmptyError
from index.articles.web.errors import (
    ArticleAddressRefusedError,
    ArticleCertificateError,
    ArticleHostUnknownError,
    ArticleIncompleteError,
    ArticleRedirectError,
    ArticleStatusError,
    ArticleTimeoutError,
    ArticleUnreachableError,
)
from index.errors import ArticleError
from index.i18n import N_, Message
from index.visiting.errors import ArticleBeingReadError, ArticleLaterError, ArticleRobotsError

# fmt: off
Trouble = Literal[
    "gone", "moved", "login", "empty", "shrunk",
    "robots", "private", "large", "unreadable", "unreachable",
]
# fmt: on
"""Why a page wasn't taken for what it was. `unreachable` may be over in a moment."""

WORDS: Mapping[Trouble, Message] = {
    "gone": N_("the page is gone"),
    "moved": N_("the address leads to another page"),
    "login": N_("the page is behind a login"),
    "empty": N_("the page is empty"),
    "shrunk": N_("only a tenth of the text is left, or less"),
    "robots": N_("the site doesn't want it to be read by programs (robots.txt)"),
    "private": N_("the address leads to a host that isn't on the public internet"),
    "large": N_("the page is too large"),
    "unreadable": N_("what is delivered can't be read"),
    "unreachable": N_("the site doesn't deliver the page"),
}

OURS = (ArticleLaterError, ArticleBeingReadError, ReadingUnavailableError)
"""What keeps a page from being read through no fault of its own."""

BY_ERROR: Mapping[type[ArticleError], Trouble] = {
    ArticleRobotsError: "robots",
    ArticleAddressRefusedError: "private",
    ArticleTooLargeError: "large",
    ArticleEmptyError: "empty",
    ArticleWebPageEmptyError: "empty",
    ArticleRedirectError: "moved",
    ArticleHostUnknownError: "unreachable",
    ArticleUnreachableError: "unreachable",
    ArticleCertificateError: "unreachable",
    ArticleTimeoutError: "unreachable",
    ArticleIncompleteError: "unreachable",
}

BY_STATUS: Mapping[int, Trouble] = {
    **dict.fromkeys((401, 402, 403, 407, 451), "login"),
    **dict.fromkeys((404, 410), "gone"),
    **dict.fromkeys((408, 425, 429), "unreachable"),
}
"""The others that begin with 5 are the server's fault, and may be over in a moment."""

LONGEST_WAIT = timedelta(days=7)
"""Of what a server asks for."""


def trouble_of(error: ArticleError) -> Trouble:
    """Return what is wrong with a page that an error kept from being read."""
    if isinstance(error, ArticleStatusError):
        status = int(str(error.values["status"]))
        return BY_STATUS.get(status, "unreachable" if status >= 500 else "unreadable")
    return BY_ERROR.get(type(error), "unreadable")


def wait_of(error: ArticleError, now: datetime) -> timedelta:
    """Return how long the server wants to be left alone (its header Retry-After)."""
    said = error.values.get("retry_after")
    if not isinstance(said, str):
        return timedelta()
    if said.isascii() and said.isdecimal():
        seconds = float(said[:10])
    else:
        try:
            at = parsedate_to_datetime(said)
        except ValueError:
            return timedelta()
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        seconds = (at - now).total_seconds()
    return min(timedelta(seconds=max(0, math.ceil(seconds))), LONGEST_WAIT)
