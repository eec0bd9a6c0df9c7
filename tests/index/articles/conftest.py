"""Documents made on the spot, and a real web server on this machine."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from index.config import IngestSettings
from tests.index.articles.web.web_server import Site, serving

SENTENCE = "Die Übung im Irak wurde Anfang Januar ausgesetzt, größere Maßnahmen folgen später."


@pytest.fixture
def sentence() -> str:
    """A German sentence with all kinds of umlauts."""
    return SENTENCE


@pytest.fixture
def ingest() -> IngestSettings:
    """As shipped."""
    return IngestSettings()


@pytest.fixture
def local() -> IngestSettings:
    """For the server on this machine: small, quick, and allowed to be private."""
    return IngestSettings(allow_private_addresses=True, max_megabytes=1, timeout=20)


ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _stream(lines: list[str]) -> bytes:
    shown = "".join(f"({line.translate(ESCAPES)}) Tj T*\n" for line in lines)
    return f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET".encode("cp1252")


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Make a PDF of pages of lines, as a printer of documents would."""

    def make(
        *pages: list[str], info: dict[str, str] | None = None, password: str | None = None
    ) -> bytes:
        writer = pypdf.PdfWriter()
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        for lines in pages:
            page = writer.add_blank_page(595, 842)
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
            content = DecodedStreamObject()
            content.set_data(_stream(lines))
            page[NameObject("/Contents")] = writer._add_object(content)
        writer.metadata = {}
        writer.add_metadata(info or {})
        if password is not None:
            writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        file = BytesIO()
        writer.write(file)
        return file.getvalue()

    return make


@pytest.fixture
def site() -> Iterator[Site]:
    """A real HTTP server on 127.0.0.1."""

    with serving() as here:
        yield here
