"""For any bytes: an article, or one clear error."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import draft_from_text, read_bytes
from index.articles.cleaning import clean
from index.config import IngestSettings
from index.errors import ArticleError
from index.models import Draft
from index.units.blocks import sound
from index.units.segmentation import fits, segment

INGEST = IngestSettings(max_megabytes=1, reading_timeout=60)
NAMES = st.sampled_from(["a", "a.txt", "a.md", "a.html", "a.pdf", "http://[", "https://x/a.md?b"])
TYPES = (
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(
        [
            "text/html; charset=utf-16",
            "text/plain; charset=cp037",
            "application/pdf",
            ";;;charset==",
        ]
    )
)
STARTS = st.sampled_from(
    [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"---\n",
        b"+++\n",
        b"<html>",
        b"%PDF-1.7\n",
        b" date 2020 ",
    ]
)
# fmt: off
MARKUP = st.lists(
    st.sampled_from([
        "# Titel", "\n", "\n\n", "- a", "1. b", "> ", "```", "`", "**", "*", "_", "[a](b)",
        "![c](d)", "<b>", "</b>", "<p>", "<div hidden>", "</div>", "<!--", "-->", "<script>",
        "&amp;", "&#0;", "<table><tr><td>", "&#xD800;", "| x | y |\n|-|-|", "---\n", "title: x\n",
        "!!! note \"T\"\n    x\n", "=== \"T\"\n\n    x\n", "> [!tip] T\n", ":::\n", "::: tip T\n",
        "[^1]", "[^1]: n\n", "^[n]", "%%", "{{< x >}}", "{% x %}", "{.x}", "{: y}",
        "[[a|b]]", "![[c]]",
        "==h==", " ^id\n", "- [x] t\n", "T\n: D\n", "*[A]: B\n", "Wie-\nder", "Q: Wie?\n",
        "A: So.\n", "a: b\n",
        "== H ==\n", "{|\n|a||b\n|}\n", "'''f'''", "10^6^", "<name>", "12:01 x\n", "#a #b\n",
        "ä", "\u0308", "\0", "\u202e", "<br>", "<ul><li>", "<pre>", "\\", "</html>", "<title>",
        "<meta charset=x>", "Satz.",
    ]),
    max_size=30,
).map("".join)
# fmt: on


def check(draft: Draft) -> None:
    assert draft.blocks is not None
    assert sound(draft.blocks, draft.text)
    spans = segment(draft.text, draft.language, draft.blocks)
    assert fits(spans, draft.text)
    units = "".join(draft.text[span.start : span.end] for span in spans)
    assert "".join(units.split()) == "".join(draft.text.split())
    assert draft.text == draft.text.strip() != ""
    assert unicodedata.is_normalized("NFC", draft.text)
    assert clean(draft.text) == draft.text
    assert draft.title.strip()
    assert "\n" not in draft.title
    assert list(draft.pages) == sorted(draft.pages)
    assert all(0 <= page <= len(draft.text) for page in draft.pages)
    draft.text.encode("utf-8")
    draft.title.encode("utf-8")


def read(raw: bytes, source: str, content_type: str | None = None) -> None:
    with suppress(ArticleError):
        check(read_bytes(raw, source=source, settings=INGEST, content_type=content_type).draft)


@settings(max_examples=300)
@given(STARTS, st.binary(max_size=400), NAMES, TYPES)
def test_any_bytes_are_an_article_or_refused(
    start: bytes, raw: bytes, source: str, content_type: str | None
) -> None:
    read(start + raw, source, content_type)


@settings(max_examples=300)
@given(MARKUP, st.sampled_from(["a.md", "a.html", "a.txt"]))
def test_any_markup_is_an_article_or_refused(markup: str, source: str) -> None:
    read(markup.encode("utf-8", "surrogatepass"), source)


@settings(max_examples=200)
@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_is_an_article_or_refused(text: str, title: str) -> None:
    with suppress(ArticleError):
        check(draft_from_text(text, source="a", title=title))


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_pdf_is_an_article_or_refused(
    make_pdf: Callable[..., bytes], data: st.DataObject
) -> None:
    raw = bytearray(make_pdf(["Die Mission ruht."], ["Sie geht weiter."]))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(raw), "a.pdf")
