"""A month of a watched site that grows, breaks and lies: nothing is lost, nothing told twice."""

from collections import Counter
from collections.abc import Callable

from index.library import Library
from index.sites.sites import Sites
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.sites.test_sites import SERVER, begun, name, titles
from tests.index.watching.pages import BEGIN, DAY, HOUR, Clock, status

OLD = [f"/{number}" for number in range(12)]

PLAN: dict[int, Callable[[Site], object]] = {
    3: lambda site: name(site, *OLD, "/neu"),
    # The page is gone from the sitemap, comes back, and nobody has decided yet.
    5: lambda site: name(site, *OLD),
    6: lambda site: name(site, *OLD, "/neu"),
    9: lambda site: status(site, "/sitemap.xml", 503),
    10: lambda site: name(site, *OLD, "/neu"),
    13: lambda site: name(site, OLD[0]),
    17: lambda site: name(site, *OLD, "/neu"),
    20: lambda site: name(site, *OLD[1:], "/neu", "/noch"),
    22: lambda site: status(site, "/sitemap.xml", 404),
    26: lambda site: name(site, *OLD[1:], "/neu", "/noch"),
}


def test_a_month(library: Library, clock: Clock, site: Site) -> None:
    watched = begun(Watching(library, clock.pause), name(site, *OLD), SERVER)
    site.asked.clear()
    told: list[tuple[int, str, list[str]]] = []
    plan = sorted(PLAN.items())
    while True:
        # As after each restart: whatever reads knows nothing but what is stored.
        sites = Sites(Watching(library, clock.pause))
        [due] = sites.all()
        if due.due_at >= BEGIN + 30 * DAY:
            break
        # At midday, for pages are read in the morning.
        while plan and BEGIN + plan[0][0] * DAY - 12 * HOUR < due.due_at:
            plan.pop(0)[1](site)
        clock.time = max(clock.time, due.due_at)
        sites.reread(due.id)
        told += [
            (
                (news.at - BEGIN) // DAY,
                news.trouble or news.kind,
                [url.removeprefix(site.url) for url in news.urls],
            )
            for news in sites.news()
            if sites.tell(news)
        ]

    assert told == [
        (3, "new", ["/neu"]),
        (12, "shrunk", []),
        (17, "healed", []),
        (19, "new", ["/noch"]),
        (19, "gone", ["/0"]),
        (21, "gone", []),
        (27, "healed", []),
    ]
    waiting = sites.offers(watched.id)
    assert [each.url for each in waiting] == [f"{site.url}/neu", f"{site.url}/noch"]
    assert titles(library) == {f"Seite {path}" for path in OLD}
    assert library.indexer.verify() == []
    requests = Counter(path for path in site.asked if path != "/robots.txt")
    # Once a day, in trouble less and less often, and once more until it is well for sure.
    assert requests == {"/sitemap.xml": 38, "/neu": 1, "/noch": 1}
