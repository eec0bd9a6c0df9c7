"""What a document is shows in its content; its name only helps where the content can't tell."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable

import pytest

from index.articles import read_bytes
from index.articles.errors import ArticleArchiveError
from index.articles.formats.errors import ArticlePdfBrokenError
from index.config import IngestSettings

PAGE = b"<!DOCTYPE html><html><body><p>Die Mission wurde ausgesetzt.</p></body></html>"


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "Text")
    return file.getvalue()


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return file.getvalue()


@pytest.mark.parametrize(
    "raw",
    [_zip(), _tar(), gzip.compress(b"Text"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Rar!\x1a\x07"],
    ids=["zip", "tar", "gzip", "doc", "rar"],
)
@pytest.mark.parametrize("name", ["notiz.txt", "notiz.pdf", "notiz.html"])
def test_an_archive_is_refused_under_any_name(
    raw: bytes, name: str, ingest: IngestSettings
) -> None:
    with pytest.raises(ArticleArchiveError, match=f"“{name}” is an archive or an office document"):
        read_bytes(raw, source=name, settings=ingest)


@pytest.mark.parametrize("name", ["seite.html", "seite.txt", "seite.md", "seite"])
def test_a_whole_web_page_is_one_under_any_name(name: str, ingest: IngestSettings) -> None:
    reading = read_bytes(PAGE, source=name, settings=ingest)
    assert (reading.format, reading.draft.text) == ("html", "Die Mission wurde ausgesetzt.")


def test_the_type_sent_along_goes_before_the_ending(ingest: IngestSettings) -> None:
    raw = b"<p>Die *Mission* wurde ausgesetzt.</p>"
    texts = {
        content_type: read_bytes(
            raw, source="https://example.org/a.txt?x=1", settings=ingest, content_type=content_type
        ).draft.text
        for content_type in ("text/html; charset=utf-8", "text/markdown", "text/plain", None)
    }
    assert texts == {
        "text/html; charset=utf-8": "Die *Mission* wurde ausgesetzt.",
        "text/markdown": "Die *Mission* wurde ausgesetzt.",
        "text/plain": "<p>Die *Mission* wurde ausgesetzt.</p>",
        None: "<p>Die *Mission* wurde ausgesetzt.</p>",
    }


def test_markdown_sent_as_plain_text_is_told_by_its_ending(ingest: IngestSettings) -> None:
    source = "https://example.org/README.md?raw=1"
    reading = read_bytes(b"# Titel\n\n*Text*.", source=source, settings=ingest)
    assert (reading.format, reading.draft.title, reading.draft.text) == (
        "markdown",
        "Titel",
        "Text.",
    )


def test_a_pdf_is_one_under_any_name(
    make_pdf: Callable[..., bytes], ingest: IngestSettings
) -> None:
    raw = make_pdf(["Die Mission wurde ausgesetzt."])
    assert read_bytes(raw, source="notiz.txt", settings=ingest).format == "pdf"
    assert read_bytes(b"Vorspann\n" + raw, source="notiz.pdf", settings=ingest).format == "pdf"


def test_a_text_that_calls_itself_a_pdf_is_not_taken_for_text(ingest: IngestSettings) -> None:
    with pytest.raises(ArticlePdfBrokenError):
        read_bytes(b"Die Mission wurde ausgesetzt.", source="notiz.pdf", settings=ingest)
