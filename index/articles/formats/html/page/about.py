"""What a web page says about itself: title, author, date, address; mostly through trafilatura."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml.html import HtmlElement

from index.articles.formats.html import trees
from index.articles.metadata import MAX_TITLE, Metadata, found_metadata, web_address

SEPARATOR = re.compile(r" (?:[|·•»«/–—-]|::) | ?\| ?")
NOT_LETTERS = re.compile(r"[\W_]+")
SITE_NAMES = {"og:site_name", "application-name", "apple-mobile-web-app-title"}
APART = {"footer", "nav", "aside"}
APART_NAMES = {"footer", "sidebar", "comments", "related"}
"""Where a page's dates are others than its article's."""
HEADLINES = 20
"""Headlines of a page that are compared with its title."""


def metadata(tree: HtmlElement, address: str | None) -> Metadata:
    """Return what a page says about itself; `address` is where it was fetched from, if it was."""
    body = deepcopy(tree)
    trees.drop([element for element in body.iter() if _is_apart(element)])
    # Without the extensive search: it takes any number for a year, such as that of a copyright.
    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": datetime.now(UTC).date().isoformat(),
    }
    found = trafilatura.extract_metadata(body, default_url=address, date_config=dates)
    canonical = _canonical(tree, address)
    title = _title(tree, found.title or "", canonical or address or "")
    values = {"title": title, "author": found.author, "date": found.date}
    return found_metadata({**values, "url": canonical or address or ""})


def _is_apart(element: HtmlElement) -> bool:
    if element.tag not in APART and element.get("role") != "contentinfo":
        if element.tag not in {"div", "section"}:
            return False
        names = {*(element.get("class") or "").split(), element.get("id")}
        return not APART_NAMES.isdisjoint(names)
    return element.tag != "footer" or next(element.iterancestors("article"), None) is None


def _title(tree: HtmlElement, found: str, address: str) -> str:
    """Return the title, without the name of the site.

    Of several, it is that of which the page's `<title>` speaks, too.
    """
    whole = _first(tree, "title")
    told = [each.strip() for each in _contents(tree, {"og:title"}) if each.strip()]
    if len(set(told)) > 1:
        # Titles begin with what is on the page, and end with the site's name.
        known = [each for each in told if _letters(each) in _letters(whole)]
        found = min(known, key=lambda each: _letters(whole).find(_letters(each)), default=told[0])
    headlines = [_line("".join(h1.itertext())) for h1 in islice(tree.iter("h1"), HEADLINES)]
    if found and whole and _letters(found) not in _letters(whole):
        named = (each for each in headlines if each and _letters(each) in _letters(whole))
        found = next(named, found)
    sites = [*_contents(tree, SITE_NAMES)]
    parts = list(SEPARATOR.finditer(whole[:MAX_TITLE]))
    if parts and _letters(found) == _letters(whole[parts[-1].end() :]):
        # The site's name comes last; where that is the headline, it stands on each of its pages.
        before = whole[: parts[-1].start()]
        lower = islice(tree.iter("h1", "h2", "h3"), HEADLINES)
        if any(_letters("".join(each.itertext())) == _letters(before) for each in lower):
            return before
    return _without_site(found or whole, headlines, sites, address)


def _without_site(title: str, headlines: list[str], sites: list[str], address: str) -> str:
    """Cut off what a page's title says of its site, at its end or at its beginning."""
    title = _line(title[:MAX_TITLE])
    host = _letters(urlsplit(address).hostname or "") if address else ""
    known = {_letters(each) for each in sites}
    heads = {_letters(each) for each in headlines}
    while parts := list(SEPARATOR.finditer(title)):
        for kept, cut in (
            (title[: parts[-1].start()], title[parts[-1].end() :]),
            (title[parts[0].end() :], title[: parts[0].start()]),
            (title[: parts[0].start()], title[parts[0].end() :]),
        ):
            name, rest = _letters(cut), _letters(kept)
            if rest and (not name or name in known or name in host or rest in heads):
                title = kept.strip()
                break
        else:
            return title
    return title


def _contents(tree: HtmlElement, names: set[str]) -> Iterator[str]:
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").strip().lower() in names:
            yield meta.get("content") or ""


def _first(tree: HtmlElement, tag: str) -> str:
    element = next(tree.iter(tag), None)
    return "" if element is None else _line("".join(element.itertext()))


def _line(text: str) -> str:
    return " ".join(text.split())


def _letters(text: str) -> str:
    return NOT_LETTERS.sub("", text).lower()


def _canonical(tree: HtmlElement, address: str | None) -> str | None:
    """Return the address that a page gives itself; a fetched one only on the same host."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical":
            try:
                url = web_address(urljoin(address or "", (link.get("href") or "").strip()))
                same = not address or urlsplit(url or "").hostname == urlsplit(address).hostname
            except ValueError:
                return None
            return url if same else None
    return None
