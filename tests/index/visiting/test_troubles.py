"""Which trouble an error is, and how long a server wants to be left alone."""

from datetime import timedelta

import pytest

from index.articles.errors import ArticleEmptyError, ArticleTooLargeError
from index.articles.web.errors import (
    ArticleCertificateError,
    ArticleCompressionError,
    ArticleHostUnknownError,
    ArticleRedirectError,
    ArticleStatusError,
    ArticleTimeoutError,
)
from index.errors import ArticleError
from index.visiting.errors import ArticleRobotsError
from index.visiting.troubles import WORDS, Trouble, trouble_of, wait_of
from tests.index.watching.pages import BEGIN

WEEK = 7 * 86400


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        *((401, "login"), (402, "login"), (403, "login"), (407, "login"), (451, "login")),
        *((404, "gone"), (410, "gone"), (408, "unreachable"), (425, "unreachable")),
        *((429, "unreachable"), (500, "unreachable"), (503, "unreachable"), (599, "unreachable")),
        *((204, "unreadable"), (400, "unreadable"), (418, "unreadable")),
    ],
)
def test_a_status_is_one_trouble(status: int, trouble: Trouble) -> None:
    assert trouble_of(ArticleStatusError(status=status)) == trouble


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (ArticleRobotsError, "robots"),
        (ArticleTooLargeError, "large"),
        (ArticleEmptyError, "empty"),
        (ArticleRedirectError, "moved"),
        (ArticleHostUnknownError, "unreachable"),
        (ArticleCertificateError, "unreachable"),
        (ArticleTimeoutError, "unreachable"),
        (ArticleCompressionError, "unreadable"),
    ],
)
def test_an_error_is_one_trouble_and_has_words(error: type[ArticleError], trouble: Trouble) -> None:
    assert trouble_of(error()) == trouble
    assert trouble in WORDS


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        *(("0", 0), ("120", 120), ("999999999", WEEK), ("9" * 500, WEEK), ("-1", 0), ("1e9", 0)),
        *(("", 0), ("soon", 0), ("²", 0), (None, 0)),
        *(("Sun, 01 Mar 2026 08:00:30 GMT", 30), ("Sun, 01 Mar 2026 08:00:30", 30)),
        *(("Sun, 01 Mar 2026 10:00:30 +0200", 30), ("Sun, 01 Mar 2026 07:00:00 GMT", 0)),
        ("Wed, 01 Apr 2026 08:00:00 GMT", WEEK),
    ],
)
def test_a_server_is_left_alone_for_as_long_as_it_says_a_week_at_most(
    said: str | None, seconds: int
) -> None:
    error = ArticleStatusError(status=429, retry_after=said)

    assert wait_of(error, BEGIN) == timedelta(seconds=seconds)
