"""The door: bytes, files and web addresses -> drafts of articles.

Whatever comes in is read within the fence (`index.articles.fence`), in a process of its own; only
fetching it is done here. `whose` is the scope that something is read for: of what reads, one scope
occupies a part at most; what nobody in particular reads may take all.

The HTTP client is imported where it is used: asking an existing collection must not cost that.
"""

import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from index.articles.documents import Document, Extraction
from index.articles.errors import (
    ArticleEmptyError,
    ArticleFileUnreadableError,
    ArticleNotAFileError,
    ArticleTooLargeError,
)
from index.articles.fence.pool import FENCE
from index.articles.fence.protocol import Task
from index.articles.metadata import NOTHING_KNOWN, Metadata
from index.config import IngestSettings
from index.scopes import Scope

if TYPE_CHECKING:
    from index.articles.web.fetching import Page


def read_bytes(  # noqa: PLR0913 - what came along with the bytes
    raw: bytes,
    *,
    source: str,
    settings: IngestSettings,
    content_type: str | None = None,
    given: Metadata = NOTHING_KNOWN,
    whose: Scope | None = None,
) -> Extraction:
    """Read a document from memory; `source`, its name, tells the format where the content can't.

    `given` wins over what the document says about itself.

    Raises:
        ArticleError: a subclass that says why it can't become an article. Nothing else, for any
            bytes.
    """
    return _read(Document(raw, source, content_type), given, settings, whose)


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


def read_url(
    url: str,
    settings: IngestSettings,
    given: Metadata = NOTHING_KNOWN,
    whose: Scope | None = None,
) -> Extraction:
    """Fetch and read a document; the draft's `url` is the one after redirects.

    Raises:
        ArticleError: see `read_bytes` and `web.fetch`.
    """
    from index.articles.web import fetching as web  # noqa: PLC0415 - see above

    return read_page(web.fetch(url, settings), settings, given, whose)


def read_page(
    page: "Page",
    settings: IngestSettings,
    given: Metadata = NOTHING_KNOWN,
    whose: Scope | None = None,
) -> Extraction:
    """Read what was fetched; the draft's `url` is the one after redirects.

    Raises:
        ArticleError: see `read_bytes`.
    """
    document = Document(page.raw, page.url, page.content_type, page.url)
    return _read(document, given, settings, whose)


def prepare_to_read(settings: IngestSettings) -> None:
    """Have ready what reads; otherwise the first document waits a second for it.

    Raises:
        ReadingUnavailableError: nothing could be read.
    """
    FENCE.warm(settings.reading_megabytes)


def stop_reading() -> None:
    """Break off what is being read; who waits for it gets an `ArticleReadingBrokenError`."""
    FENCE.break_off()


def memory_can_be_limited(settings: IngestSettings) -> bool:
    """Tell whether this platform can limit the memory that reading takes; time it can.

    Raises:
        ReadingUnavailableError: nothing could be read.
    """
    return FENCE.limits_memory(settings.reading_megabytes)


def _read(
    document: Document, given: Metadata, settings: IngestSettings, whose: Scope | None
) -> Extraction:
    if len(document.raw) > settings.max_bytes:
        raise ArticleTooLargeError(source=document.source, limit=settings.max_megabytes)
    if not document.raw.strip():
        raise ArticleEmptyError(source=document.source)
    return FENCE.read(Task(document, given, settings), whose)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
