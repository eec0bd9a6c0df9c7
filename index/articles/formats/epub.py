"""E-books (EPUB) -> their chapters in the order in which they are read."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import _Element

from index.articles.decoding import encodings
from index.articles.drafting import Content
from index.articles.errors import ArticleArchiveError
from index.articles.formats import xml
from index.articles.formats.errors import (
    ArticleBookBrokenError,
    ArticleBookProtectedError,
    ArticleOfficeBrokenError,
    ArticleOfficeEncryptedError,
    ArticleOfficeTooLargeError,
)
from index.articles.formats.html import fragments, trees
from index.articles.formats.office.parts.packages import Package
from index.articles.metadata import Metadata, found_metadata
from index.articles.omissions import Omission
from index.articles.structure import Node, heading, lay_out, without_title
from index.errors import ArticleError

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
RIGHTS = ("META-INF/rights.xml", "META-INF/sinf.xml")
FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to make a font useless outside the book; its text is as it is."""
PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}

TYPE = "epub:type"
LISTS = {"toc", "landmarks", "page-list", "lot", "loi"}
NOTES = {"footnote", "endnote", "rearnote", "note"}
MARKS = {"noteref", "backlink", "doc-noteref", "doc-backlink", "pagebreak", "doc-pagebreak"}
MAX_CHAPTERS = 5000


def read(raw: bytes, *, source: str) -> Content:
    """Read a book.

    Raises:
        ArticleBookBrokenError: it can't be taken apart within the limits.
        ArticleBookProtectedError: it is encrypted.
        ArticleError: a chapter can't be read, as in `fragments` and `decoding.encodings`.
    """
    try:
        return _Book(Package(raw, source), source).read()
    except (ArticleOfficeBrokenError, ArticleOfficeTooLargeError, ArticleArchiveError) as error:
        raise ArticleBookBrokenError(source=source) from error
    except ArticleOfficeEncryptedError as error:
        raise ArticleBookProtectedError(source=source) from error


@dataclass(slots=True)
class _Left:
    """What is left out of the chapters, and counted."""

    hidden: int = 0
    scripts: int = 0
    omissions: list[Omission] = field(default_factory=list)
    lists: int = 0
    marks: int = 0
    missing: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


class _Book:
    """A book's files, and where they stand."""

    def __init__(self, package: Package, source: str) -> None:
        self._package = package
        self._source = source
        self._left = _Left()
        self._refuse_protected()
        container = self._tree(CONTAINER)
        roots = [each.get("full-path") for each in _named(container, "rootfile")]
        self._opf_name = next((name for name in roots if name), "")
        self._opf = self._tree(self._opf_name)

    def read(self) -> Content:
        items = {item.get("id"): item for item in _named(self._opf, "item")}
        labels = self._labels(list(items.values()))
        nodes: list[Node] = []
        for reference in list(_named(self._opf, "itemref"))[:MAX_CHAPTERS]:
            item = items.get(reference.get("idref"))
            if item is None or "nav" in (item.get("properties") or "").split():
                continue
            name = self._path(item.get("href") or "")
            if reference.get("linear") == "no":
                self._left.aside.append(posixpath.basename(name))
            elif (item.get("media-type") or "") in PAGES:
                nodes += self._chapter(name, labels.get(name, ""))
        metadata = _metadata(self._opf)
        left = self._left
        return Content(
            metadata=metadata,
            layout=lay_out(without_title(nodes, metadata.title)),
            dropped=left.hidden + left.lists,
            hidden=left.hidden,
            scripts=left.scripts,
            omissions=[
                Omission("marks", left.marks),
                *left.omissions,
                Omission("external", len(left.missing), ", ".join(left.missing)),
                Omission("data", len(left.aside), ", ".join(left.aside)),
            ],
        )

    def _refuse_protected(self) -> None:
        if any(name in self._package.names for name in RIGHTS):
            raise ArticleBookProtectedError(source=self._source)
        if ENCRYPTION in self._package.names:
            ways = [
                each.get("Algorithm") for each in _named(self._tree(ENCRYPTION), "EncryptionMethod")
            ]
            if any(way not in FONTS for way in ways):
                raise ArticleBookProtectedError(source=self._source)

    def _tree(self, name: str) -> _Element:
        """Return the tree of a file of XML that no book lacks."""
        raw = self._package.read(name)
        if raw is None:
            raise ArticleBookBrokenError(source=self._source)
        try:
            return xml.parse(encodings.decode(raw, source=self._source).text)
        except (ValueError, ArticleError) as error:
            raise ArticleBookBrokenError(source=self._source) from error

    def _path(self, href: str, base: str = "") -> str:
        folder = posixpath.dirname(base or self._opf_name)
        return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))

    def _page(self, name: str) -> str | None:
        raw = self._package.read(name)
        if raw is None:
            return None
        decoded = encodings.decode(raw, source=self._source)
        decoded.require_readable([decoded.text], self._source)
        return xml.as_html(decoded.text)

    def _chapter(self, name: str, label: str) -> list[Node]:
        """Return a chapter, below what the table of contents calls it if it has no heading."""
        page = self._page(name)
        if page is None:
            self._left.missing.append(posixpath.basename(name))
            return []
        fragment = fragments.read(
            page, source=self._source, prepare=lambda tree: self._prepare(tree, name)
        )
        self._left.hidden += fragment.hidden
        self._left.scripts += fragment.scripts
        self._left.omissions += fragment.omissions
        nodes = fragment.nodes
        if nodes and label and not any(node.kind == "heading" for node in nodes):
            return [heading(label, 1), *nodes]
        return nodes

    def _prepare(self, tree: _Element, name: str) -> None:
        """Leave out lists of contents and marks of notes; notes are apart from what is around."""
        for link in tree.iter("a"):
            # A book is one document: its other files are places in it.
            href = link.get("href") or "#"
            if href[0] != "#" and self._path(href, name) in self._package.names:
                link.set("href", f"#{href}")
        pictured = trees.visible_length(tree) == 0
        for element in list(tree.iter()):
            types = set(f"{element.get(TYPE) or ''} {element.get('role') or ''}".split())
            if element.tag == "nav" and types & LISTS:
                self._left.lists += trees.visible_length(element)
                element.tag = "template"
            elif types & MARKS:
                self._left.marks += 1 if (element.text or "").strip() or len(element) else 0
                element.tag = "template"
            elif element.tag in {"aside", "li", "div"} and types & NOTES:
                element.tag = "details" if element.tag != "li" else "li"
            elif pictured and element.tag == "img":
                # A cover's words are its title once more.
                element.attrib.pop("alt", None)

    def _labels(self, items: list[_Element]) -> dict[str, str]:
        """Return what the table of contents calls each file."""
        found: dict[str, str] = {}
        for item in items:
            name = self._path(item.get("href") or "")
            if "nav" in (item.get("properties") or "").split():
                links = self._links(name)
            elif item.get("media-type") == "application/x-dtbncx+xml":
                links = self._points(name)
            else:
                continue
            for href, label in links:
                found.setdefault(self._path(href, name), label)
        return found

    def _links(self, name: str) -> Iterator[tuple[str, str]]:
        page = self._page(name)
        tree = None if page is None else trees.parse(page, source=self._source)
        for link in () if tree is None else tree.iter("a"):
            yield link.get("href") or "", " ".join("".join(link.itertext()).split())

    def _points(self, name: str) -> Iterator[tuple[str, str]]:
        if name in self._package.names:
            label = ""
            for element in self._tree(name).iter():
                if xml.local_name(element) == "text":
                    label = " ".join((element.text or "").split())
                elif xml.local_name(element) == "content":
                    yield element.get("src") or "", label


def _named(tree: _Element, name: str) -> Iterator[_Element]:
    return (element for element in tree.iter() if xml.local_name(element) == name)


def _metadata(opf: _Element) -> Metadata:
    def said(name: str) -> list[str]:
        values = ("".join(each.itertext()).strip() for each in _named(opf, name))
        return [value for value in values if value]

    return found_metadata(
        {
            "title": next(iter(said("title")), ""),
            "author": said("creator"),
            "date": next(iter(said("date")), ""),
            "language": next(iter(said("language")), ""),
        }
    )
