"""XML -> a tree, of which nothing is fetched and in which nothing is declared."""

import re
from html import escape, unescape

from lxml import etree
from lxml.etree import _Element

from index.articles.formats.html.characters import without_control

BLANKS = "\ufeff \t\r\n"
PROLOGUE = re.compile(
    r"\A(?:\s|<\?[^>]{0,200}\?>|<!--(?:[^-]|-(?!->)){0,50000}+-->)*+"
    r"(?:<!DOCTYPE[^\[>]{0,1000}(?:\[[^\]]{0,50000}+\][^>\[]{0,100})?>)?"
)
"""What stands before the root: declaration, comments, and a DTD whose names nobody needs."""
REFERENCE = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
OF_XML = {"amp", "lt", "gt", "quot", "apos"}
"""The names that XML knows; the others are HTML's."""
CDATA = "<![CDATA["


def parse(text: str) -> _Element:
    """Return the tree of a document; what its DTD declares is neither read nor fetched.

    Elements nested more than 256 deep, and texts of more than 10 MB, are refused by the parser.

    Raises:
        ValueError: it isn't well formed.
    """
    text = PROLOGUE.sub("", text.lstrip(BLANKS), count=1)
    text = without_control(REFERENCE.sub(_known_to_xml, text)).strip()
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser=parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error


def as_html(xhtml: str) -> str:
    """Return XHTML as a parser of HTML sees all of its text: what is marked as text, escaped.

    A parser of HTML would take what its DTD declares for text.
    """
    first, *others = PROLOGUE.sub("", xhtml.lstrip(BLANKS), count=1).split(CDATA)
    parts = [first]
    for other in others:
        marked, end, rest = other.partition("]]>")
        plain = marked.replace("&", "&amp;").replace("<", "&lt;") if end else CDATA + marked
        parts += [plain, rest]
    return "".join(parts)


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _known_to_xml(reference: re.Match[str]) -> str:
    name = reference[1] or ""
    if name in OF_XML:
        return reference[0]
    sign = unescape(reference[0]) if name else ""
    return f"&amp;{name}{';' * bool(name)}" if sign == reference[0] or not name else escape(sign)
