"""The door: bytes, files, folders and web addresses -> drafts of articles.

The readers of the formats, and the HTTP client, are imported where they are used: they take up to
a second, which asking an existing collection must not cost.
"""

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.articles import sniffing as formats
from index.articles.cleaning import INVISIBLE
from index.articles.drafting import Content, make_draft
from index.articles.errors import (
    ArticleEmptyError,
    ArticleFileUnreadableError,
    ArticleNotAFileError,
    ArticleNotAFolderError,
    ArticleTooLargeError,
)
from index.articles.formats import text
from index.articles.metadata import NOTHING_KNOWN, Metadata
from index.articles.sniffing import ENDINGS, Format
from index.config import IngestSettings
from index.models import Draft

CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extraction:
    """A draft and how it came about.

    `dropped` counts the characters, blanks apart, that a web page had besides its article: menus,
    notices, hidden text; `hidden` the hidden ones alone, and `scripts` its scripts. `invisible`
    counts the characters that would have shown the text otherwise than it is, or not at all.
    """

    draft: Draft
    format: Format
    dropped: int
    hidden: int = 0
    scripts: int = 0
    invisible: int = 0


@dataclass(frozen=True, slots=True)
class _Document:
    """Bytes with what came along with them; `address` is set for what was fetched."""

    raw: bytes
    source: str
    content_type: str | None = None
    address: str | None = None


def read_bytes(
    raw: bytes,
    *,
    source: str,
    settings: IngestSettings,
    content_type: str | None = None,
    given: Metadata = NOTHING_KNOWN,
) -> Extraction:
    """Read a document from memory; `source`, its name, tells the format where the content can't.

    `given` wins over what the document says about itself.

    Raises:
        ArticleError: a subclass that says why it can't become an article. Nothing else, for any
            bytes.
    """
    return _read(_Document(raw, source, content_type), given, settings)


def read_stream(
    stream: BinaryIO, *, source: str, settings: IngestSettings, given: Metadata = NOTHING_KNOWN
) -> Extraction:
    """Read a document from standard input or the like, at most to the limit.

    Raises:
        ArticleError: see `read_bytes`.
    """
    try:
        raw = stream.read(settings.max_bytes + 1)
    except OSError as error:
        raise ArticleFileUnreadableError(source=source, reason=_reason(error)) from error
    return read_bytes(raw, source=source, settings=settings, given=given)


def read_file(path: Path, settings: IngestSettings, given: Metadata = NOTHING_KNOWN) -> Extraction:
    """Read a file; one over the limit isn't opened.

    Raises:
        ArticleError: see `read_bytes`.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ArticleNotAFileError(source=path)
        if status.st_size > settings.max_bytes:
            raise ArticleTooLargeError(source=path.name, limit=settings.max_megabytes)
        with path.open("rb") as file:
            return read_stream(file, source=path.name, settings=settings, given=given)
    except (OSError, ValueError) as error:
        raise ArticleFileUnreadableError(source=path, reason=_reason(error)) from error


def read_url(url: str, settings: IngestSettings, given: Metadata = NOTHING_KNOWN) -> Extraction:
    """Fetch and read a document; the draft's `url` is the one after redirects.

    Raises:
        ArticleError: see `read_bytes` and `web.fetch`.
    """
    from index.articles.web import fetching as web  # noqa: PLC0415 - see above

    page = web.fetch(url, settings)
    return _read(_Document(page.raw, page.url, page.content_type, page.url), given, settings)


def find_files(folder: Path) -> Sequence[Path]:
    """Return the files in a folder and its subfolders whose endings are known, in order of path.

    Hidden files and folders (".git") are left out, and links to folders aren't followed.

    Raises:
        ArticleNotAFolderError: it isn't one.
        ArticleFileUnreadableError: it can't be listed.
    """
    if not folder.is_dir():
        raise ArticleNotAFolderError(source=folder)
    found = []
    try:
        for name, folders, files in os.walk(folder, onerror=_raise):
            folders[:] = [inner for inner in folders if not inner.startswith(".")]
            found += [Path(name, file) for file in files if not file.startswith(".")]
    except OSError as error:
        raise ArticleFileUnreadableError(source=folder, reason=_reason(error)) from error
    return sorted(path for path in found if path.suffix.lower() in ENDINGS)


def _read(document: _Document, given: Metadata, settings: IngestSettings) -> Extraction:
    if len(document.raw) > settings.max_bytes:
        raise ArticleTooLargeError(source=document.source, limit=settings.max_megabytes)
    if not document.raw.strip():
        raise ArticleEmptyError(source=document.source)
    formats.refuse_archive(document.raw, document.source)
    hint = formats.hinted_format(document.source, document.content_type)
    invisible = 0
    if formats.is_pdf(document.raw, hint):
        from index.articles.formats import pdf  # noqa: PLC0415 - see above

        kind: Format = "pdf"
        content = pdf.read(document.raw, source=document.source, settings=settings)
    else:
        kind, content, invisible = _read_text(document, hint)
    known = given.over(content.metadata).over(Metadata(url=document.address))
    return Extraction(
        make_draft(content, known, source=document.source),
        kind,
        content.dropped,
        content.hidden,
        content.scripts,
        invisible,
    )


def _read_text(document: _Document, hint: Format | None) -> tuple[Format, Content, int]:
    from index.articles import encodings  # noqa: PLC0415 - see above

    charset = CHARSET.search(document.content_type or "")
    decoded = encodings.decode(
        document.raw, source=document.source, declared=charset[1] if charset else None
    )
    kind = formats.text_format(decoded, hint)
    invisible = len(INVISIBLE.findall(decoded.removeprefix("\ufeff")))
    if kind == "html":
        from index.articles.formats import webpage  # noqa: PLC0415 - see above

        content = webpage.read(decoded, source=document.source, address=document.address)
        return kind, content, invisible
    if kind == "markdown":
        from index.articles.formats import markdown  # noqa: PLC0415 - see above

        return kind, markdown.read(decoded, source=document.source), invisible
    return "text", text.read(decoded, source=document.source), invisible


def _raise(error: OSError) -> None:
    raise error


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
