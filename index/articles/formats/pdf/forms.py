"""What was filled in on a page -> words where it stands: values, ticked boxes, typed notes."""

import ctypes
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

import pypdfium2.raw as pdfium

from index.articles.formats.pdf.words import Word

TICKED, UNTICKED = "☒", "☐"
HIDDEN = 1 << 1 | 1 << 5
"""Flags of what isn't shown, or isn't on a screen."""
PASSWORD = 1 << 13
TICKED_KINDS = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
WRITTEN_KINDS = {
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
}
COMMENTS = {
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_CARET,
}
MADE_UP = re.compile(
    r"(?:text|textfeld|feld|field|check ?box|kontrollk\S{0,12}|undefined|untitled|radio|button"
    r"|group|form|dropdown)[\s_.\d-]{0,20}\w?|\W*\w{0,2}\d*\W*|.{0,200}\[\d{1,6}\].{0,200}",
    re.IGNORECASE,
)
"""Names of fields that programs make up."""
TALLEST = 14.0
"""Points of a field from which on it may hold several lines."""
MOST_LETTERS = 100_000
"""Of a value."""

Ask = Callable[[object, int], int]


def filled_in(form: object | None, page: object, words: Sequence[Word]) -> tuple[list[Word], int]:
    """Return the words that were filled in, and how many comments there are besides.

    `words` are those of the page: a value stands on their line, or else gets its field's name.
    """
    bases = sorted({word.base for word in words})
    found: list[Word] = []
    comments = 0
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN:
                continue
            if kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
                found += _field(form, annotation, bases)
            elif kind in {pdfium.FPDF_ANNOT_FREETEXT, *COMMENTS}:
                said = _text(
                    lambda buffer, size, a=annotation: pdfium.FPDFAnnot_GetStringValue(  # type: ignore[misc]
                        a, b"Contents", buffer, size
                    )
                )
                if kind == pdfium.FPDF_ANNOT_FREETEXT:
                    found += _written(annotation, said, bases, "")
                else:
                    comments += bool(said)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found, comments


def _field(form: object, annotation: object, bases: Sequence[float]) -> list[Word]:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in TICKED_KINDS:
        value = TICKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else UNTICKED
    elif kind in WRITTEN_KINDS:
        if pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD:
            return []
        value = _text(
            lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)
        )
    else:
        return []
    name = _text(
        lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldAlternateName(
            form, annotation, buffer, size
        )
    ) or _text(
        lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldName(form, annotation, buffer, size)
    )
    return _written(annotation, value, bases, "" if MADE_UP.fullmatch(name) else name)


def _written(annotation: object, value: str, bases: Sequence[float], name: str) -> list[Word]:
    """Return the words of a value in its box."""
    box = pdfium.FS_RECTF()
    lines = [line.split() for line in value.splitlines() if line.strip()]
    if not lines or not pdfium.FPDFAnnot_GetRect(annotation, box):
        return []
    bottom, top = sorted((box.bottom, box.top))
    height = (top - bottom) / len(lines)
    size = max(6.0, min(0.7 * height, 12.0))
    base = top - 0.75 * height if len(lines) > 1 or height < 2 * TALLEST else top - size
    labelled = _nearest(bases, base, (bottom - 2.0, top))
    if labelled is not None and len(lines) == 1:
        base = labelled
    elif labelled is None and name:
        label = name.rstrip(" :")
        if value in {TICKED, UNTICKED}:
            lines = [[value, *label.split()]]
        else:
            lines[0] = [*f"{label}:".split(), *lines[0]]
    found = []
    for number, line in enumerate(lines):
        start = box.left
        for text in line:
            end = start + 0.5 * size * len(text)
            found.append(Word(text, start, end, base - number * height, size))
            start = end + 0.3 * size
    return found


def _nearest(bases: Sequence[float], base: float, within: tuple[float, float]) -> float | None:
    place = bisect_left(bases, base)
    near = [each for each in bases[max(0, place - 1) : place + 1] if within[0] <= each <= within[1]]
    return min(near, key=lambda each: abs(each - base), default=None)


def _text(ask: Ask) -> str:
    """Return what PDFium writes into a buffer, in UTF-16, once it has told how long it is."""
    size = ask(None, 0)
    if not 2 < size <= 2 * MOST_LETTERS:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip()
