"""Watched sites: new pages wait for a decision, gone ones are told, nothing is told twice."""

from datetime import timedelta

import pytest

from index.corpus.changelog import Author
from index.library import Library
from index.scopes import SHARED, Scope
from index.sites.errors import ArticleOffersGoneError, ArticleSiteUnknownError
from index.sites.intake import Terms, add
from index.sites.intake import Watched as Daily
from index.sites.pages import Limits
from index.sites.sites import Sites
from index.sites.survey import survey
from index.sites.watched import Site as Watched
from index.sites.watched import mark_of
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.sites.siting import page, sitemap, sitemap_index
from tests.index.watching.pages import DAY, HOUR, Clock, status

ADA = Author("operator:ada")
SERVER = Scope("4711")
KINDS = ("sitemap", "feed", "pages")


def name(site: Site, *paths: str, kind: str = "sitemap") -> str:
    """Let an address name these pages; return it."""
    urls = [page(site, path) for path in paths]
    if kind == "pages":
        return page(site, "/start/", *urls)
    if kind == "feed":
        items = "".join(f"<item><link>{url}</link></item>" for url in urls)
        raw = f"<rss><channel>{items}</channel></rss>".encode()
        return site.page("/feed", raw, "application/rss+xml")
    return site.page("/sitemap.xml", sitemap(urls), "text/xml")


def begun(watching: Watching, url: str, scope: Scope = SHARED, pages: int = 50) -> Watched:
    """Add what an address names, and watch it."""
    found = survey(watching.visits, url, scope, Limits())
    add(watching, found.pages, ADA, Terms(scope))
    return Sites(watching).watch(found, scope, DAY, pages)


def again(watching: Watching, clock: Clock, by: timedelta = DAY) -> None:
    clock.move(by)
    sites = Sites(watching)
    for each in sites.due():
        sites.reread(each.id)


def told(watching: Watching, site: Site) -> list[tuple[str, list[str]]]:
    """Tell all news, and return what they were."""
    sites = Sites(watching)
    return [
        (news.trouble or news.kind, [url.removeprefix(site.url) for url in news.urls])
        for news in sites.news()
        if sites.tell(news)
    ]


def titles(library: Library) -> set[str]:
    return {article.title for article in library.catalogue.articles()}


@pytest.mark.parametrize("kind", KINDS)
def test_new_pages_wait_are_told_once_and_are_articles_once_somebody_agrees(
    kind: str, watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    watched = begun(watching, name(site, "/start/a", "/start/b", kind=kind))
    before = titles(library)
    again(watching, clock)
    assert told(watching, site) == []
    name(site, "/start/a", "/start/b", "/start/c", kind=kind)
    for _ in range(3):
        again(watching, clock)

    assert told(watching, site) == [("new", ["/start/c"])]
    assert titles(library) == before
    sites = Sites(watching)
    [offer] = sites.offers(watched.id)
    added = sites.take(watched.id, mark_of([offer]), ADA)
    assert [change.operation for change in added.changes] == ["add"]
    assert titles(library) - before == {"Seite /start/c"}
    assert library.ask("Was steht auf /start/c?").citations[0].article.title == "Seite /start/c"
    assert [watch.url for watch in watching.watches()] == [f"{site.url}/start/c"]
    assert sites.offers(watched.id) == []
    again(watching, clock)
    assert told(watching, site) == []
    assert library.indexer.verify() == []


def test_what_is_left_out_once_isnt_offered_again(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched = begun(watching, name(site, "/a"))
    name(site, "/a", "/b")
    again(watching, clock)
    sites = Sites(watching)
    assert sites.decline(watched.id, mark_of(sites.offers(watched.id))) == 1
    assert told(watching, site) == []
    again(watching, clock)
    assert (told(watching, site), sites.offers(watched.id)) == ([], [])


def test_only_what_was_shown_is_decided_on_and_once(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched = begun(watching, name(site, "/a"))
    name(site, "/a", "/b")
    again(watching, clock)
    sites = Sites(watching)
    shown = mark_of(sites.offers(watched.id))
    name(site, "/a", "/b", "/c")
    again(watching, clock)
    with pytest.raises(ArticleOffersGoneError):
        sites.take(watched.id, shown, ADA)
    shown = mark_of(sites.offers(watched.id))
    assert len(sites.take(watched.id, shown, ADA).changes) == 2
    with pytest.raises(ArticleOffersGoneError):
        sites.decline(watched.id, shown)


def test_pages_that_a_sitemap_names_no_more_are_told_and_stay(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    begun(watching, name(site, "/a", "/b", "/c"))
    name(site, "/a")
    again(watching, clock)
    again(watching, clock)
    assert told(watching, site) == [("gone", ["/b", "/c"])]
    assert titles(library) == {"Seite /a", "Seite /b", "Seite /c"}


@pytest.mark.parametrize("kind", ["feed", "pages"])
def test_what_a_feed_or_a_page_names_no_more_isnt_gone(
    kind: str, watching: Watching, clock: Clock, site: Site
) -> None:
    begun(watching, name(site, "/start/a", "/start/b", kind=kind))
    name(site, "/start/b", kind=kind)
    again(watching, clock)
    name(site, "/start/a", "/start/b", kind=kind)
    again(watching, clock)
    assert told(watching, site) == []


def test_a_sitemap_that_suddenly_names_a_tenth_is_in_trouble_and_nothing_is_gone(
    watching: Watching, clock: Clock, site: Site
) -> None:
    paths = [f"/{number}" for number in range(10)]
    begun(watching, name(site, *paths))
    name(site, "/0")
    for _ in range(3):
        again(watching, clock)
    assert told(watching, site) == [("shrunk", [])]
    name(site, *paths, "/neu")
    again(watching, clock, 3 * DAY)
    assert told(watching, site) == []
    again(watching, clock, HOUR)
    assert told(watching, site) == [("healed", []), ("new", ["/neu"])]


def test_a_sitemap_that_names_nothing_or_a_part_makes_nothing_gone(
    watching: Watching, clock: Clock, site: Site
) -> None:
    name(site, "/a", "/b")
    index = sitemap_index([f"{site.url}/sitemap.xml", f"{site.url}/more.xml"])
    site.page("/more.xml", sitemap([page(site, "/c")]), "text/xml")
    begun(watching, site.page("/index.xml", index, "text/xml"))
    status(site, "/more.xml", 503)
    again(watching, clock)
    assert told(watching, site) == []
    status(site, "/sitemap.xml", 503)
    again(watching, clock)
    assert told(watching, site) == [("empty", [])]
    name(site, "/a")
    site.page("/more.xml", sitemap([f"{site.url}/c"]), "text/xml")
    again(watching, clock)
    again(watching, clock, HOUR)
    assert told(watching, site) == [("healed", []), ("gone", ["/b"])]


def test_a_page_that_couldnt_be_read_at_first_is_offered_once_it_can(
    watching: Watching, clock: Clock, site: Site
) -> None:
    url = name(site, "/a", "/b", "/c")
    status(site, "/b", 404)
    watched = begun(watching, url)
    again(watching, clock)
    assert told(watching, site) == []
    page(site, "/b")
    again(watching, clock)
    assert told(watching, site) == [("new", ["/b"])]
    assert [each.url for each in Sites(watching).offers(watched.id)] == [f"{site.url}/b"]


def test_trouble_is_told_once_and_once_that_it_is_over(
    watching: Watching, clock: Clock, site: Site
) -> None:
    begun(watching, name(site, "/a"))
    status(site, "/sitemap.xml", 404)
    for _ in range(4):
        again(watching, clock, 3 * DAY)
    assert told(watching, site) == [("gone", [])]
    asked = site.asked.count("/sitemap.xml")
    assert asked == 5
    name(site, "/a")
    again(watching, clock, 3 * DAY)
    again(watching, clock, HOUR)
    assert told(watching, site) == [("healed", [])]


def test_a_page_that_waits_and_comes_and_goes_is_offered_once(
    watching: Watching, clock: Clock, site: Site
) -> None:
    begun_site = begun(watching, name(site, "/a", "/b"))
    for number in range(6):
        name(site, *("/a", "/b", "/neu") if number % 2 == 0 else ("/a", "/b"))
        again(watching, clock)
    assert told(watching, site) == [("new", ["/neu"])]
    offers = Sites(watching).offers(begun_site.id)
    assert [each.url for each in offers] == [f"{site.url}/neu"]


def test_a_site_that_comes_and_goes_is_told_of_once(
    watching: Watching, clock: Clock, site: Site
) -> None:
    begun(watching, name(site, "/a"))
    for number in range(12):
        if number % 2:
            name(site, "/a")
        else:
            status(site, "/sitemap.xml", 404)
        again(watching, clock, HOUR if number % 2 else DAY)
    assert told(watching, site) == [("gone", [])]


def test_a_site_in_trouble_is_asked_less_and_less(
    watching: Watching, clock: Clock, site: Site
) -> None:
    begun(watching, name(site, "/a"))
    status(site, "/sitemap.xml", 404)
    for _ in range(14 * 24):
        again(watching, clock, HOUR)
    # At the beginning, after a day, after 1, 2, 4, … 64 hours, and every three days.
    assert site.asked.count("/sitemap.xml") == 1 + 1 + 7 + 2


def test_no_more_pages_wait_than_are_wanted_and_the_others_come_later(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched = begun(watching, name(site, "/a"), pages=2)
    name(site, "/a", "/b", "/c", "/d")
    again(watching, clock)
    again(watching, clock)
    sites = Sites(watching)
    shown = sites.offers(watched.id)
    assert [each.url for each in shown] == [f"{site.url}/b", f"{site.url}/c"]
    sites.decline(watched.id, mark_of(shown))
    again(watching, clock)
    assert [each.url for each in sites.offers(watched.id)] == [f"{site.url}/d"]


def test_what_one_process_looks_at_no_other_does(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    watched = begun(watching, name(site, "/a"))
    clock.move(DAY)
    other = Sites(Watching(library, clock.pause))
    assert Sites(watching).reread(watched.id) is not None
    assert other.reread(watched.id) is None
    assert other.reread(watched.id, by_hand=True) is not None


def test_a_clock_that_was_put_back_leaves_no_site_alone(
    watching: Watching, clock: Clock, site: Site
) -> None:
    watched = begun(watching, name(site, "/a"))
    clock.move(-300 * DAY)

    assert [each.id for each in Sites(watching).due()] == [watched.id]
    assert Sites(watching).reread(watched.id) is not None
    assert Sites(watching).due() == []


def test_a_site_is_watched_once_and_no_more(
    watching: Watching, library: Library, site: Site
) -> None:
    url = name(site, "/a")
    first = begun(watching, url, SERVER)
    second = begun(watching, url, SERVER)
    sites = Sites(watching)
    assert [each.id for each in sites.all(SERVER)] == [second.id]
    assert sites.all(SHARED) == []
    with pytest.raises(ArticleSiteUnknownError):
        sites.unwatch(first.id)
    sites.unwatch(second.id)
    assert sites.all() == []
    with pytest.raises(ArticleSiteUnknownError):
        sites.reread(second.id)
    assert titles(library) == {"Seite /a"}


def test_a_server_s_purge_erases_its_sites_and_what_waits(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    begun(watching, name(site, "/a"), SERVER)
    name(site, "/a", "/zwieselmoos")
    again(watching, clock)
    library.purge_scope(SERVER, ADA)
    sites = Sites(watching)
    assert (sites.all(), sites.news()) == ([], [])
    folder = library.settings.data_dir
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"zwieselmoos" not in held


def test_a_repositorys_markdown_is_added_and_watched_by_a_list_of_its_raw_files(
    watching: Watching, clock: Clock, site: Site
) -> None:
    names = ("a", "b")
    raw = [
        site.page(
            f"/o/r/raw/main/docs/{name}.md",
            f"# Seite {name}\n\nHier steht, was nur auf {name} steht.\n\n- eins\n- zwei\n".encode(),
            "text/plain; charset=utf-8",
        )
        for name in names
    ]
    listed = site.page("/o/r/raw/main/pages.txt", "\n".join(raw).encode(), "text/plain")
    found = survey(watching.visits, listed, SHARED, Limits())
    assert [(each.url, each.reading.draft.title) for each in found.pages] == [
        (raw[0], "Seite a"),
        (raw[1], "Seite b"),
    ]
    add(watching, found.pages, ADA, Terms(SHARED, Daily(DAY, "ask")))
    new = raw[0].replace("/a.md", "/neu.md")
    site.page("/o/r/raw/main/docs/neu.md", b"# Seite neu\n\nNoch eine Seite.\n", "text/plain")
    begun = Sites(watching).watch(found, SHARED, DAY, 50)
    site.page("/o/r/raw/main/pages.txt", "\n".join([*raw, new]).encode(), "text/plain")
    site.page(
        "/o/r/raw/main/docs/b.md",
        b"# Seite b\n\nHier steht, was nur auf b steht.\n\n- eins\n- drei\n",
        "text/plain; charset=utf-8",
    )
    clock.move(DAY)
    outcomes = [watching.reread(each.article_id) for each in watching.due()]
    assert sorted(list(each.added) for each in outcomes if each is not None) == [[], ["- drei"]]
    again(watching, clock)
    assert [each.url for each in Sites(watching).offers(begun.id)] == [new]
