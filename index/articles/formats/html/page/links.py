"""Where a web page leads: the addresses of its links, as its reader would follow them."""

from urllib.parse import urldefrag, urljoin

from lxml.html import HtmlElement

from index.articles.metadata import web_address

MOST = 500
"""Links of one page."""

LONGEST = 500
"""Characters of an address."""


def links(tree: HtmlElement, address: str | None) -> tuple[str, ...]:
    """Return the addresses that a page at `address` links to, each once, in its order.

    Without an address there are none; those that say “nofollow” aren't followed.
    """
    if address is None:
        return ()
    base = address
    for element in tree.iter("base"):
        base = _joined(address, element.get("href", "")) or address
        break
    found: dict[str, None] = {}
    for element in tree.iter("a"):
        target = _joined(base, element.get("href", ""))
        if target is not None and "nofollow" not in element.get("rel", "").lower().split():
            found.setdefault(target)
        if len(found) >= MOST:
            break
    return tuple(found)


def _joined(base: str, href: str) -> str | None:
    href = href.strip()
    if not href or len(href) > LONGEST:
        return None
    try:
        target = urldefrag(urljoin(base, href)).url
    except ValueError:
        return None
    return web_address(target) if len(target) <= LONGEST else None
