"""A month with a site that changes, breaks, redirects and lies: nothing lost, nobody told twice."""

from collections import Counter
from collections.abc import Callable

from index.corpus.changelog import Author
from index.library import Library
from index.scopes import SHARED, Scope
from index.watching.watches import WatchRequest
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    BEGIN,
    CHEAPER,
    DAY,
    DOGS,
    HOUR,
    HOURS,
    POOL,
    RULES,
    Clock,
    html,
    serve,
    serve_with_etag,
    status,
)

ADA = Author("operator:ada")
SERVER = Scope("4711")
FREE = "Der Eintritt ist frei."
SLIDE = "Es gibt eine Rutsche."

Event = Callable[[Site], object]

LONG = tuple(f"{sentence} So steht es in Absatz {n}." for n in range(4) for sentence in POOL)


def down(site: Site) -> None:
    for path in ("/careful", "/asked", "/liar"):
        status(site, path, 503)


PLAN: dict[int, Event] = {
    # Read once a day with validators; changes twice, goes and comes back.
    3: lambda site: serve_with_etag(site, "/careful", HOURS, CHEAPER, DOGS, RULES),
    9: lambda site: status(site, "/careful", 404),
    14: lambda site: serve_with_etag(site, "/careful", HOURS, CHEAPER, DOGS, RULES),
    20: lambda site: serve_with_etag(site, "/careful", HOURS, FREE, DOGS, RULES),
    # Asked about: changes, moves away with another text, comes back as it was.
    4: lambda site: serve(site, "/asked", *LONG[:-1]),
    11: lambda site: site.redirect("/asked", "/"),
    17: lambda site: serve(site, "/asked", *LONG[:-1]),
    # Lies: a login, an empty page, a page of another site, 304 unasked, 5 GB; then as it was.
    5: lambda site: site.redirect("/liar", "/login"),
    7: lambda site: site.page("/liar", b"", "text/html"),
    10: lambda site: site.page("/liar", html("Wartung."), "text/html"),
    12: lambda site: status(site, "/liar", 304),
    15: lambda site: site.page("/liar", b"x" * 10, "text/html", Content_Range="0"),
    18: lambda site: serve(site, "/liar", *LONG, SLIDE),
    # For a night all is down.
    24: down,
    25: lambda site: [
        serve_with_etag(site, "/careful", HOURS, FREE, DOGS, RULES),
        serve(site, "/asked", *LONG[:-1]),
        serve(site, "/liar", *LONG, SLIDE),
    ],
}


def test_a_month(library: Library, clock: Clock, site: Site) -> None:
    serve(site, "/", "Willkommen in Altheim.", "Hier steht, was es Neues gibt.")
    serve(site, "/login", "Bitte melde dich an.")
    watching = Watching(library, clock.pause)
    careful = watching.watch(
        WatchRequest(serve_with_etag(site, "/careful", *POOL), SERVER, DAY, "always"), ADA
    ).watch.article_id
    asked = watching.watch(
        WatchRequest(serve(site, "/asked", *LONG), SHARED, DAY, "ask"), ADA
    ).watch.article_id
    liar = watching.watch(
        WatchRequest(serve(site, "/liar", *LONG, SLIDE, DOGS), SHARED, DAY, "always"), ADA
    ).watch.article_id
    serve(site, "/liar", *LONG, SLIDE)
    names = {careful: "careful", asked: "asked", liar: "liar"}
    told: list[tuple[str, int, str, str | None]] = []

    plan = sorted(PLAN.items())
    while (due_at := watching.watches()[0].due_at) < BEGIN + 30 * DAY:
        # At midday, for pages are read in the morning.
        while plan and BEGIN + plan[0][0] * DAY - 12 * HOUR < due_at:
            plan.pop(0)[1](site)
        clock.time = max(clock.time, due_at)
        # As after each restart: whatever reads knows nothing but what is stored.
        watching = Watching(library, clock.pause)
        for watch in watching.due():
            watching.reread(watch.article_id)
        for news in watching.news():
            if watching.tell(news):
                day = (news.at - BEGIN) // DAY
                told.append((names[news.article_id], day, news.kind, news.trouble))

    assert [each[1:] for each in told if each[0] == "careful"] == [
        (3, "taken", None),
        (9, "trouble", "gone"),
        (14, "healed", None),
        (20, "taken", None),
    ]
    assert [each[1:] for each in told if each[0] == "asked"] == [
        (4, "proposed", None),
        (11, "trouble", "moved"),
        (19, "healed", None),
    ]
    assert [each[1:] for each in told if each[0] == "liar"] == [
        (1, "taken", None),
        (5, "trouble", "login"),
        (19, "healed", None),
    ]
    corpus = library.corpus
    assert FREE in corpus.article(careful).text
    assert LONG[-1] in corpus.article(asked).text
    assert all(sentence in corpus.article(liar).text for sentence in (*LONG, SLIDE))
    assert [change.operation for change in corpus.changes()] == ["add"] * 3 + ["replace"] * 3
    proposal, _ = watching.decisions.proposal(asked) or (None, "")
    assert proposal is not None
    assert LONG[-1] not in proposal.draft.text
    assert library.indexer.verify() == []
    requests = Counter(path for path in site.asked if path != "/robots.txt")
    # Once a day, twice where it changed; in trouble after 1, 2, 4, … 64 hours and every three days.
    assert requests == {"/careful": 38, "/asked": 35, "/": 8, "/liar": 31, "/login": 6}
