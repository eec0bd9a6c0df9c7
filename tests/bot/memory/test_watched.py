"""What a server watches is counted, given out and erased with it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.memory.memory import Memory
from index.corpus.changelog import Author
from index.library import Library
from index.scopes import Scope
from index.sites.sites import Sites
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site, serving
from tests.index.sites.siting import page, sitemap
from tests.index.watching.pages import DAY, POOL, Clock, serve
from tests.index.watching.watched import LONGER, watched

ADA = Author("operator:ada")
SERVER, OTHER, PART = Scope("7"), Scope("8"), Scope("7/r5")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as here:
        yield here


def test_what_a_server_watches_is_counted_given_out_and_erased_with_it(
    watched_library: Library, clock: Clock, site: Site
) -> None:
    library, servers = watched_library, Memory.of(watched_library).servers
    watching = Watching(library, clock.pause)
    sites = Sites(watching)
    article = watched(watching, serve(site, "/bad", *POOL), scope=SERVER)
    library.move(article, PART, ADA)
    watched(watching, serve(site, "/bad8", *POOL), scope=OTHER)
    named = site.page("/sitemap.xml", sitemap([page(site, "/a")]), "text/xml")
    begun = sites.watch_now(_wanted(named), 50)
    serve(site, "/bad", *LONGER)
    site.page("/sitemap.xml", sitemap([f"{site.url}/a", page(site, "/neu")]), "text/xml")
    clock.move(DAY)
    watching.reread(article)
    sites.reread(begun.id)

    assert [(each.server, each.watches, each.sites) for each in servers.all()] == [
        ("7", 1, 1),
        ("8", 1, 0),
    ]
    rows = list(servers.export_watched(SERVER))
    assert [(row["table"], row.get("url"), row.get("kind")) for row in rows] == [
        ("watches", f"{site.url}/bad", None),
        ("watch_news", None, "proposed"),
        ("sites", named, None),
        ("site_offers", f"{site.url}/neu", None),
        ("site_news", None, "new"),
    ]
    assert [row["table"] for row in servers.export_watched(OTHER)] == ["watches"]
    library.purge_scope(SERVER, ADA)
    assert list(servers.export_watched(SERVER)) == []
    assert [(each.server, each.watches, each.sites) for each in servers.all()] == [("8", 1, 0)]
