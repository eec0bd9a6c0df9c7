"""Watched pages and sites go along with an export, and come back where it is taken in."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from index.config import IngestSettings, QuotaSettings, Settings
from index.corpus.errors import ImportLineRefusedError
from index.library import Library
from index.scopes import SHARED, Scope
from index.sites.sites import Sites
from index.sites.transfer import export_all, import_all
from index.watching.watches import WatchRequest
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.sites.siting import sitemap
from tests.index.watching.pages import CHEAPER, DAY, DOGS, HOUR, HOURS, POOL, RULES, Clock, serve
from tests.index.watching.pages import status as answer_with
from tests.index.watching.watched import ADA, SERVER, again, changed, pool, the, told
from tests.models import BUILTIN

LONGER = (HOURS, CHEAPER, DOGS, RULES)
HERE = "http://127.0.0.1"


@pytest.fixture
def there(tmp_path: Path, settings: Settings, clock: Clock) -> Iterator[Watching]:
    """Another machine, which may read this machine's own server, too."""
    own = Settings(
        data_dir=tmp_path / "there",
        seeds_dir=None,
        embedder=BUILTIN,
        ingest=settings.ingest,
        quota=QuotaSettings(watches=1),
    )
    with closing(Library.open(own, clock=clock)) as library:
        yield Watching(library, clock.pause)


@pytest.fixture
def careful(tmp_path: Path, clock: Clock) -> Iterator[Watching]:
    """A machine that reads public addresses alone."""
    own = Settings(
        data_dir=tmp_path / "careful", seeds_dir=None, embedder=BUILTIN, ingest=IngestSettings()
    )
    with closing(Library.open(own, clock=clock)) as library:
        yield Watching(library, clock.pause)


def carry(watching: Watching, there: Watching, scope: Scope | None = None) -> tuple[str, ...]:
    """Take what is here over there; return which addresses are watched again."""
    lines = list(export_all(watching.library, scope))
    return import_all(there.library, lines, "x.jsonl", importer=ADA.who).watched


def test_a_watched_page_is_watched_again_at_once_and_nothing_is_told(
    watching: Watching, there: Watching, clock: Clock, site: Site
) -> None:
    url = watching.of(pool(watching, site))
    assert url is not None
    assert carry(watching, there) == (url.url,)
    watch = the(there)
    assert (watch.url, watch.every, watch.apply) == (url.url, DAY, "ask")
    assert watch.due_at == clock.time
    [outcome] = again(there, clock, timedelta())
    assert (outcome.watch.proposed, told(there)) == (None, [])
    [outcome] = changed(there, clock, site, *LONGER)
    assert outcome.added == (CHEAPER,)
    assert told(there) == [("proposed", None)]


def test_what_people_know_of_is_not_told_again_and_what_they_do_not_is(
    watching: Watching, there: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    changed(watching, clock, site, *LONGER)
    assert told(watching) == [("proposed", None)]
    answer_with(site, "/bad", 404)
    again(watching, clock)
    carry(watching, there)
    again(there, clock)
    # That the page is gone nobody had been told yet.
    assert told(there) == [("trouble", "gone")]
    serve(site, "/bad", *LONGER)
    again(there, clock)
    [outcome] = again(there, clock, HOUR * 2)
    assert told(there) == [("healed", None)]
    # The change was told of before; it waits for a decision here, too.
    assert outcome.watch.proposed is not None


def test_a_page_in_trouble_that_people_know_of_is_told_once_it_heals(
    watching: Watching, there: Watching, clock: Clock, site: Site
) -> None:
    pool(watching, site)
    answer_with(site, "/bad", 404)
    again(watching, clock)
    assert told(watching) == [("trouble", "gone")]
    carry(watching, there)
    again(there, clock, timedelta())
    assert told(there) == []
    serve(site, "/bad", *POOL)
    again(there, clock)
    again(there, clock, HOUR * 2)
    assert told(there) == [("healed", None)]


def test_what_somebody_changed_by_hand_is_not_taken_over_on_the_other_machine_either(
    watching: Watching, there: Watching, clock: Clock, site: Site
) -> None:
    article = pool(watching, site, "always")
    corpus = watching.library.corpus
    by_hand = replace(corpus.draft_of(corpus.article(article)), title="Unser Freibad")
    watching.library.replace(article, by_hand, ADA)
    carry(watching, there)
    serve(site, "/bad", *LONGER)
    again(there, clock, timedelta())
    assert told(there) == [("proposed", None)]
    assert there.library.corpus.article(article).title == "Unser Freibad"


def test_a_server_s_limits_hold_and_its_file_reaches_no_further(
    watching: Watching, there: Watching, site: Site
) -> None:
    for path in ("/eins", "/zwei"):
        url = serve(site, path, path, *POOL)
        watching.watch(WatchRequest(url, SERVER, timedelta(minutes=10), "ask"), ADA)
    elsewhere = serve(site, "/drei", "Drei.", *POOL)
    watching.watch(WatchRequest(elsewhere, Scope("8"), DAY, "ask"), ADA)
    lines = list(export_all(watching.library, SERVER))
    assert elsewhere not in lines[0]
    imported = import_all(there.library, lines, "x.jsonl", importer=ADA.who)
    assert (len(imported.watched), len(imported.not_watched)) == (1, 1)
    assert the(there).every == timedelta(hours=1)
    # Again, nothing is added.
    assert import_all(there.library, lines, "x.jsonl", importer=ADA.who).watched == ()


def test_private_addresses_are_watched_no_more_where_they_may_not_be_read(
    watching: Watching, careful: Watching, site: Site
) -> None:
    article = pool(watching, site)
    imported = import_all(
        careful.library, export_all(watching.library), "x.jsonl", importer=ADA.who
    )
    [left] = imported.not_watched
    assert left.startswith(HERE)
    assert careful.watches() == []
    assert careful.library.corpus.article(article).title == "Freibad"


@pytest.mark.parametrize(
    ("heading", "name", "value"),
    [
        ("watches", "url", "file:///etc/passwd"),
        ("watches", "landed", "javascript:alert(1)"),
        ("watches", "every", 1),
        ("watches", "every", "86400"),
        ("watches", "apply", "never"),
        ("watches", "text_hash", "x"),
        ("watches", "trouble", "nothing"),
        ("watches", "said", {"title": 7}),
        ("sites", "scope", "8"),
        ("sites", "url", "ftp://site.example"),
        ("sites", "listed", ["data:text/html,x"]),
        ("sites", "pages", 0),
        ("sites", "every", -1),
    ],
)
def test_what_no_export_has_is_refused_and_nothing_is_stored(
    watching: Watching, there: Watching, site: Site, heading: str, name: str, value: object
) -> None:
    pool(watching, site, scope=SERVER)
    watch_site(watching, site, SERVER)
    header, *rest = export_all(watching.library, SERVER)
    told = json.loads(header)
    told[heading][0][name] = value
    with pytest.raises(ImportLineRefusedError, match=f"line 1 has a “{heading}”"):
        import_all(there.library, [json.dumps(told), *rest], "x.jsonl", importer=ADA.who)
    assert there.library.catalogue.articles() == []
    assert (there.watches(), Sites(there).all()) == ([], [])


@pytest.mark.parametrize("rubbish", [7, "x", {}, [7], [None], [[]], [{}]])
def test_rubbish_in_their_place_is_refused(there: Watching, rubbish: Any) -> None:  # noqa: ANN401 - JSON
    header = {"format": "belegbot collection", "version": 1, "watches": rubbish}
    lines = [json.dumps(header), json.dumps({"changes": 0})]
    if rubbish == {}:
        lines[0] = lines[0].replace("{}", '{"a": 1}')
    with pytest.raises(ImportLineRefusedError):
        import_all(there.library, [lines[0], *lines[1:]], "x.jsonl", importer=ADA.who)


def test_a_watch_of_an_article_that_is_not_there_or_of_another_server_is_left_out(
    watching: Watching, there: Watching, site: Site
) -> None:
    article = pool(there, site, scope=Scope("8"))
    there.unwatch(article)
    pool(watching, site, scope=SERVER)
    header, *rest = export_all(watching.library, SERVER)
    told = json.loads(header)
    [own] = told["watches"]
    told["watches"] = [own | {"article_id": article}, own | {"article_id": "none"}]
    imported = import_all(there.library, [json.dumps(told), *rest], "x.jsonl", importer=ADA.who)
    assert (imported.watched, there.watches()) == ((), [])


def test_a_watched_site_is_read_again_and_offers_what_nobody_has_decided_on(
    watching: Watching, there: Watching, clock: Clock, site: Site
) -> None:
    sites = Sites(watching)
    watch_site(watching, site, SHARED)
    serve(site, "/neu", "Neu ist die Rutsche.", *POOL)
    serve_sitemap(site, "/alt", "/neu")
    clock.move(DAY)
    [own] = sites.due()
    sites.reread(own.id)
    assert len(sites.offers(own.id)) == 1
    carry(watching, there)
    arrived = Sites(there)
    [came] = arrived.due()
    arrived.reread(came.id)
    assert [page.url for page in arrived.offers(came.id)] == [site.url + "/neu"]


def serve_sitemap(site: Site, *paths: str) -> str:
    """Serve a sitemap that names pages; return its address."""
    return site.page("/sitemap.xml", sitemap([site.url + path for path in paths]), "text/xml")


def watch_site(watching: Watching, site: Site, scope: Scope) -> None:
    """Watch a site of one page."""
    serve(site, "/alt", "Alt ist die Wiese.", *POOL)
    Sites(watching).watch_now(WatchRequest(serve_sitemap(site, "/alt"), scope, DAY, "ask"), 5)
