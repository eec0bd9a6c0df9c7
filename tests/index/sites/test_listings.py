"""Sitemaps and feeds: which addresses they name, and that no hostile one takes long or grows."""

import gzip

import pytest

from index.sites.errors import ArticleListingBrokenError
from index.sites.listings import MOST, listing_of
from tests.index.sites.siting import sitemap, sitemap_index

URL = "https://altheim.example/sitemap.xml"
LIMIT = 25_000_000
A, B = "https://altheim.example/a", "https://altheim.example/b?x=1&y=2"

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Neues</title>
<link>https://altheim.example/</link><item><title>A</title><link>{A}</link></item>
<item><link>/c</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://altheim.example/"/>
<entry><link rel="self" href="https://altheim.example/x"/><link href="{A}#top"/></entry>
<entry><link rel="alternate" href="c"/></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<item rdf:about="{A}"><link> {A} </link></item></rdf:RDF>"""
PREFIXED = f"""<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="i">
<s:url><s:loc>{A}</s:loc><i:image><i:src>https://altheim.example/a.png</i:src></i:image></s:url>
</s:urlset>"""


@pytest.mark.parametrize(
    ("raw", "kind", "urls"),
    [
        (sitemap([A, B.replace("&", "&amp;"), A]), "sitemap", [A, B]),
        (gzip.compress(sitemap([A])), "sitemap", [A]),
        (b"\xef\xbb\xbf  " + sitemap([A])[38:], "sitemap", [A]),
        (sitemap([A]).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "sitemap", [A]),
        (f"{A}\r\n\r\n{B}\nnot an address\n".encode(), "sitemap", [A, B]),
        (PREFIXED.encode(), "sitemap", [A]),
        (sitemap_index([URL, A]), "index", [URL, A]),
        (RSS.encode(), "feed", [A, "https://altheim.example/c"]),
        (ATOM.encode(), "feed", [A, "https://altheim.example/c"]),
        (RDF.encode(), "feed", [A]),
        (
            sitemap(["javascript:alert(1)", "ftp://a.example/", "http://[", "x" * 3000]),
            "sitemap",
            [],
        ),
    ],
)
def test_the_addresses_of_a_file_are_read(raw: bytes, kind: str, urls: list[str]) -> None:
    found = listing_of(raw, URL, LIMIT)
    assert found is not None
    assert (found.kind, list(found.urls), found.cut) == (kind, urls, False)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Ein Text.",
        b"<!doctype html><html><body><p>Eine Seite</html>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        b"<svg/>",
        b"%PDF-1.7",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_neither_sitemap_nor_feed_is_a_page(raw: bytes) -> None:
    assert listing_of(raw, URL, LIMIT) is None


EXTERNAL = (
    b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url>'
    b"</urlset>"
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (sitemap([A])[:-20], "it isn't well-formed"),
        (b"<urlset><url><loc>&nbsp;</loc></url></urlset>", "it isn't well-formed"),
        (
            f'<!DOCTYPE urlset [<!ENTITY l0 "x">{LAUGHS}]><urlset><url><loc>&l9;</loc></url>'
            "</urlset>".encode(),
            "it declares entities",
        ),
        (
            EXTERNAL,
            "it declares entities",
        ),
        (gzip.compress(sitemap([A]))[:-12], "it isn't all there"),
        (gzip.compress(b" " * 3_000_000), "it is too large once it is unpacked"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_in_one_line(raw: bytes, reason: str) -> None:
    with pytest.raises(ArticleListingBrokenError) as refused:
        listing_of(raw, URL, 2_000_000)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_of_a_million_entries_no_more_are_read_than_are_wanted() -> None:
    entries = b"".join(b"<url><loc>https://a.example/%d</loc></url>" % n for n in range(1_000_000))
    found = listing_of(b"<urlset>" + entries, URL, LIMIT)
    # The file isn't even whole: its end is never read.
    assert found is not None
    assert (len(found.urls), found.cut) == (MOST, True)
    assert found.urls[-1] == f"https://a.example/{MOST - 1}"
