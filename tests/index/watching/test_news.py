"""News of watched pages: each is told once, by one of those who want to."""

import threading

from index.library import Library
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    HOUR,
    POOL,
    Clock,
    serve,
    status,
)
from tests.index.watching.watched import (
    LONGER,
    again,
    changed,
    pool,
    the,
    told,
)


def test_a_moment_s_failure_is_told_only_if_it_lasts(
    watching: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    status(site, "/bad", 503)
    again(watching, clock)
    again(watching, clock, HOUR)
    assert told(watching) == []
    serve(site, "/bad", *POOL)
    again(watching, clock, 2 * HOUR)
    assert (told(watching), the(watching).trouble) == ([], None)

    status(site, "/bad", 503)
    again(watching, clock)
    for hours in (1, 2, 4, 8):
        again(watching, clock, hours * HOUR)
    assert told(watching) == []
    again(watching, clock, 16 * HOUR)
    assert told(watching) == [("trouble", "unreachable")]


def test_a_page_that_comes_and_goes_is_told_of_once(
    watching: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    seen = []
    for _ in range(10):
        status(site, "/bad", 404)
        again(watching, clock)
        seen += told(watching)
        serve(site, "/bad", *POOL)
        again(watching, clock, HOUR * 2)
        seen += told(watching)

    assert seen == [("trouble", "gone")]


def test_other_trouble_than_was_told_isnt_told_again(
    watching: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    for code in (404, 403, 503, 404):
        status(site, "/bad", code)
        again(watching, clock)

    assert told(watching) == [("trouble", "gone")]
    assert the(watching).trouble == "gone"


def test_news_are_told_by_one_of_those_who_want_to(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    changed(watching, clock, site, *LONGER)
    [news] = watching.news()
    tellers = [Watching(library) for _ in range(4)]
    done: list[bool] = []
    threads = [
        threading.Thread(target=lambda teller=teller: done.append(teller.tell(news)))
        for teller in tellers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [False, False, False, True]
