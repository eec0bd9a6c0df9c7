"""One document's bytes -> a draft, divided into sentences: a pure function, run within the fence.

The readers of the formats are imported where they are used: together they take a second.
"""

import re
from dataclasses import dataclass, replace
from typing import Protocol

from index.articles import sniffing as formats
from index.articles.cleaning import INVISIBLE
from index.articles.drafting import Content, make_draft
from index.articles.formats import text
from index.articles.metadata import Metadata
from index.articles.omissions import Omission, told
from index.articles.sniffing import Format
from index.config import IngestSettings
from index.models import Draft
from index.units.segmentation import segment

CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)


class Reader(Protocol):
    """Reads the text of a document."""

    def __call__(self, markup: str, /, *, source: str) -> Content:
        """Return what it holds; an `ArticleError` says why it can't be read."""


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes with what came along with them; `address` is set for what was fetched."""

    raw: bytes
    source: str
    content_type: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """A draft and how it came about.

    `dropped` counts the characters, blanks apart, that a web page had besides its article: menus,
    notices, hidden text; `hidden` the hidden ones alone, and `scripts` its scripts. `invisible`
    counts the characters that would have shown the text otherwise than it is, or not at all.
    `omissions` say what else of the document isn't in the draft. `links` are the addresses that a
    fetched web page leads to.
    """

    draft: Draft
    format: Format
    dropped: int
    hidden: int = 0
    scripts: int = 0
    invisible: int = 0
    omissions: tuple[Omission, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[Omission, ...]:
        """All that the document held and the draft doesn't, as people are told it."""
        counted = (
            Omission("around", self.dropped - self.hidden),
            Omission("hidden", self.hidden),
            Omission("scripts", self.scripts),
            Omission("invisible", self.invisible),
        )
        return (*(each for each in counted if each.count > 0), *self.omissions)


def read_document(document: Document, given: Metadata, settings: IngestSettings) -> Extraction:
    """Read a document; `given` wins over what it says about itself.

    Raises:
        ArticleError: a subclass that says why it can't become an article.
    """
    formats.refuse_archive(document.raw, document.source)
    hint = formats.hinted_format(document.source, document.content_type)
    invisible = 0
    kind: Format
    if formats.is_book(document.raw, hint):
        from index.articles.formats import epub  # noqa: PLC0415 - see above

        kind = "epub"
        content = epub.read(document.raw, source=document.source)
    elif formats.is_package(document.raw):
        from index.articles.formats.office import reading as office  # noqa: PLC0415 - see above

        kind, content = office.read(document.raw, source=document.source)
    elif formats.is_rtf(document.raw):
        from index.articles.formats.office import rtf  # noqa: PLC0415 - see above

        kind, content = "rtf", rtf.read(document.raw, source=document.source)
    elif formats.is_pdf(document.raw, hint):
        from index.articles.formats import pdf  # noqa: PLC0415 - see above

        kind = "pdf"
        content = pdf.read(document.raw, source=document.source, settings=settings)
    elif mail := formats.mail_format(document.raw, hint):
        from index.articles.formats.mail import eml, mhtml  # noqa: PLC0415

        kind = mail
        content = (eml if mail == "eml" else mhtml).read(document.raw, source=document.source)
    else:
        kind, content, invisible = _read_text(document, hint)
    known = given.over(content.metadata).over(Metadata(url=document.address))
    draft = make_draft(content, known, source=document.source)
    return Extraction(
        replace(draft, spans=tuple(segment(draft.text, draft.language, draft.blocks))),
        kind,
        content.dropped,
        content.hidden,
        content.scripts,
        invisible,
        told(content.omissions),
        content.links,
    )


def import_readers() -> None:
    """Import all that reading a document may need, and load what tells its language."""
    from index.articles.decoding import encodings  # noqa: F401, PLC0415 - see above
    from index.articles.formats import epub, pdf  # noqa: F401, PLC0415
    from index.articles.formats.html.page import webpage  # noqa: F401, PLC0415
    from index.articles.formats.mail import eml, mhtml  # noqa: F401, PLC0415
    from index.articles.formats.office import reading as office  # noqa: F401, PLC0415
    from index.language.detection import detect_language  # noqa: PLC0415

    _reader("text")
    detect_language("")


def _read_text(document: Document, hint: Format | None) -> tuple[Format, Content, int]:
    from index.articles.decoding import encodings  # noqa: PLC0415 - see above

    charset = CHARSET.search(document.content_type or "")
    decoded = encodings.decode(
        document.raw, source=document.source, declared=charset[1] if charset else None
    )
    markup = decoded.text
    kind = formats.text_format(markup, hint)
    invisible = sum(1 for _ in INVISIBLE.finditer(markup.removeprefix("\ufeff")))
    if kind == "html":
        from index.articles.formats import xml  # noqa: PLC0415 - see above
        from index.articles.formats.html.page import webpage  # noqa: PLC0415 - see above

        if formats.is_xhtml(markup):
            markup = xml.as_html(markup)
        content = webpage.read(markup, source=document.source, address=document.address)
        known = content.metadata
        decoded.require_readable((content.text, known.title, known.author), document.source)
        return kind, content, invisible
    if kind == "text":
        formats.refuse_data(markup.removeprefix("\ufeff"), document.source)
    return kind, _reader(kind)(markup, source=document.source), invisible


def _reader(kind: Format) -> Reader:
    """Return what reads the text of a format."""
    if kind == "rst":
        # Some ten megabytes, and rare.
        from index.articles.formats import rst  # noqa: PLC0415

        return rst.read
    from index.articles.formats import feed, ipynb, subtitles  # noqa: PLC0415
    from index.articles.formats.markdown import mdx  # noqa: PLC0415
    from index.articles.formats.markdown import reading as markdown  # noqa: PLC0415
    from index.articles.formats.office import separated  # noqa: PLC0415

    readers: dict[Format, Reader] = {
        "markdown": markdown.read,
        "ipynb": ipynb.read,
        "feed": feed.read,
        "mdx": mdx.read,
        "subtitles": subtitles.read,
        "csv": separated.read,
    }
    return readers.get(kind, text.read)
