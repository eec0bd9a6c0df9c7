"""The pages of a site are added all at once, watched if wanted, and no more than there is room."""

from datetime import timedelta

from index.config import QuotaSettings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from index.sites.intake import Terms, Watched, add
from index.sites.pages import Limits, Survey
from index.sites.survey import survey
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.sites.siting import page, sitemap
from tests.index.watching.pages import DAY, Clock

ADA = Author("operator:ada", "alles")
SERVER = Scope("4711")
DAILY = Watched(timedelta(days=1), "ask")


def found(watching: Watching, site: Site, count: int, scope: Scope = SHARED) -> Survey:
    urls = [page(site, f"/{number}") for number in range(count)]
    url = site.page("/sitemap.xml", sitemap(urls), "text/xml")
    return survey(watching.visits, url, scope, Limits())


def test_all_pages_are_articles_and_can_be_asked(
    watching: Watching, library: Library, site: Site
) -> None:
    added = add(watching, found(watching, site, 3).pages, ADA, Terms(SHARED))

    assert [(each.operation, each.why) for each in added.changes] == [("add", "alles")] * 3
    assert (added.refused, added.late) == ([], None)
    answer = library.ask("Was steht auf /1?")
    assert answer.citations[0].article.title == "Seite /1"
    assert watching.watches() == []
    assert library.indexer.verify() == []


def test_they_are_watched_from_then_on_if_that_is_wanted(
    watching: Watching, site: Site, clock: Clock
) -> None:
    add(watching, found(watching, site, 2).pages, ADA, Terms(SHARED, DAILY))

    assert {watch.url for watch in watching.watches()} == {f"{site.url}/0", f"{site.url}/1"}
    asked = len(site.asked)
    assert watching.due() == []
    clock.move(DAY)
    outcomes = [watching.reread(watch.article_id) for watch in watching.due()]
    assert [outcome and outcome.reports for outcome in outcomes] == [[], []]
    assert len(site.asked) == asked + 3  # robots.txt, once a day


def test_what_there_is_no_room_for_is_refused_page_by_page(
    watching: Watching, library: Library, site: Site
) -> None:
    pages = found(watching, site, 4, SERVER).pages
    # Since it was looked at, somebody has added one of them.
    library.add(pages[0].reading.draft, ADA, SERVER)
    quota = QuotaSettings(articles=3, watches=1)
    added = add(watching, pages, ADA, Terms(SERVER, DAILY, quota))

    assert len(added.changes) == 2
    assert [(url.removeprefix(site.url), type(error).__name__) for url, error in added.refused] == [
        ("/0", "ArticleDuplicateError"),
        ("/2", "QuotaWatchesError"),
        ("/3", "QuotaArticlesError"),
    ]
    assert len(library.catalogue.articles(SERVER)) == 3
    assert len(watching.watches(SERVER)) == 1
    assert library.indexer.verify() == []


def test_nothing_to_add_is_nothing_added(watching: Watching, library: Library) -> None:
    library.add(Draft("Ein Text.", "Titel", "de"), ADA)
    assert add(watching, [], ADA, Terms(SHARED)).changes == []
    assert len(library.corpus.changes()) == 1
