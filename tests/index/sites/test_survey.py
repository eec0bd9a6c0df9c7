"""What there is to add of a site: by sitemap, feed and links, within limits, from one site only."""

import gzip

import pytest

from index.articles.errors import ArticleAddressInvalidError
from index.articles.web import addresses
from index.articles.web.errors import ArticleAddressRefusedError, ArticleStatusError
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from index.sites import walk
from index.sites.errors import ArticleListingBrokenError, ArticleSiteEmptyError
from index.sites.pages import Limits, Survey
from index.sites.survey import survey
from index.visiting.errors import ArticleRobotsError
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site, serving
from tests.index.sites.siting import page, sitemap, sitemap_index
from tests.index.watching.pages import Clock

ADA = Author("operator:ada")


def looked(watching: Watching, url: str, **limits: int) -> Survey:
    return survey(watching.visits, url, SHARED, Limits(**limits))


def paths(found: Survey, site: Site) -> list[str]:
    return [each.url.removeprefix(site.url) for each in found.pages]


def left(found: Survey) -> dict[str, int]:
    return {reason: each.count for reason, each in found.left_out.items()}


def test_the_pages_of_a_sitemap_are_read_with_pauses(
    watching: Watching, site: Site, clock: Clock
) -> None:
    urls = [page(site, f"/{name}") for name in "abc"]
    found = looked(watching, site.page("/sitemap.xml", sitemap(urls), "application/xml"))

    assert (found.kind, paths(found, site), left(found)) == ("sitemap", ["/a", "/b", "/c"], {})
    assert [each.reading.draft.title for each in found.pages] == [f"Seite /{n}" for n in "abc"]
    assert site.asked == ["/robots.txt", "/sitemap.xml", "/a", "/b", "/c"]
    assert clock.pauses == [2.0, 2.0, 2.0]


def test_a_packed_sitemap_and_one_of_lines_and_a_feed_are_read(
    watching: Watching, site: Site
) -> None:
    url = page(site, "/a")
    rss = f"<rss><channel><item><link>{url}</link></item></channel></rss>".encode()
    for path, raw, kind in (
        ("/sitemap.xml.gz", gzip.compress(sitemap([url])), "application/x-gzip"),
        ("/urls.gz", gzip.compress(url.encode()), "application/octet-stream"),
        ("/urls.txt", url.encode(), "text/plain"),
        ("/feed", rss, "application/rss+xml"),
    ):
        found = looked(watching, site.page(path, raw, kind))
        assert paths(found, site) == ["/a"]
        assert found.kind == ("feed" if path == "/feed" else "sitemap")


def test_an_index_leads_on_and_one_that_includes_itself_is_read_once(
    watching: Watching, site: Site
) -> None:
    one, two = page(site, "/a"), page(site, "/b")
    site.page("/one.xml", sitemap([one]), "text/xml")
    site.page("/two.xml", sitemap([two, one]), "text/xml")
    site.page("/broken.xml", b"<urlset><url>", "text/xml")
    site.page("/html.xml", b"<html></html>", "text/html")
    names = ["/index.xml", "/one.xml", "/two.xml", "/broken.xml", "/html.xml", "/gone.xml"]
    index = sitemap_index([site.url + name for name in names])
    found = looked(watching, site.page("/index.xml", index, "text/xml"))

    assert paths(found, site) == ["/a", "/b"]
    assert left(found) == {"twice": 1, "unreadable": 2, "file": 1}
    assert [type(error) for error in found.left_out["unreadable"].errors] == [
        ArticleListingBrokenError,
        ArticleStatusError,
    ]
    assert site.asked.count("/index.xml") == 1


def test_of_endless_indexes_only_so_many_are_read(watching: Watching, site: Site) -> None:
    for number in range(60):
        further = [f"{site.url}/{number + 1}.xml", f"{site.url}/{number + 2}.xml"]
        site.page(f"/{number}.xml", sitemap_index(further), "text/xml")
    found = looked(watching, site.url + "/0.xml")

    assert found.pages == []
    assert left(found)["files"] >= 1
    assert len([path for path in site.asked if path.endswith(".xml")]) == 50


def test_what_isnt_of_the_site_or_isnt_a_page_is_left_out_and_named(
    watching: Watching, library: Library, site: Site
) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /intern\n")
    own = page(site, "/a")
    page(site, "/intern/b")
    known = page(site, "/bekannt")
    library.add(Draft("Ein anderer Text.", "Bekannt", "de", url=known), ADA)
    site.page("/doppelt", b"", "text/html")
    site.routes["/doppelt"] = site.routes["/a"]
    site.page("/leer", b"", "text/html")
    urls = [
        "https://anderswo.example/a",
        "http://169.254.169.254/latest",
        own,
        site.url + "/bild.png",
        site.url + "/intern/b",
        known,
        site.url + "/doppelt",
        site.url + "/leer",
        site.url + "/weg",
    ]
    found = looked(watching, site.page("/sitemap.xml", sitemap(urls), "text/xml"))

    assert paths(found, site) == ["/a"]
    assert left(found) == {
        "elsewhere": 2,
        "file": 1,
        "robots": 1,
        "known": 1,
        "twice": 1,
        "unreadable": 2,
    }
    assert found.left_out["elsewhere"].examples == urls[:2]
    assert "/bild.png" not in site.asked
    assert "/intern/b" not in site.asked


def test_a_page_that_leads_to_another_site_is_left_out(watching: Watching, site: Site) -> None:
    with serving() as other:
        elsewhere = page(other, "/b")
        site.redirect("/fort", elsewhere)
        urls = [page(site, "/a"), site.url + "/fort"]
        found = looked(watching, site.page("/sitemap.xml", sitemap(urls), "text/xml"))

    assert (paths(found, site), left(found)) == (["/a"], {"elsewhere": 1})


def test_private_addresses_are_refused_as_anywhere(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = library.settings.ingest.model_copy(update={"allow_private_addresses": False})
    library.settings = library.settings.model_copy(update={"ingest": public})
    with pytest.raises(ArticleAddressRefusedError):
        looked(Watching(library), site.page("/sitemap.xml", sitemap([]), "text/xml"))
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    site.redirect("/b", "http://169.254.169.254/latest/meta-data")
    urls = [page(site, "/a"), site.url + "/b"]
    site.page("/sitemap.xml", sitemap(urls), "text/xml")
    found = looked(Watching(library, lambda _: None), site.url + "/sitemap.xml")
    assert (paths(found, site), left(found)) == (["/a"], {"unreadable": 1})


def test_links_are_followed_below_the_page_and_so_many_steps_deep(
    watching: Watching, site: Site
) -> None:
    start = page(
        site,
        "/doku/",
        *(
            "a",
            "/doku/b",
            "/doku/a#oben",
            "/",
            "/dokument",
            "https://anderswo.example/",
            "bild.png",
        ),
    )
    page(site, "/doku/a", "tief/c", "../")
    page(site, "/doku/b")
    page(site, "/doku/tief/c", "d")
    page(site, "/doku/tief/d")
    found = looked(watching, start, depth=2)

    assert found.kind == "pages"
    assert paths(found, site) == ["/doku/", "/doku/a", "/doku/b", "/doku/tief/c"]
    assert left(found) == {"beside": 2, "elsewhere": 1, "file": 1, "depth": 1}
    assert "/doku/tief/d" not in site.asked
    assert paths(looked(watching, start, depth=0), site) == ["/doku/"]


def test_no_more_pages_are_read_than_are_wanted_and_the_rest_is_counted(
    watching: Watching, site: Site
) -> None:
    urls = [page(site, f"/{number}") for number in range(8)]
    url = site.page("/sitemap.xml", sitemap(urls), "text/xml")
    found = looked(watching, url, pages=3)
    assert (paths(found, site), left(found)) == (["/0", "/1", "/2"], {"number": 5})
    start = page(site, "/start/", *(f"/start/{number}" for number in range(6)))
    for number in range(6):
        page(site, f"/start/{number}")
    found = looked(watching, start, pages=3)
    assert (paths(found, site), left(found)) == (
        ["/start/", "/start/0", "/start/1"],
        {"number": 4},
    )
    assert left(survey(watching.visits, url, SHARED, Limits(seconds=0))) == {"time": 8}
    assert left(survey(watching.visits, url, SHARED, Limits(megabytes=0))) == {"size": 8}


def test_a_site_of_dead_pages_is_not_asked_for_all_of_them(
    watching: Watching, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "FRUITLESS", 5)
    dead = [f"{site.url}/weg/{number}" for number in range(9)]
    named = [page(site, "/a"), *dead, page(site, "/b")]
    url = site.page("/sitemap.xml", sitemap(named), "text/xml")
    found = looked(watching, url, pages=3)
    assert (paths(found, site), left(found)) == (["/a"], {"unreadable": 5, "fruitless": 5})
    # Who wants many pages may have as many that give nothing.
    found = looked(watching, url, pages=12)
    assert (paths(found, site), left(found)) == (["/a", "/b"], {"unreadable": 9})


def test_what_leads_nowhere_is_said_in_one_line(watching: Watching, site: Site) -> None:
    site.page("/empty.xml", sitemap([]), "text/xml")
    site.page("/broken.xml", b"<urlset><loc", "text/xml")
    for url, error in (
        ("altheim", ArticleAddressInvalidError),
        (site.url + "/gone.xml", ArticleStatusError),
        (site.url + "/empty.xml", ArticleSiteEmptyError),
        (site.url + "/broken.xml", ArticleListingBrokenError),
    ):
        with pytest.raises(error):
            looked(watching, url)
    site.page("/robots.txt", b"User-agent: *\nDisallow: /\n")
    with pytest.raises(ArticleRobotsError):
        looked(Watching(watching.library), site.url + "/empty.xml")


def test_what_a_server_has_already_is_known_there_alone(
    watching: Watching, library: Library, site: Site
) -> None:
    known = page(site, "/a")
    library.add(Draft("Ein anderer Text.", "A", "de", url=known), ADA, Scope("4711"))
    url = site.page("/sitemap.xml", sitemap([known]), "text/xml")

    assert left(survey(watching.visits, url, Scope("4711"), Limits())) == {"known": 1}
    assert paths(looked(watching, url), site) == ["/a"]
