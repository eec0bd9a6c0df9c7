"""PDF -> content; where each page begins is kept for citations."""

import logging
from collections.abc import Iterator, Sequence
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as raw_pdfium

from index.articles.drafting import Content
from index.articles.formats.errors import (
    ArticlePdfBrokenError,
    ArticlePdfEncryptedError,
    ArticlePdfScannedError,
    ArticlePdfTooLongError,
)
from index.articles.formats.pdf.forms import filled_in
from index.articles.formats.pdf.identity import identify
from index.articles.formats.pdf.layout import notes
from index.articles.formats.pdf.layout.blocks import Blocks
from index.articles.formats.pdf.layout.columns import regions_of
from index.articles.formats.pdf.layout.lines import Row, rows_of, settle
from index.articles.formats.pdf.layout.measures import Measures, measure
from index.articles.formats.pdf.layout.running import without_running
from index.articles.formats.pdf.tags import Tag, Tagged, tagged, tags_of
from index.articles.formats.pdf.words import words_of
from index.articles.omissions import Omission
from index.articles.structure import lay_out
from index.config import IngestSettings
from index.errors import ArticleError

# It tells which of a file's features its build can't show.
logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)

PROTECTED = {raw_pdfium.FPDF_ERR_PASSWORD, raw_pdfium.FPDF_ERR_SECURITY}


def read(raw: bytes, *, source: str, settings: IngestSettings) -> Content:
    """Read a PDF's pages.

    Raises:
        ArticlePdfBrokenError: it can't be taken apart.
        ArticlePdfEncryptedError: it needs a password.
        ArticlePdfScannedError: there is no text in it.
        ArticlePdfTooLongError: it has too many pages.
    """
    try:
        with pdfium.PdfDocument(raw) as document:
            return _read(document, source, settings)
    except (ArticleError, MemoryError):
        raise
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in PROTECTED:
            raise ArticlePdfEncryptedError(source=source) from error
        raise ArticlePdfBrokenError(source=source) from error
    except Exception as error:  # what PDFium tells of a broken file needn't make sense
        raise ArticlePdfBrokenError(source=source) from error


def _read(document: pdfium.PdfDocument, source: str, settings: IngestSettings) -> Content:
    count = len(document)
    if count > settings.max_pages:
        raise ArticlePdfTooLongError(source=source, pages=count, limit=settings.max_pages)
    if not count:
        raise ArticlePdfBrokenError(source=source)
    if document.get_formtype() != raw_pdfium.FORMTYPE_NONE:
        document.init_forms()
    sheets: list[list[list[Row]]] = []
    tags: list[dict[int, Tag]] = []
    comments, drawn = 0, []
    for number in range(count):
        sheet, own_tags, said, has_more = _page(document, number)
        tags.append(own_tags)
        sheets.append(sheet)
        comments += said
        drawn.append(has_more)
    upright = [sheet[0] for sheet in sheets]
    usual = measure(upright)
    pages = without_running(upright, usual.size)
    blocks = Blocks(usual)
    marks: list[str] = []
    empty: list[int] = []
    for number, rows in enumerate(pages.rows):
        blocks.begin_page()
        found = tagged(rows, tags[number])
        if found is not None:
            marks += _add_tagged(blocks, found[0])
        untold = rows if found is None else rows_of(found[1])
        for turned in (untold, *sheets[number][1:]):
            marks += _add_page(blocks, turned, usual)
        if drawn[number] and not any(_has_word(row) for row in (*rows, *_turned(sheets[number]))):
            empty.append(number + 1)
    nodes = blocks.finish()
    layout = lay_out(nodes)
    if not any(map(str.isalnum, layout.text)):
        raise ArticlePdfScannedError(source=source)
    omissions = [
        Omission("pages", len(empty), _ranges(empty)),
        Omission("running", len(pages.running), "; ".join(dict.fromkeys(pages.running))),
        Omission("marks", len(marks), ", ".join(marks)),
        Omission("comments", comments),
    ]
    metadata = identify(
        document.get_metadata_dict(), upright[0], pages.rows[0], usual.size, printed=pages.printed
    )
    return Content(
        layout=layout, metadata=metadata, pages=blocks.starts(layout), omissions=omissions
    )


def _page(
    document: pdfium.PdfDocument, number: int
) -> tuple[list[list[Row]], dict[int, Tag], int, bool]:
    """Return a page's rows by the side to which they run, tags, comments, if it has anything."""
    page = document[number]
    text_page = page.get_textpage()
    try:
        tags = tags_of(page.raw)
        sheets = words_of(page.raw, text_page.raw, marked=bool(tags))
        form = document.formenv.raw if document.formenv else None
        filled, comments = filled_in(form, page.raw, sheets[0])
        sheets[0] += filled
        for words in sheets:
            settle(words)
        has_more = raw_pdfium.FPDFPage_CountObjects(page.raw) > 0
    finally:
        text_page.close()
        page.close()
    return [rows_of(words) for words in sheets], tags, comments, has_more


def _add_tagged(blocks: Blocks, found: Sequence[Tagged]) -> list[str]:
    """Add what stands on a page as its tags say; return the marks of notes left out."""
    marks: list[str] = []
    for each in found:
        marks += notes.without_marks([line for part in each.parts for line in part], set())
    for _, group in groupby(found, key=lambda each: each.tag.table or -each.tag.number):
        own = list(group)
        if own[0].tag.kind == "cell":
            blocks.add_cells(own)
        else:
            blocks.add_tagged(own[0])
    return marks


def _add_page(blocks: Blocks, rows: Sequence[Row], usual: Measures) -> list[str]:
    """Add what stands on a page in one direction; return the marks of notes left out."""
    found = []
    regions = list(regions_of(rows))
    right = max(
        (line.end for each in regions if each.kind == "text" for line in each.columns[0]),
        default=0.0,
    )
    for region in regions:
        below = []
        for number, column in enumerate(region.columns):
            region.columns[number], own = notes.parted(column, usual.size)
            below += own
        found.append((region, below))
    known = notes.labels([note for _, below in found for note in below])
    marks: list[str] = []
    for region, below in found:
        lines = [line for column in region.columns for line in column]
        lines += [line for cells in region.rows for line in cells if line is not None]
        marks += notes.without_marks(lines, known)
        for note in below:
            marks += notes.without_marks(note, known)
        region.columns = [column for column in region.columns if column]
        blocks.add(region, right)
    blocks.add_notes([note for _, below in found for note in below])
    return marks


def _turned(sheets: Sequence[Sequence[Row]]) -> Iterator[Row]:
    for sheet in sheets[1:]:
        yield from sheet


def _has_word(row: Row) -> bool:
    return any(map(str.isalnum, row.text))


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers as "2, 3, 7–10"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )
