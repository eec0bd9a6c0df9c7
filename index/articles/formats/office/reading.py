"""Zip packages -> the reader of the office document that one is; any other is an archive."""

from index.articles.drafting import Content
from index.articles.errors import ArticleArchiveError
from index.articles.formats.office import docx, odt, pptx, xlsx
from index.articles.formats.office.parts import ooxml
from index.articles.formats.office.parts.packages import Package
from index.articles.sniffing import Format

READERS = {"docx": docx.read, "odt": odt.read, "pptx": pptx.read, "xlsx": xlsx.read}
ODT = b"application/vnd.oasis.opendocument.text"

WORDS: dict[str, Format] = {
    "wordprocessingml": "docx",
    "ms-word": "docx",
    "spreadsheetml": "xlsx",
    "ms-excel": "xlsx",
    "presentationml": "pptx",
    "ms-powerpoint": "pptx",
}
"""In the type of a package's main part."""


def read(raw: bytes, *, source: str) -> tuple[Format, Content]:
    """Read an office document; return its format, too.

    Raises:
        ArticleArchiveError: it is none, but another zip file.
        ArticleError: see the readers of the formats.
    """
    package = Package(raw, source)
    kind = _kind(package)
    if kind is None:
        raise ArticleArchiveError(source=source)
    return kind, READERS[kind](package)


def _kind(package: Package) -> Format | None:
    if (package.read("mimetype") or b"").startswith(ODT):
        return "odt"
    said = ooxml.content_type(package, ooxml.main_part(package)).lower()
    if not said.endswith("xml"):
        return None  # such as a sheet in Excel's binary form
    return next((kind for word, kind in WORDS.items() if word in said), None)
