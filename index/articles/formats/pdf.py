"""PDF -> the text of its pages, through pypdf; where each page begins is kept for citations."""

import logging
import re
from datetime import UTC, datetime
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from index.articles.cleaning import clean
from index.articles.drafting import Content
from index.articles.formats.errors import (
    ArticlePdfBrokenError,
    ArticlePdfEncryptedError,
    ArticlePdfScannedError,
    ArticlePdfTooLongError,
)
from index.articles.formats.unwrap import Growing, unwrap
from index.articles.metadata import Metadata, found_metadata
from index.config import IngestSettings
from index.errors import ArticleError

# It reports every irregularity of a file that it can read all the same.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

STREAM_BYTES = 25_000_000
"""What one stream may unpack to: a page's text takes some kilobytes, a bomb takes the memory."""

NO_TITLE = re.compile(r"(?:untitled|unbenannt|ohne titel|microsoft word\b.*|.*\.\w{2,5})", re.I)
"""Titles that programs make up, mostly from a file's name."""


def read(raw: bytes, *, source: str, settings: IngestSettings) -> Content:
    """Read a PDF's pages.

    Raises:
        ArticlePdfBrokenError: it can't be taken apart within the limits.
        ArticlePdfEncryptedError: it needs a password.
        ArticlePdfScannedError: there is no text in it.
        ArticlePdfTooLongError: it has too many pages.
    """
    try:
        with pypdf.apply_configuration(
            zlib_maximum_output_length=STREAM_BYTES,
            lzw_maximum_output_length=STREAM_BYTES,
            run_length_maximum_output_length=STREAM_BYTES,
            array_based_stream_maximum_output_length=STREAM_BYTES,
        ):
            return _read(raw, source, settings)
    except ArticleError:
        raise
    except (FileNotDecryptedError, DependencyError) as error:
        raise ArticlePdfEncryptedError(source=source) from error
    except Exception as error:  # "broken PDF files might cause other Exceptions", say its docs
        raise ArticlePdfBrokenError(source=source) from error


def _read(raw: bytes, source: str, settings: IngestSettings) -> Content:
    # An empty password opens what is only protected against changes.
    reader = pypdf.PdfReader(BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticlePdfEncryptedError(source=source)
    count = len(reader.pages)
    if count > settings.max_pages:
        raise ArticlePdfTooLongError(source=source, pages=count, limit=settings.max_pages)
    texts = [clean(unwrap(page.extract_text())).strip() for page in reader.pages]
    if not count:
        raise ArticlePdfBrokenError(source=source)
    text, pages = _bound(texts)
    if not any(character.isalnum() for character in text):
        raise ArticlePdfScannedError(source=source)
    return Content(text, _metadata(reader), pages=pages)


def _bound(texts: list[str]) -> tuple[str, tuple[int, ...]]:
    """Join pages; a sentence that runs over a page's end stays whole.

    A page without text begins where the text before it ends.
    """
    text, pages = Growing(), []
    for page in texts:
        if text.continues(page):
            text.go_on(page)
        elif page:
            text.begin(page)
        pages.append(text.length - len(page))
    return str(text), tuple(pages)


def _metadata(reader: pypdf.PdfReader) -> Metadata:
    information = reader.metadata
    if information is None:
        return Metadata()
    title = (information.title or "").strip()
    return found_metadata(
        {
            "title": "" if NO_TITLE.fullmatch(title) else title,
            "author": information.author,
            "date": _date(information),
        }
    )


def _date(information: pypdf.DocumentInformation) -> str:
    try:
        created = information.creation_date
    except ValueError:
        return ""
    # Years before PDF and days to come are a clock that was never set.
    sensible = created and created.year >= 1993 and created.date() <= datetime.now(UTC).date()
    return created.date().isoformat() if created and sensible else ""
