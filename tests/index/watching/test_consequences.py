"""What a page's change leads to: it waits, or is taken over, and never overwrites anybody."""

import pytest

from index.config import QuotaSettings, Settings
from index.corpus.errors import (
    ArticleChangedMeanwhileError,
)
from index.library import Library
from index.models import Draft
from index.review.review import Review
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    CHEAPER,
    DOGS,
    HOURS,
    POOL,
    PRICE,
    Clock,
    html,
    serve,
)
from tests.index.watching.watched import (
    ADA,
    LONGER,
    SERVER,
    again,
    changed,
    pool,
    texts,
    the,
    told,
    waiting,
    watched,
)


def test_a_change_waits_for_a_decision_and_is_told_once(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    serve(site, "/bad", *LONGER)

    for _ in range(4):
        again(watching, clock)

    assert told(watching) == [("proposed", None)]
    assert PRICE in texts(library)[0]
    found = watching.decisions.proposal(article)
    assert found is not None
    inspection = Review(library).inspect(found[0], [])
    assert (inspection.added, inspection.removed) == ((CHEAPER,), (PRICE,))


def test_a_page_that_takes_its_change_back_has_nothing_waiting(
    watching: Watching, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    for _ in range(3):
        serve(site, "/bad", *LONGER)
        again(watching, clock)
        serve(site, "/bad", *POOL)
        again(watching, clock)

    assert watching.decisions.proposal(article) is None
    assert told(watching) == []


def test_two_texts_in_turn_are_told_once(watching: Watching, clock: Clock, site: Site) -> None:
    pool(watching, site)
    seen = []
    for _ in range(3):
        serve(site, "/bad", *LONGER)
        again(watching, clock)
        seen += told(watching)
        serve(site, "/bad", *POOL)
        again(watching, clock)
        seen += told(watching)

    assert seen == [("proposed", None)]


def test_where_it_is_wanted_a_change_is_taken_over_by_itself(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)
    watched(watching, url, "always")
    serve(site, "/bad", *LONGER)

    [outcome] = again(watching, clock)

    assert outcome.change is not None
    assert (outcome.change.who, outcome.change.why) == ("watch", url)
    assert told(watching) == [("taken", None)]
    assert library.ask("Was kostet der Eintritt?").citations[0].sentence.text == CHEAPER
    assert library.indexer.verify() == []


def test_what_somebody_changed_by_hand_is_never_overwritten_by_itself(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site, "always")
    library.replace(article, Draft(HOURS, "Freibad", "de"), ADA)
    changed(watching, clock, site, *LONGER)

    assert told(watching) == [("proposed", None)]
    assert texts(library) == [HOURS]
    shown = waiting(watching, article)
    library.replace(article, Draft(DOGS, "Freibad", "de"), ADA)
    with pytest.raises(ArticleChangedMeanwhileError):
        watching.decisions.take_over(article, shown, ADA)
    assert texts(library) == [DOGS]


def test_a_page_of_which_nothing_is_left_is_asked_about_even_so(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    pool(watching, site, "always")
    serve(site, "/bad", *(f"Diese Domain steht zum Verkauf, Angebot {n}." for n in range(4)))
    site.page("/bad", site_for_sale(), "text/html")
    again(watching, clock)

    assert told(watching) == [("proposed", None)]
    assert PRICE in texts(library)[0]


def site_for_sale() -> bytes:
    return html("Diese Domain steht zum Verkauf.", "Rufen Sie uns an.").replace(
        b"<h1>Freibad</h1>", b"<h1>Zu verkaufen</h1>"
    )


def test_what_people_said_of_an_article_stays_unless_the_page_says_otherwise(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    date = '<meta property="article:published_time" content="2026-02-{}">'
    url = site.page("/bad", html(*POOL, head=date.format("03")), "text/html")
    by_hand = library.add(Draft(HOURS, "Unser Bad", "de", "2020", url, "Ada"), ADA)
    watched(watching, url, "always")
    site.page("/bad", html(*LONGER, head=date.format("17")), "text/html")
    again(watching, clock)

    article = library.corpus.article(by_hand.article_id)
    assert (article.title, article.author) == ("Unser Bad", "Ada")
    assert article.date == "2026-02-17"


def test_a_server_s_pages_take_no_more_room_than_it_has(
    settings: Settings, clock: Clock, site: Site
) -> None:
    quota = QuotaSettings(sentences=5)
    with Library.open(settings.model_copy(update={"quota": quota}), clock=clock) as library:
        watching = Watching(library, clock.pause)
        pool(watching, site, "always", SERVER)
        serve(site, "/bad", *LONGER, "Es gibt eine Rutsche.", "Sie ist 40 Meter lang.")
        again(watching, clock)

        assert told(watching) == [("proposed", None)]
        assert "Rutsche" not in texts(library)[0]


def test_a_page_that_moved_with_its_text_is_the_same_page(
    watching: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    site.redirect("/bad", "/neu")
    serve(site, "/neu", *POOL)
    again(watching, clock)
    serve(site, "/neu", *LONGER)
    again(watching, clock)

    assert told(watching) == [("proposed", None)]
    assert the(watching).landed == f"{site.url}/neu"
