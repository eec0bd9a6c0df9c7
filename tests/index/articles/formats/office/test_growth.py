"""The time of each office reader grows as its document does."""

from collections.abc import Callable

import pytest

from index.articles.documents import Document, read_document
from index.articles.metadata import Metadata
from index.config import IngestSettings
from tests import office_files as files
from tests.hostile.growth import growth, repeated

Build = Callable[[], bytes]

MOST = 512
SETTINGS = IngestSettings()

W = files.run("Wort ")
CELL = files.cell("a")
MERGED = files.cell("", "<w:vMerge/>")
UNITS: dict[str, tuple[str, str]] = {
    "paragraphs": ("docx", files.p("Ein Satz.")),
    "runs": ("run", W),
    "items": ("docx", files.item("Punkt", 2)),
    "levels": ("docx", files.item("Punkt", 2) + files.item("Punkt", 2, 1)),
    "code": ("docx", files.p("a = 1", "Code")),
    "quotes": ("docx", files.p("Zitat.", "Zitat")),
    "rows": ("docx-table", f"<w:tr>{CELL}{MERGED}</w:tr>"),
    "cells": ("docx-row", CELL),
    "tables": ("docx", files.table(["a", "b", "c"], ["1", "2", "3"])),
    "joined": ("docx", files.p("Wort ", properties="<w:rPr><w:del/></w:rPr>")),
    "fields": ("run", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + W),
    "boxes": ("run", f"<w:r><w:pict><w:txbxContent>{files.p('a')}</w:txbxContent></w:pict></w:r>"),
    "sheet-rows": ("xlsx", f"<row>{files.c('Wort')}{files.c(1)}{files.c(2)}</row>"),
    "sheet-cells": ("xlsx-row", files.c("Wort")),
    "sheet-groups": ("xlsx", f"<row/><row r='' >{files.c('a')}</row>"),
    "merges": ("xlsx-merges", "<mergeCell ref='A1:A9999999'/><mergeCell ref='B1:B9999999'/>"),
    "odt-paragraphs": ("odt", files.tp("Ein Satz.")),
    "odt-spans": ("odt-p", files.span("Wort ", "Bold")),
    "odt-lists": (
        "odt",
        f"<text:list><text:list-item>{files.tp('a')}</text:list-item></text:list>",
    ),
    "slides-paragraphs": ("pptx", files.ap("Punkt")),
    "rtf-paragraphs": ("rtf", r"Ein Satz.\par "),
    "rtf-groups": ("rtf", r"{\b a}"),
    "rtf-letters": ("rtf", r"\'fc\u8364?"),
    "rtf-rows": ("rtf", r"\trowd\intbl a\cell b\cell\row "),
    "rtf-notes": ("rtf", r"a{\footnote b}"),
    "rtf-pictures": ("rtf", r"{\pict 89504e47}"),
    "rtf-blanks": ("rtf", r"\~"),
    "rows-in-text": ("csv", "a;b\n"),
    "cells-in-text": ("csv", "a;"),
    "quotes-in-text": ("csv", 'a;"b\n'),
    "marks-in-text": ("csv", '"'),
}


def document(kind: str, body: str) -> tuple[bytes, str]:
    made: dict[str, Build] = {
        "docx": lambda: files.docx(body),
        "run": lambda: files.docx(files.p(body)),
        "docx-table": lambda: files.docx(f"<w:tbl>{body}</w:tbl>"),
        "docx-row": lambda: files.docx(f"<w:tbl><w:tr>{body}</w:tr></w:tbl>"),
        "xlsx": lambda: files.xlsx({"A": files.sheet(body)}),
        "xlsx-row": lambda: files.xlsx({"A": files.sheet(f"<row>{body}</row>")}),
        "xlsx-merges": lambda: files.xlsx(
            {"A": files.sheet(["a", "b"], after=f"<mergeCells>{body}</mergeCells>")}
        ),
        "odt": lambda: files.odt(body),
        "odt-p": lambda: files.odt(files.tp(body)),
        "pptx": lambda: files.pptx(files.tree(files.shape(body, kind="body"))),
        "rtf": lambda: files.rtf(body),
        "csv": f"a;b\n{body}".encode,
    }
    name = "docx" if kind == "run" else kind.partition("-")[0]
    return made[kind](), f"a.{name}"


@pytest.mark.parametrize("name", UNITS)
def test_a_document_s_time_grows_as_it_does(name: str) -> None:
    kind, unit = UNITS[name]

    def step(body: str) -> None:
        raw, source = document(kind, body)
        read_document(Document(raw, source), Metadata(), SETTINGS)

    assert growth(repeated(step, "", unit, ""), MOST) == "as the input"
