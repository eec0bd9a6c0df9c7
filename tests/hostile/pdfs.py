"""Hostile PDFs, written object by object."""

import zlib
from collections.abc import Iterator, Sequence

from index.articles.formats.errors import (
    ArticlePdfBrokenError,
    ArticlePdfEncryptedError,
    ArticlePdfScannedError,
)
from tests.hostile.cases import MANY, Case, refused

SENTENCE = "Die Mission ruht seit Januar."
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
    b"/Resources<</Font<</F 4 0 R>>%s>>/Contents %s>>"
)


def document(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of objects that are numbered from 1; the first is the catalogue."""
    raw, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return (
        raw
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (count, trailer, len(raw))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream with what its dictionary says besides its length."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def shown(*lines: str) -> bytes:
    """Return the content of a page with lines."""
    texts = b"".join(b"(%s) Tj T*\n" % line.encode("cp1252") for line in lines)
    return b"BT /F 11 Tf 14 TL 50 780 Td\n%sET" % texts


def single(
    content: bytes, entries: bytes = b"", resources: bytes = b"", others: Sequence[bytes] = ()
) -> bytes:
    """Return a document of one page; `others` are its objects from 6 on."""
    return document(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            PAGE % (resources, b"5 0 R"),
            FONT,
            stream(content, entries),
            *others,
        ]
    )


def form(content: bytes, forms: bytes = b"") -> bytes:
    """Return a form that a page can show, with the forms that it shows itself."""
    resources = b"/Resources<</Font<</F 4 0 R>>/XObject<<%s>>>>" % forms
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources)


def pdfs() -> Iterator[Case]:
    """Yield PDFs."""
    for name, (raw, text) in {**_texts(), **_odd()}.items():
        yield Case(f"{name}.pdf", raw, text)
    for name, content in _broken().items():
        yield refused(f"{name}.pdf", content, ArticlePdfBrokenError)
    for name, content in _protected().items():
        yield refused(f"{name}.pdf", content, ArticlePdfEncryptedError)
    for name, content in _without_text().items():
        yield refused(f"{name}.pdf", content, ArticlePdfScannedError)


def _texts() -> dict[str, tuple[bytes, str]]:
    word = "Wort" * MANY
    compressed = zlib.compress(shown(SENTENCE))
    return {
        "plain": (single(shown(SENTENCE)), SENTENCE),
        "one-long-word": (single(shown(word)), word),
        "hyphens": (single(shown(*["wort-"] * 40, "ende.")), "wort" * 40 + "ende."),
        "hyphens-alone": (single(shown(*["-"] * 40, SENTENCE)), "-\n\n" * 40 + SENTENCE),
        "numbers-with-hyphens": (single(shown(*["30-"] * 40, "jährig.")), "30-" * 40 + "jährig."),
        "blanks": (single(shown(SENTENCE + " " * MANY)), SENTENCE),
        "compressed": (single(compressed, b"/Filter/FlateDecode"), SENTENCE),
        "as-numbers": (single(shown(SENTENCE).hex().encode(), b"/Filter/ASCIIHexDecode"), SENTENCE),
    }


def _odd() -> dict[str, tuple[bytes, str]]:
    plain = single(shown(SENTENCE))
    return {
        "wrong-start": (plain.replace(b"startxref\n", b"startxref\n9"), SENTENCE),
        "junk-before": (b"junk\n" * 40 + plain, SENTENCE),
        "junk-after": (plain + b"\n" + b"junk\n" * 40, SENTENCE),
        "wrong-length": (single(shown(SENTENCE)).replace(b"/Length ", b"/Length 9"), SENTENCE),
        "open-brackets": (single(shown(SENTENCE) + b"[" * MANY), SENTENCE),
        "unknown-operators": (single(b"xyz\n" * MANY + shown(SENTENCE)), SENTENCE),
        "deep-states": (single(b"q " * MANY + shown(SENTENCE)), SENTENCE),
        "huge-page": (plain.replace(b"595 842", b"99999999999 842"), SENTENCE),
        "unknown-filter": (single(shown(SENTENCE), b"/Filter/Unknown"), SENTENCE),
        "open-string": (single(shown(SENTENCE) + b"(" * MANY), SENTENCE),
        "huge-numbers": (single(b"9" * MANY + b" w " + shown(SENTENCE)), SENTENCE),
        "tables-in-a-circle": (plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9"), SENTENCE),
    }


def _broken() -> dict[str, bytes]:
    plain = single(shown(SENTENCE))
    pages = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    return {
        "header-alone": b"%PDF-1.7",
        "many-headers": b"%PDF-1.7\n" * MANY,
        "nonsense": b"%PDF-1.7\n" + bytes(range(256)) * 4,
        "cut-early": plain[:60],
        "no-table": plain[: plain.index(b"xref\n0")],
        "root-of-itself": document([b"1 0 R"]),
        "pages-in-a-circle": document([b"<</Type/Catalog/Pages 2 0 R>>", pages]),
        "no-pages": document([b"<</Type/Catalog>>"]),
        "deep-brackets": document([b"[" * 5000]),
        "deep-dictionaries": document([b"<</a" * 5000]),
        "no-root": plain.replace(b"/Root 1 0 R", b""),
    }


def _protected() -> dict[str, bytes]:
    plain = single(shown(SENTENCE))
    return {
        "unknown-encryption": plain.replace(b"/Root", b"/Encrypt<</Filter/Standard/V 9>>/Root"),
    }


def bomb() -> bytes:
    """Return a page that shows a word eight million times."""
    content = b"BT /F 11 Tf 50 780 Td\n" + b"(Bombe) Tj\n" * 8_000_000 + b"ET"
    return single(zlib.compress(content, 9), b"/Filter/FlateDecode")


def forms_in_a_circle() -> bytes:
    """Return a page that shows two forms, each of which shows both."""
    inner = b"/A 6 0 R/B 7 0 R"
    forms = [form(b"/A Do /B Do", inner), form(b"/A Do /B Do", inner)]
    return single(shown(SENTENCE) + b" /A Do /B Do", b"", b"/XObject<<%s>>" % inner, forms)


def _without_text() -> dict[str, bytes]:
    return {
        "no-content": single(b""),
        "no-font": single(b"BT ET " * MANY),
        "only-signs": single(shown("... --- ...")),
        "only-drawing": single(b"0 0 m 9 9 l S " * MANY),
    }
