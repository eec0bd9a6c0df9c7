"""A page of a PDF -> its words, each with its place, size and weight, through PDFium.

PDFium is called without wrappers: a page has thousands of characters. It isn't thread-safe; a
child of the fence reads one document at a time.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import pypdfium2.raw as pdfium

from index.articles.formats.pdf.letters import mended

BOLD = re.compile(
    r"bold|black|heavy|demi|(?:^|\+)(?:cm|sf|ec|lm)[a-z]{0,3}(?<!e)x\d", re.IGNORECASE
)
"""How fonts are called that are bold; those of TeX end in "bx" and a size."""
BOLD_WEIGHTS = range(700, 1001)
"""What PDFium tells where it can; of many fonts it is a guess."""
FORCE_BOLD = 1 << 18
FILL_AND_STROKE = 2
"""How letters of a font that has no bold ones are made to look so."""

HYPHENS = "\x02\ufffe"
"""What PDFium gives for a hyphen at a line's end."""
RUN = re.compile(rf"[^\s\0{HYPHENS}]+[{HYPHENS}]?|[{HYPHENS}]")
"""Characters without a blank between them; none goes on behind a hyphen."""

HALF = re.compile("[\ud800-\udfff]")
BEYOND, UNKNOWN = 0x110000, "\ufffd"
"""What no character's number is, and what stands for it."""

LARGEST = 10_000.0
"""A place or size beyond it is nonsense; the largest sheet of paper has 3,400 points."""


@dataclass(slots=True)
class Word:
    """Letters without a blank between them; places in points, as one reads: right, and up.

    `base` is the height of the line that it stands on. `glued`: nothing parts it from the word
    before. `raised`: it is a superscript of that, whose `base` it has then. `mark` is the number of
    the marked content that it is in, if a page has tags; `place` tells the order of writing.
    """

    text: str
    start: float
    end: float
    base: float
    size: float
    bold: bool = False
    glued: bool = False
    raised: bool = False
    mark: int = -1
    place: int = 0


@dataclass(frozen=True, slots=True)
class _Look:
    """How letters are shown; `side` is to which of four sides the text runs, as they are drawn."""

    size: float
    base: float
    side: int
    bold: bool
    mark: int = -1

    def differs(self, other: "_Look") -> bool:
        """Tell whether they can't be of one word."""
        least = 0.05 * max(self.size, other.size)
        return (
            self.side != other.side
            or self.mark != other.mark
            or abs(self.size - other.size) > least
            or abs(self.base - other.base) > least
        )


def words_of(page: object, text_page: object, *, marked: bool = False) -> list[list[Word]]:
    """Return a page's words in the order in which they were written, by the side they run to.

    Those that are upright when the page is looked at come first. `marked`: the page has tags.
    """
    found: dict[int, list[Word]] = {pdfium.FPDFPage_GetRotation(page) % 4: []}
    for side, word in _Reading(text_page, marked=marked).words():
        found.setdefault(side, []).append(word)
    return list(found.values())


ADDRESS_OF = ctypes.cast(
    pdfium.FPDFText_GetTextObject, ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
)
"""Gives of a character's object the address alone, in half the time."""


class _Reading:
    """Goes through the characters of a page; what a call of PDFium fills is made once."""

    def __init__(self, text_page: object, *, marked: bool) -> None:
        self._page = text_page
        self._marked = marked
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix, self._box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
        self._bold: dict[int, bool] = {}
        self._text = _text_of(text_page)

    def words(self) -> Iterator[tuple[int, Word]]:
        """Give the page's words, each with the side to which it runs."""
        look, seen = _Look(0.0, 0.0, 0, bold=False), 0
        for run in RUN.finditer(self._text):
            glued = False
            first = end = run.start()
            own = look
            for begin, stop, address in self._stretches(*run.span()):
                if address and address != seen:
                    thing = pdfium.FPDFText_GetTextObject(self._page, begin)
                    seen, look = address, self._look(begin, thing)
                if first < end and (not address or look.differs(own)):
                    yield self._made(first, end, own, glued=glued)
                    glued = bool(address) and look.side == own.side
                    first = end
                if not address:
                    glued, first = False, stop
                elif first == end:
                    first, own = begin, look
                end = stop
            if first < end:
                yield self._made(first, end, own, glued=glued)

    def _stretches(self, first: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Give the parts of a run that are of one object each, with its address; 0 for none.

        An object's characters come one after the other: most runs need no closer look.
        """
        address = ADDRESS_OF(self._page, first)
        if address and address == ADDRESS_OF(self._page, end - 1):
            yield first, end, address
            return
        for place in range(first + 1, end):
            other = ADDRESS_OF(self._page, place)
            if other != address:
                yield first, place, address or 0
                first, address = place, other
        yield first, end, address or 0

    def _made(self, first: int, end: int, look: _Look, *, glued: bool) -> tuple[int, Word]:
        left, _ = self._extent(first, look.side)
        _, right = self._extent(end - 1, look.side)
        text = self._text[first:end]
        if text[-1] in HYPHENS:
            text = f"{text[:-1]}-"
        return look.side, Word(
            mended(_whole(text)),
            left,
            max(left, right),
            look.base,
            look.size,
            look.bold,
            glued,
            mark=look.mark,
            place=first,
        )

    def _look(self, place: int, thing: object) -> _Look:
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._page, place, matrix):
            matrix.a = matrix.d = 1.0
            matrix.b = matrix.c = 0.0
        pdfium.FPDFText_GetCharOrigin(self._page, place, self._x, self._y)
        side = 0
        if abs(matrix.b) > abs(matrix.a):
            side = 1 if matrix.b > 0 else 3
        elif matrix.a < 0:
            side = 2
        size = pdfium.FPDFText_GetFontSize(self._page, place) * math.hypot(matrix.c, matrix.d)
        x, y = self._x.value, self._y.value
        base = (y, -x, -y, x)[side]
        mark = pdfium.FPDFPageObj_GetMarkedContentID(thing) if self._marked else -1
        bold = self._is_bold(thing)
        return _Look(max(_sensible(size), 0.1), _sensible(base), side, bold, mark)

    def _extent(self, place: int, side: int) -> tuple[float, float]:
        box = self._box
        if not pdfium.FPDFText_GetLooseCharBox(self._page, place, box):
            return 0.0, 0.0
        ends = (
            (box.left, box.right),
            (box.bottom, box.top),
            (-box.right, -box.left),
            (-box.top, -box.bottom),
        )[side]
        return _sensible(ends[0]), _sensible(ends[1])

    def _is_bold(self, thing: object) -> bool:
        font = pdfium.FPDFTextObj_GetFont(thing)
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            self._bold[address] = _is_bold_font(font)
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(thing) == FILL_AND_STROKE
        return self._bold[address] or stroked


def _text_of(text_page: object) -> str:
    """Return a page's characters, each at its place."""
    count = pdfium.FPDFText_CountChars(text_page)
    units = (ctypes.c_ushort * (count + 1))()
    if count > 0 and pdfium.FPDFText_GetText(text_page, 0, count, units) == count + 1:
        text = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count and not HALF.search(text):
            return text
    # Some have no place in it, or two.
    codes = map(pdfium.FPDFText_GetUnicode, repeat(text_page), range(count))
    return "".join(chr(code) if code < BEYOND else UNKNOWN for code in codes)


def _is_bold_font(font: object) -> bool:
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, name, 200)
    heavy = pdfium.FPDFFont_GetWeight(font) in BOLD_WEIGHTS
    forced = pdfium.FPDFFont_GetFlags(font) & FORCE_BOLD
    named = BOLD.search(name.value.decode("utf-8", "replace"))
    return bool(heavy or named or (forced and pdfium.FPDFFont_GetFlags(font) > 0))


def _whole(text: str) -> str:
    """Join halves of characters, as some platforms give them."""
    if not HALF.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _sensible(value: float) -> float:
    return value if -LARGEST < value < LARGEST else 0.0
