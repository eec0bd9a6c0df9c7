"""What a server watches is counted, given out and erased with it."""

from bot.memory.memory import Memory
from index.library import Library
from index.scopes import Scope
from index.sites.sites import Sites
from index.watching.watches import WatchRequest
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.sites.siting import page, sitemap
from tests.index.watching.pages import DAY, POOL, Clock, serve
from tests.index.watching.watched import ADA, LONGER, watched

SERVER, OTHER, PART = Scope("7"), Scope("8"), Scope("7/r5")


def test_what_a_server_watches_is_counted_given_out_and_erased_with_it(
    library: Library, clock: Clock, site: Site
) -> None:
    servers = Memory.of(library).servers
    watching = Watching(library, clock.pause)
    sites = Sites(watching)
    article = watched(watching, serve(site, "/bad", *POOL), scope=SERVER)
    library.move(article, PART, ADA)
    watched(watching, serve(site, "/bad8", *POOL), scope=OTHER)
    named = site.page("/sitemap.xml", sitemap([page(site, "/a")]), "text/xml")
    begun = sites.watch_now(WatchRequest(named, SERVER, DAY, "ask"), 50)
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
