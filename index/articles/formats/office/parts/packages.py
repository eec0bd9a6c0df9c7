"""Zip packages, such as office documents are: their parts, unpacked and parsed within limits.

Nothing is unpacked but the parts that are asked for, and no more of it than the limits allow,
whatever the package says of itself. The XML in them is parsed without DTDs, entities and network.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

from index.articles.errors import ArticleArchiveError
from index.articles.formats.errors import (
    ArticleOfficeBrokenError,
    ArticleOfficeEncryptedError,
    ArticleOfficeTooLargeError,
)

MAX_PARTS = 8000
PART_BYTES = 40_000_000
"""What one part may unpack to; its tree takes some ten times as much memory."""
ALL_BYTES = 100_000_000
"""What all parts that are read may unpack to."""
RATIO = 500
"""How many times as large a part may become that isn't small; text shrinks to a tenth."""
SMALL = 1_000_000

CENTRAL = b"PK\x01\x02"
"""How each part's entry in a package's list of them begins."""
ENCRYPTED = 0x1
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
PORTION = 65_536


class Package:
    """A package's parts, by their names."""

    def __init__(self, raw: bytes, source: str) -> None:
        """Look at the list of parts.

        Raises:
            ArticleArchiveError: it can't be opened at all.
            ArticleOfficeTooLargeError: there are too many parts.
        """
        self.source = source
        self._read = 0
        if raw.count(CENTRAL) > MAX_PARTS:
            raise ArticleOfficeTooLargeError(source=source)
        try:
            self._zip = zipfile.ZipFile(BytesIO(raw))
        except Exception as error:  # of a damaged list of parts, a dozen kinds
            raise ArticleArchiveError(source=source) from error
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """Return a part's bytes; None if there is no such part.

        Raises:
            ArticleOfficeBrokenError: it can't be unpacked.
            ArticleOfficeEncryptedError: it takes a password.
            ArticleOfficeTooLargeError: it unpacks to too much.
        """
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & ENCRYPTED:
            raise ArticleOfficeEncryptedError(source=self.source)
        if info.compress_type not in METHODS:
            raise ArticleOfficeBrokenError(source=self.source)
        most = min(PART_BYTES, ALL_BYTES - self._read, max(SMALL, RATIO * info.compress_size))
        try:
            with self._zip.open(info) as part:
                raw = part.read(most + 1)
        except Exception as error:  # zlib's, zipfile's, and what a wrong offset leads to
            raise ArticleOfficeBrokenError(source=self.source) from error
        if len(raw) > most:
            raise ArticleOfficeTooLargeError(source=self.source)
        self._read += len(raw)
        return raw

    def tree(self, name: str) -> _Element | None:
        """Return the tree of a part of XML; None if there is no such part.

        Elements nested more than 256 deep, and texts of more than 10 MB, are refused by the parser.

        Raises:
            ArticleOfficeBrokenError: it can't be parsed, or has a DTD, as none has.
            ArticleError: see `read`.
        """
        raw = self.read(name)
        if raw is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            tree = etree.fromstring(raw, parser)
        except (etree.LxmlError, ValueError, LookupError) as error:
            raise ArticleOfficeBrokenError(source=self.source) from error
        if tree.getroottree().docinfo.doctype:
            raise ArticleOfficeBrokenError(source=self.source)
        return tree


def local(element: _Element) -> str:
    """Return an element's name without its namespace, of which the same format has several."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element | None, name: str) -> str | None:
    """Return an attribute's value, whatever its namespace."""
    if element is not None:
        for key, value in element.items():
            if key == name or key.endswith("}" + name):
                return value
    return None


def named(element: _Element, *names: str) -> Iterator[_Element]:
    """Yield an element's children of some names, whatever their namespace."""
    for child in element:
        if local(child) in names:
            yield child


def below(element: _Element | None, *path: str) -> _Element | None:
    """Return the element that is reached by names, child by child; None if there is none."""
    for name in path:
        element = None if element is None else next(named(element, name), None)
    return element
