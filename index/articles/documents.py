"""One document's bytes -> a draft, divided into sentences: a pure function, run within the fence.

The readers of the formats are imported where they are used: together they take a second.
"""

import re
from dataclasses import dataclass, replace

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
    `omissions` say what else of the document isn't in the draft.
    """

    draft: Draft
    format: Format
    dropped: int
    hidden: int = 0
    scripts: int = 0
    invisible: int = 0
    omissions: tuple[Omission, ...] = ()


def read_document(document: Document, given: Metadata, settings: IngestSettings) -> Extraction:
    """Read a document; `given` wins over what it says about itself.

    Raises:
        ArticleError: a subclass that says why it can't become an article.
    """
    formats.refuse_archive(document.raw, document.source)
    hint = formats.hinted_format(document.source, document.content_type)
    invisible = 0
    kind: Format
    if formats.is_package(document.raw):
        from index.articles.formats import office  # noqa: PLC0415 - see above

        kind, content = office.read(document.raw, source=document.source)
    elif formats.is_rtf(document.raw):
        from index.articles.formats import rtf  # noqa: PLC0415 - see above

        kind, content = "rtf", rtf.read(document.raw, source=document.source)
    elif formats.is_pdf(document.raw, hint):
        from index.articles.formats import pdf  # noqa: PLC0415 - see above

        kind = "pdf"
        content = pdf.read(document.raw, source=document.source, settings=settings)
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
    )


def import_readers() -> None:
    """Import all that reading a document may need, and load what tells its language."""
    from index.articles import encodings  # noqa: F401, PLC0415 - see above
    from index.articles.formats import markdown, office, pdf, rtf, separated, webpage  # noqa: F401, PLC0415
    from index.language.detection import detect_language  # noqa: PLC0415

    detect_language("")


def _read_text(document: Document, hint: Format | None) -> tuple[Format, Content, int]:
    from index.articles import encodings  # noqa: PLC0415 - see above

    charset = CHARSET.search(document.content_type or "")
    decoded = encodings.decode(
        document.raw, source=document.source, declared=charset[1] if charset else None
    )
    markup = decoded.text
    kind = formats.text_format(markup, hint)
    invisible = sum(1 for _ in INVISIBLE.finditer(markup.removeprefix("\ufeff")))
    if kind == "html":
        from index.articles.formats import webpage  # noqa: PLC0415 - see above

        content = webpage.read(markup, source=document.source, address=document.address)
        known = content.metadata
        decoded.require_readable((content.text, known.title, known.author), document.source)
        return kind, content, invisible
    if kind == "markdown":
        from index.articles.formats import markdown  # noqa: PLC0415 - see above

        return kind, markdown.read(markup, source=document.source), invisible
    if kind == "csv":
        from index.articles.formats import separated  # noqa: PLC0415 - see above

        return kind, separated.read(markup, source=document.source), invisible
    formats.refuse_data(markup.removeprefix("\ufeff"), document.source)
    return "text", text.read(markup, source=document.source), invisible
