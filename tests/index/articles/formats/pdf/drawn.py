"""PDFs drawn by place: what stands where, how large, in which type."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.config import IngestSettings
from index.models import Draft
from index.units.blocks import sound
from index.units.outline import Outline
from tests.hostile.pdfs import document, stream

ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents %d 0 R"
    b"/Resources<</Font<</F 3 0 R/B 4 0 R>>>>/Annots[%s]>>"
)


@dataclass(frozen=True)
class Text:
    """Words on a page: how far from its left and lower edge, in which type."""

    x: float
    y: float
    words: str
    size: float = 11
    bold: bool = False
    turned: bool = False


@dataclass(frozen=True)
class Field:
    """A form's field that is filled in, or a box that is ticked or not."""

    x: float
    y: float
    name: str
    value: str | bool
    flags: int = 4


Drawn = Text | Field


def lines(
    x: float, y: float, texts: Iterable[str], size: float = 11, leading: float = 14
) -> list[Text]:
    """Return lines below each other, from `y` down."""
    return [Text(x, y - leading * number, text, size) for number, text in enumerate(texts)]


def drawn(*pages: Sequence[Drawn], info: str = "", rotate: int = 0) -> bytes:
    """Return a PDF of pages; `info` are the entries of its information."""
    objects = [
        b"",
        b"",
        FONT % b"Helvetica",
        FONT % b"Helvetica-Bold",
        b"<<%s>>" % info.encode("cp1252"),
    ]
    kids, fields = [], []
    for page in pages:
        objects.append(stream(b"".join(_shown(each) for each in page if isinstance(each, Text))))
        content = len(objects)
        own = []
        for each in page:
            if isinstance(each, Field):
                objects.append(_field(each))
                own.append(b"%d 0 R" % len(objects))
        objects.append(PAGE % (rotate, content, b" ".join(own)))
        kids.append(b"%d 0 R" % len(objects))
        fields += own
    form = b"/AcroForm<</Fields[%s]/DA(/F 0 Tf 0 g)>>" % b" ".join(fields) if fields else b""
    objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % form
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return document(objects, b"/Info 5 0 R")


def _shown(text: Text) -> bytes:
    matrix = "0 1 -1 0" if text.turned else "1 0 0 1"
    font = "B" if text.bold else "F"
    words = text.words.translate(ESCAPES)
    return (f"BT /{font} {text.size} Tf {matrix} {text.x} {text.y} Tm ({words}) Tj ET\n").encode(
        "cp1252"
    )


def _field(field: Field) -> bytes:
    box = f"/Rect[{field.x} {field.y - 3} {field.x + 150} {field.y + 13}]/F {field.flags}"
    if isinstance(field.value, bool):
        state = "/Yes" if field.value else "/Off"
        kind = f"/FT/Btn/V{state}/AS{state}/AP<</N<</Yes 3 0 R/Off 3 0 R>>>>"
    else:
        kind = f"/FT/Tx/V({field.value.translate(ESCAPES)})"
    return f"<</Type/Annot/Subtype/Widget/T({field.name}){kind}{box}>>".encode("cp1252")


def extract(raw: bytes) -> Extraction:
    """Read a PDF as it is read in use; its units slice back and cover its text."""
    extraction = read_bytes(raw, source="bericht.pdf", settings=IngestSettings())
    draft = extraction.draft
    assert sound(draft.blocks or (), draft.text)
    units = "".join(draft.text[span.start : span.end] for span in draft.spans or ())
    assert "".join(units.split()) == "".join(draft.text.split())
    assert list(draft.pages) == sorted(draft.pages)
    return extraction


def read(raw: bytes) -> Draft:
    """Return a PDF's draft."""
    return extract(raw).draft


def blocks(draft: Draft) -> list[tuple[str, str]]:
    """Return each block's kind, a heading's with its level, and its text; no containers."""
    return [
        (
            block.kind + (str(block.level) if block.level else ""),
            draft.text[block.start : block.end],
        )
        for block in draft.blocks or ()
        if block.kind not in {"list", "table"}
    ]


def stands_under(draft: Draft, text: str) -> tuple[str, ...]:
    """Return what the unit that begins so is understood with."""
    return Outline(draft.text, draft.blocks or ()).context(draft.text.index(text)).lines


def left_out(extraction: Extraction) -> dict[str, tuple[int, str]]:
    """Return what was left out, by kind."""
    return {each.kind: (each.count, each.detail) for each in extraction.omissions}
