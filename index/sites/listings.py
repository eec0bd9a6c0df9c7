"""Sitemaps and feeds: which addresses they name. No more of a file is read than is wanted.

By Expat alone, which takes one piece after the other; whoever declares entities is refused, so that
none can grow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urldefrag, urljoin
from xml.parsers import expat

from index.articles.metadata import web_address
from index.articles.web.compression import BrokenOffError, TooMuchError, unpacked
from index.i18n import N_
from index.sites.errors import ArticleListingBrokenError

Kind = Literal["sitemap", "index", "feed"]

ROOTS: dict[str, Kind] = {
    "urlset": "sitemap",
    "sitemapindex": "index",
    "rss": "feed",
    "feed": "feed",
    "RDF": "feed",
}
ENTRIES = {"url", "sitemap", "item", "entry"}
ADDRESSES = {"loc", "link"}

MOST = 10_000
"""Addresses that are taken from one file; the rest isn't read."""

LONGEST = 2000
"""Characters of an address."""

CHUNK = 65_536
GZIP = b"\x1f\x8b"
BEGINS = 1000
"""Bytes in which a listing shows that it is one."""

NOT_WELL_FORMED = N_("it isn't well-formed")
DECLARES = N_("it declares entities, which none has to")
BROKEN_OFF = N_("it isn't all there")
TOO_LARGE = N_("it is too large once it is unpacked")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file names: pages or, for an `index`, further files. `cut`: there would be more."""

    kind: Kind
    urls: Sequence[str]
    cut: bool


class _Enough(Exception):  # noqa: N818 - nothing is wrong
    """As much was read as is wanted."""


class _Declared(Exception):  # noqa: N818 - said in another one's words
    """An entity is declared."""


class _Other(Exception):  # noqa: N818 - nothing is wrong
    """It is neither a sitemap nor a feed."""


def listing_of(raw: bytes, url: str, limit: int) -> Listing | None:
    """Return what a file at `url` names; None if it is neither a sitemap nor a feed.

    `limit` is that of a file in bytes, once it is unpacked.

    Raises:
        ArticleListingBrokenError: it would be one, and can't be read.
    """
    if raw.startswith(GZIP):
        try:
            raw = unpacked(raw, "gzip", limit)
        except BrokenOffError as error:
            raise ArticleListingBrokenError(url=url, reason=BROKEN_OFF) from error
        except TooMuchError as error:
            raise ArticleListingBrokenError(url=url, reason=TOO_LARGE) from error
    start = raw[:BEGINS].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"http://", b"https://")):
        return _from_lines(raw, url)
    if not start.startswith(b"<") and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    return _from_xml(raw, url)


def _from_lines(raw: bytes, url: str) -> Listing:
    """Read a sitemap that has an address a line."""
    found: dict[str, None] = {}
    for line in raw.splitlines():
        if len(found) >= MOST:
            return Listing("sitemap", list(found), cut=True)
        address = _address(url, line[: LONGEST + 1].decode("utf-8", "replace"))
        if address is not None:
            found.setdefault(address)
    return Listing("sitemap", list(found), cut=False)


@dataclass
class _Reader:
    """Takes the addresses from a file's elements as they come."""

    url: str
    kind: Kind | None = None
    found: dict[str, None] = field(default_factory=dict)
    within: bool = False
    text: list[str] | None = None
    length: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if self.kind is None:
            self.kind = ROOTS.get(name)
            if self.kind is None:
                raise _Other
            return
        if name in ENTRIES:
            self.within = True
        elif self.within and name in ADDRESSES:
            href = attributes.get("href")
            if href is None:
                self.text, self.length = [], 0
            elif attributes.get("rel", "alternate") == "alternate":
                self.keep(href)

    def data(self, text: str) -> None:
        if self.text is not None and self.length <= LONGEST:
            self.text.append(text)
            self.length += len(text)

    def end(self, name: str) -> None:
        name = _local(name)
        if name in ENTRIES:
            self.within = False
        elif name in ADDRESSES and self.text is not None:
            self.keep("".join(self.text))
            self.text = None

    def keep(self, address: str) -> None:
        found = _address(self.url, address)
        if found is not None and found not in self.found:
            if len(self.found) >= MOST:
                raise _Enough
            self.found[found] = None


def _from_xml(raw: bytes, url: str) -> Listing | None:
    reader = _Reader(url)
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.data
    parser.EndElementHandler = reader.end
    cut = False
    try:
        for place in range(0, len(raw), CHUNK):
            parser.Parse(raw[place : place + CHUNK])
        parser.Parse(b"", True)  # noqa: FBT003 - that it is the end
    except _Enough:
        cut = True
    except _Other:
        return None
    except _Declared as error:
        raise ArticleListingBrokenError(url=url, reason=DECLARES) from error
    except (expat.ExpatError, LookupError, ValueError) as error:
        if reader.kind is None:
            return None  # a web page that is no XML, say
        raise ArticleListingBrokenError(url=url, reason=NOT_WELL_FORMED) from error
    if reader.kind is None:
        return None
    return Listing(reader.kind, list(reader.found), cut)


def _refuse_entity(*_: object) -> None:
    raise _Declared


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _address(base: str, value: str) -> str | None:
    value = value.strip()
    if not value or len(value) > LONGEST:
        return None
    try:
        return web_address(urldefrag(urljoin(base, value)).url)
    except ValueError:
        return None
