"""What a site lets programs read: as the longest of its rules says, asked once a day."""

import pytest

from index.articles.web.errors import ArticleStatusError
from index.config import Settings
from index.visiting.robots import Robots
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import HOUR, Clock, status


@pytest.fixture
def robots(settings: Settings, clock: Clock) -> Robots:
    return Robots(settings.ingest, clock)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/rooms", True),
        ("/rooms/private", False),
        ("/rooms/private/open", True),
        ("/a/intern/b", False),
        ("/list.pdf", False),
        ("/list.pdf.html", True),
    ],
)
def test_the_longest_rule_that_fits_decides(
    path: str, *, allowed: bool, robots: Robots, site: Site
) -> None:
    rules = "Allow: /rooms/private/open\nDisallow: /rooms/private\nDisallow: /*intern\n"
    site.page("/robots.txt", f"User-agent: *\n{rules}Disallow: /*.pdf$\n".encode())

    assert robots.allows(site.url + path) is allowed


def test_what_is_said_to_us_by_name_goes_before_what_is_said_to_all(
    robots: Robots, site: Site
) -> None:
    site.page(
        "/robots.txt",
        b"User-agent: *\nDisallow: /\nCrawl-delay: 9\n\n"
        b"User-agent: Belegbot\nDisallow: /a\nCrawl-delay: 3\n",
    )

    assert robots.allows(f"{site.url}/b")
    assert not robots.allows(f"{site.url}/a")
    assert robots.pause(site.url) == 3


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410])
def test_where_there_is_none_all_may_be_read(code: int, robots: Robots, site: Site) -> None:
    status(site, "/robots.txt", code)

    assert robots.allows(f"{site.url}/a")
    assert robots.pause(f"{site.url}/a") == 0


def test_a_picture_of_that_name_is_none(robots: Robots, site: Site) -> None:
    site.page("/robots.txt", b"\x89PNG\r\n\x1a\n", "image/png")

    assert robots.allows(f"{site.url}/a")


@pytest.mark.parametrize("code", [429, 500, 503])
def test_nobody_knows_what_a_site_allows_that_cant_be_asked(
    code: int, robots: Robots, site: Site
) -> None:
    status(site, "/robots.txt", code)

    with pytest.raises(ArticleStatusError):
        robots.allows(f"{site.url}/a")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        *(("20", 20), ("0.5", 0.5), ("100000", 86400), ("0", 0), ("-5", 0)),
        *(("nan", 0), ("inf", 0), ("1e400", 0), ("soon", 0)),
    ],
)
def test_a_site_wants_a_pause_of_a_day_at_most(
    said: str, seconds: float, robots: Robots, site: Site
) -> None:
    site.page("/robots.txt", f"User-agent: *\nCrawl-delay: {said}\n".encode())

    assert robots.pause(f"{site.url}/a") == seconds


def test_it_is_asked_once_a_day(robots: Robots, site: Site, clock: Clock) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /\n")
    assert not robots.allows(f"{site.url}/a")
    status(site, "/robots.txt", 404)

    clock.move(23 * HOUR)
    assert not robots.allows(f"{site.url.upper()}/b")
    assert site.asked == ["/robots.txt"]
    clock.move(HOUR)
    assert robots.allows(f"{site.url}/a")
    assert site.asked == ["/robots.txt"] * 2


def test_what_a_damaged_one_says_in_between_counts(robots: Robots, site: Site) -> None:
    site.page("/robots.txt", b"\xff\xfe\x00garbage\nUser-agent: *\n\xfcber: 1\nDisallow: /a\n")

    assert not robots.allows(f"{site.url}/a")
    assert robots.allows(f"{site.url}/b")
