"""Which format a document is in: by its content first, then by its type or its name's ending."""

import json
import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from index.articles.errors import ArticleArchiveError, ArticleDataError
from index.articles.formats.errors import ArticleOfficeEncryptedError

Format = Literal[
    "text", "markdown", "html", "pdf", "docx", "odt", "pptx", "xlsx", "rtf", "csv",
    "eml", "mhtml", "epub", "ipynb", "feed", "subtitles", "rst", "mdx",
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
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".ppsx": "pptx",
    ".rtf": "rtf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
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
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-word.document.macroenabled.12": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.ms-powerpoint.presentation.macroenabled.12": "pptx",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
}
NAMED: frozenset[Format] = frozenset({"markdown", "html", "ipynb", "rst", "mdx", "csv"})
"""Texts that only their type or their name tells."""
DATA = {
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".geojson"), "JSON"),
    **dict.fromkeys((".xml", ".xsd", ".xsl", ".svg"), "XML"),
    **dict.fromkeys((".yaml", ".yml"), "YAML"),
    ".toml": "TOML",
}
"""What is written for programs, by the endings of its names."""
XML = re.compile(r"\s*+<(?:\?xml\s|svg\b|!DOCTYPE\s)", re.IGNORECASE)
JSON = re.compile(r"\s*+(?:\{\s*+(?:\"|\})|\[\s*+[\[{\"\d\]tfn-])")
ARCHIVES = re.compile(
    rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c"
    rb"|Rar!\x1a\x07|\x28\xb5\x2f\xfd|.{257}ustar"  # gzip, bzip2, xz, 7z, RAR, zstd, tar
    rb"|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # Office 97
    re.DOTALL,
)
RTF = re.compile(rb"\s*+\{\\rtf")
ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
DOCUMENT = re.compile(
    rb"PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|docProps/|word/|xl/|ppt/|mimetype)", re.DOTALL
)
"""How the zip file of an office document or an e-book begins."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What is in an office document, otherwise a zip file, that takes a password."""
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
    return TYPES.get(essence) or ENDINGS.get(ending_of(source))


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
    known = PDF.match(raw) or MARK.match(raw) or DOCUMENT.match(raw)
    return bool(known) or not BINARY.search(raw[:SNIFFED])


def is_book(raw: bytes, hint: Format | None) -> bool:
    """Tell an e-book by how its zip file begins, or by its name."""
    return raw.startswith(b"PK") and (hint == "epub" or BOOK in raw[:100])


def is_package(raw: bytes) -> bool:
    """Tell a zip file by its first bytes: an archive, or a document that is one inside."""
    return bool(ZIP.match(raw))


def is_rtf(raw: bytes) -> bool:
    """Tell a rich text by its first bytes."""
    return bool(RTF.match(raw))


def refuse_archive(raw: bytes, source: str) -> None:
    """Refuse an archive or an old office document, whatever its name.

    Raises:
        ArticleArchiveError: it is one. Other binary files show when they are decoded.
        ArticleOfficeEncryptedError: it is an office document that takes a password.
    """
    if ARCHIVES.match(raw):
        if raw[:1] == b"\xd0" and ENCRYPTED in raw:
            raise ArticleOfficeEncryptedError(source=source)
        raise ArticleArchiveError(source=source)


def is_xhtml(text: str) -> bool:
    """Tell a page that is XML by its beginning."""
    return XHTML in text[:SNIFFED]


def refuse_data(text: str, source: str) -> None:
    """Refuse what is data and no text; JSON and XML whatever its name is.

    Raises:
        ArticleDataError: it is.
    """
    kind = DATA.get(ending_of(source))
    if XML.match(text):
        kind = "XML"
    elif JSON.match(text) and _is_json(text):
        kind = "JSON"
    if kind is not None:
        raise ArticleDataError(source=source, format=kind)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


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


def path_of(source: str) -> PurePosixPath:
    """Return a file's name as a path, or the path of a web address."""
    try:
        parts = urlsplit(source)
    except ValueError:
        parts = None
    path = unquote(parts.path) if parts and parts.scheme in {"http", "https"} else source
    return PurePosixPath(path.replace("\\", "/"))


def ending_of(source: str) -> str:
    """Return how a file's name ends, in small letters with its dot: ".md"."""
    return path_of(source).suffix.lower()
