"""Feeds (RSS, Atom) -> their items, each a section with its title, its date and its text."""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import unescape

from lxml import etree
from lxml.etree import _Element

from index.articles.drafting import Content
from index.articles.formats import xml
from index.articles.formats.errors import ArticleFeedBrokenError
from index.articles.formats.html import fragments, trees
from index.articles.metadata import Metadata, found_metadata, iso_date
from index.articles.omissions import Omission
from index.articles.structure import Node, deeper, heading, lay_out, plain

ITEMS = {"item", "entry"}
DATES = ("published", "pubDate", "date", "issued", "updated", "modified", "lastBuildDate")
NAMESPACES = {
    "",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://backend.userland.com/rss2",
    "http://www.w3.org/1999/xhtml",
}
"""Those of feeds; others use the same names for other things, such as pictures."""
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

MARKED = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
TAGS = re.compile(r"<[^<>]{0,500}>")
TEASER = 80
"""Characters of a summary by which it is known to be the text's beginning."""
MORE = 40
"""Characters of a link to the whole text, such as "Read on"."""
PERSON = re.compile(r"[^\s()]{1,100}@[^\s()]{1,100}\s{1,10}\(([^()]{1,200})\)")
"""How RSS names one: by mail address, and the name behind it."""


def read(text: str, *, source: str) -> Content:
    """Read a feed.

    Raises:
        ArticleFeedBrokenError: it can't be taken apart.
        ArticleError: an item's HTML can't be read, as in `fragments`.
    """
    try:
        root = xml.parse(text)
    except ValueError as error:
        raise ArticleFeedBrokenError(source=source) from error
    channel = next((child for child in root if _name(child) == "channel"), root)
    found = [item for parent in {root: 0, channel: 0} for item in parent if _name(item) in ITEMS]
    reading = _Reading(source)
    nodes = [node for item in found for node in reading.item(item)]
    about = _child(channel, "description", "subtitle")
    above = reading.text(about) if about is not None else []
    return Content(
        metadata=_metadata(channel),
        layout=lay_out([*above, *nodes]),
        dropped=reading.hidden,
        hidden=reading.hidden,
        scripts=reading.scripts,
        omissions=[Omission("attachments", reading.enclosures), *reading.omissions],
    )


class _Reading:
    """What is found in the items of one feed."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.hidden = 0
        self.scripts = 0
        self.omissions: list[Omission] = []
        self.enclosures = 0

    def item(self, item: _Element) -> Iterator[Node]:
        """Yield an item's title and, beneath it, all that it says."""
        title = " ".join(self._line(_child(item, "title")).split())
        about = ", ".join(filter(None, (_date(item), _author(item))))
        self.enclosures += sum(1 for child in item if _name(child) == "enclosure")
        link = _link(item)
        text = deeper([node for part in _texts(item) for node in self.text(part, link)], 2)
        yield Node(
            "section",
            children=[
                *([heading(title, 2)] if title else []),
                *([Node("lead_in", about)] if about else []),
                Node("section", children=text),
            ],
        )

    def text(self, element: _Element, link: str = "") -> list[Node]:
        """Return what an element says, in HTML, in XHTML, or plainly; not where `link` leads on."""
        if any(_name(child) == "div" for child in element):
            html = "".join(etree.tostring(child, encoding="unicode") for child in element)
        else:
            html = "".join(element.itertext())
            if not MARKED.search(html):
                return plain(html)
        fragment = fragments.read(
            html, source=self._source, prepare=lambda tree: _drop_link(tree, link)
        )
        self.hidden += fragment.hidden
        self.scripts += fragment.scripts
        self.omissions += fragment.omissions
        return fragment.nodes

    def _line(self, element: _Element | None) -> str:
        return "" if element is None else lay_out(self.text(element)).text


def _drop_link(tree: _Element, address: str) -> None:
    """Leave out links to an item itself that stand alone: "Read on"."""
    own = [link for link in tree.iter("a") if address and link.get("href") == address]
    for link in own:
        parent, length = link.getparent(), trees.text_length(link)
        if parent is not None and length <= MORE and trees.text_length(parent) == length:
            trees.drop([link])


def _metadata(channel: _Element) -> Metadata:
    title = _child(channel, "title")
    return found_metadata(
        {
            "title": "" if title is None else "".join(title.itertext()),
            "author": _author(channel),
            "date": _date(channel),
            "url": _link(channel),
            "language": _value(channel, "language") or channel.get(LANGUAGE) or "",
        }
    )


def _texts(item: _Element) -> list[_Element]:
    """Return what an item says: its text, with its summary where that isn't in the text."""
    text = _child(item, "encoded", "content")
    summary = _child(item, "description", "summary")
    if text is None or summary is None:
        return [each for each in (text, summary) if each is not None]
    both = [TAGS.sub(" ", unescape("".join(each.itertext()))) for each in (text, summary)]
    told, shown = (" ".join(each.split()) for each in both)
    return [text] if shown[:TEASER].rstrip(" .…[]") in told else [summary, text]


def _name(element: _Element) -> str:
    """Return the name of what belongs to a feed; nothing for other elements."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if (name.namespace or "") in NAMESPACES else ""


def _child(element: _Element, *names: str) -> _Element | None:
    """Return the first child of the first of the names that there is."""
    for name in names:
        for child in element:
            if _name(child) == name:
                return child
    return None


def _value(element: _Element, *names: str) -> str:
    child = _child(element, *names)
    return "" if child is None else "".join(child.itertext()).strip()


def _date(element: _Element) -> str:
    for name in DATES:
        value = _value(element, name)
        if day := iso_date(value):
            return day
        try:
            return parsedate_to_datetime(value[:100]).date().isoformat()
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return ""


def _author(element: _Element) -> str:
    author = _child(element, "author")
    name = "" if author is None else _value(author, "name") or "".join(author.itertext()).strip()
    named = PERSON.fullmatch(name)
    return named[1] if named else name or _value(element, "creator")


def _link(channel: _Element) -> str:
    for child in channel:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or child.text or "").strip()
    return ""
