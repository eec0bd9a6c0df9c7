"""Which format a document is in: by its content first, then by its type or its name's ending."""

import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from index.articles.errors import ArticleArchiveError

Format = Literal[
    "text", "markdown", "html", "pdf", "eml", "mhtml", "epub",
    "ipynb", "feed", "subtitles", "rst", "mdx",
]  # fmt: skip

ENDINGS: dict[str, Format] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".xhtml": "html",
    ".xht": "html",
    ".epub": "epub",
    ".eml": "eml",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".ipynb": "ipynb",
    ".rst": "rst",
    ".rest": "rst",
    ".mdx": "mdx",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".rss": "feed",
    ".atom": "feed",
}
TYPES: dict[str, Format] = {
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
    "message/rfc822": "eml",
    "multipart/related": "mhtml",
    "application/x-mimearchive": "mhtml",
    "application/x-ipynb+json": "ipynb",
    "text/x-rst": "rst",
    "text/prs.fallenstein.rst": "rst",
    "text/mdx": "mdx",
    "application/x-subrip": "subtitles",
    "text/vtt": "subtitles",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
}
NAMED: frozenset[Format] = frozenset({"markdown", "html", "ipynb", "rst", "mdx"})
"""Texts that only their type or their name tells."""
ARCHIVES = re.compile(
    rb"PK(?:\x03\x04|\x05\x06|\x07\x08)|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c"
    rb"|Rar!\x1a\x07|\x28\xb5\x2f\xfd|.{257}ustar"  # ZIP, gzip, bzip2, xz, 7z, RAR, zstd, tar
    rb"|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf",  # Office 97, RTF
    re.DOTALL,
)
MARK = re.compile(rb"\xef\xbb\xbf|\xfe\xff|\xff\xfe")
BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
SNIFFED = 1445
PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
BOOK = b"mimetypeapplication/epub+zip"
"""What an e-book's zip file begins with."""
HEAD_LINE = re.compile(rb"[!-9;-~]{1,80}:[ \t]|From ")
"""How the head of a mail begins; "From " in a mailbox."""
MAIL = re.compile(
    rb"(?:^|\n)(?:received|message-id|mime-version|return-path|delivered-to):", re.IGNORECASE
)
FROM = re.compile(rb"(?:^|\n)from:", re.IGNORECASE)
SAVED = re.compile(
    rb"(?:^|\n)(?:from:[ \t]*+<saved by|snapshot-content-location:|x-maf-)", re.IGNORECASE
)
FEED = re.compile(
    r"\s*(?:<\?[^>]{0,1000}>\s*)*+(?:<!--(?>.{0,5000}?-->)\s*)*+"
    r"(?:<!DOCTYPE[^\[>]{0,1000}(?:\[[^\]]{0,50000}+\][^>\[]{0,100})?>\s*)?"
    r"<(?:rss\b|feed\b[^>]{0,2000}?w3\.org/2005/Atom|rdf:RDF\b[^>]{0,2000}?purl\.org/rss/1\.0/)",
    re.DOTALL,
)
SUBTITLES = re.compile(
    r"\s*(?:WEBVTT(?:\s|\Z)|\d{1,6}[ \t]*\r?\n(?:\d{1,4}:)?\d{1,2}:\d{1,2}[,.]\d{1,3} *+-->)"
)
NOTEBOOK = re.compile(r"\s*\{")
MAIL_HEAD_END = re.compile(rb"\r?\n\r?\n")
MAIL_HEAD = 100_000
"""Bytes in which a mail's head ends."""
HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,1000}>\s*)*+(?:<!--(?>.{0,5000}?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
"""A comment ends at its first "-->", and nothing is tried twice: many would take for ever."""
XHTML = "http://www.w3.org/1999/xhtml"


def hinted_format(source: str, content_type: str | None) -> Format | None:
    """Return what the type sent along, or else the ending of a name or address, says."""
    essence = (content_type or "").partition(";")[0].strip().lower()
    return TYPES.get(essence) or ENDINGS.get(_ending(source))


def is_pdf(raw: bytes, hint: Format | None) -> bool:
    """Tell a PDF by its first bytes; one with something before them only if its name says so.

    A web page is none whatever is said of it, such as one that says what is missing.
    """
    return bool(PDF.match(raw)) or (hint == "pdf" and not is_page(raw))


def is_page(raw: bytes) -> bool:
    """Tell a whole HTML page by its first bytes, in an encoding that has those of ASCII."""
    return bool(HTML.match(raw[:SNIFFED].decode("latin-1").removeprefix("ï»¿")))


def mail_format(raw: bytes, hint: Format | None) -> Format | None:
    """Tell a mail, or a page that a browser saved as one, by its head; by its name if it has one.

    What is no head at all isn't a mail, whatever its name.
    """
    raw = raw.lstrip(b"\xef\xbb\xbf \t\r\n") if hint in {"eml", "mhtml"} else raw
    if not HEAD_LINE.match(raw):
        return None
    head = MAIL_HEAD_END.split(raw[:MAIL_HEAD], maxsplit=1)[0]
    if SAVED.search(head):
        return "mhtml"
    sent = FROM.search(head) and MAIL.search(head)
    if hint in {"eml", "mhtml"}:
        return "eml" if sent else hint
    return "eml" if sent else None


def has_readable_bytes(raw: bytes) -> bool:
    """Tell by its beginning whether a document of no known type may be one that can be read.

    As browsers tell a text from what is none (WHATWG MIME Sniffing, section 7.2).
    """
    known = PDF.match(raw) or MARK.match(raw) or is_book(raw, None)
    return bool(known) or not BINARY.search(raw[:SNIFFED])


def is_book(raw: bytes, hint: Format | None) -> bool:
    """Tell an e-book by how its zip file begins, or by its name."""
    return raw.startswith(b"PK") and (hint == "epub" or BOOK in raw[:100])


def refuse_archive(raw: bytes, source: str) -> None:
    """Refuse an archive or an office document, whatever its name.

    Raises:
        ArticleArchiveError: it is one. Other binary files show when they are decoded.
    """
    if ARCHIVES.match(raw):
        raise ArticleArchiveError(source=source)


def is_xhtml(text: str) -> bool:
    """Tell a page that is XML by its beginning."""
    return XHTML in text[:SNIFFED]


def text_format(text: str, hint: Format | None) -> Format:
    """Tell the format of decoded text: a whole HTML page is one under any name."""
    if HTML.match(text):
        return "html"
    if FEED.match(text):
        return "feed"
    if SUBTITLES.match(text):
        return "subtitles"
    if NOTEBOOK.match(text) and '"nbformat"' in text and '"cells"' in text:
        return "ipynb"
    return hint if hint is not None and hint in NAMED else "text"


def _ending(source: str) -> str:
    try:
        parts = urlsplit(source)
    except ValueError:
        parts = None
    path = parts.path if parts and parts.scheme in {"http", "https"} else source
    return PurePosixPath(path.replace("\\", "/")).suffix.lower()
