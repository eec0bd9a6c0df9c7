"""A site of many pages, with sitemaps and feeds of them."""

from collections.abc import Sequence

from tests.index.articles.web.web_server import Site

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def page(site: Site, path: str, *links: str) -> str:
    """Serve a page with a text of its own that leads to others; return its address."""
    anchors = "".join(f'<a href="{link}">weiter</a> ' for link in links)
    body = (
        f"<html lang=de><head><meta charset=utf-8><title>Seite {path}</title></head><body>"
        f"<article><h1>Seite {path}</h1><p>Auf {path} steht, was nur hier steht.</p>"
        f"<p>Es ist die Seite {path} von Altheim.</p></article><nav>{anchors}</nav></body></html>"
    )
    return site.page(path, body.encode(), "text/html")


def sitemap(urls: Sequence[str]) -> bytes:
    """Return a sitemap of these addresses."""
    entries = "".join(f"<url><loc>{url}</loc><priority>0.5</priority></url>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {XMLNS}>{entries}</urlset>'.encode()


def sitemap_index(urls: Sequence[str]) -> bytes:
    """Return an index of sitemaps."""
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<?xml version="1.0"?><sitemapindex {XMLNS}>{entries}</sitemapindex>'.encode()
