"""Pages that a browser saved as one file are read as the pages that they are."""

import quopri
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.formats.errors import ArticleWebPageEmptyError
from index.articles.omissions import Omission
from tests.index.articles.units import DOCUMENTS, answers, extract, read

HEAD = """From: <Saved by Blink>
Snapshot-Content-Location: https://beispiel.example/seite
Subject: =?utf-8?Q?Kulturhaus_er=C3=B6ffnet?=
Date: Thu, 14 Mar 2024 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----G"

"""


def part(content_type: str, body: str, encoding: str = "8bit") -> str:
    head = f"Content-Type: {content_type}\nContent-Transfer-Encoding: {encoding}"
    return f"------G\n{head}\n\n{body}\n"


def test_the_page_is_read_with_its_address_and_not_dated_by_the_day_of_saving() -> None:
    extraction = extract((DOCUMENTS / "saved-page.mhtml").read_bytes(), "seite.mhtml")
    draft = extraction.draft
    assert (extraction.format, draft.title, draft.url, draft.date) == (
        "mhtml",
        "Kulturhaus",
        "https://beispiel.example/a",
        None,
    )
    assert answers(draft) == ["Der Umbau soll im Frühjahr beginnen und zwei Jahre dauern."]


@pytest.mark.parametrize("name", ["seite.mht", "seite.html", "seite.eml", "seite"])
def test_a_saved_page_is_one_under_any_name(name: str) -> None:
    assert extract((DOCUMENTS / "saved-page.mhtml").read_bytes(), name).format == "mhtml"


def test_frames_are_named_and_pictures_are_the_page_s_own() -> None:
    page = (
        "<html><head><title>Saal</title></head><body><p>Der Saal kostet 20 Euro.</p></body></html>"
    )
    frame = "<html><body><p>Werbung hier</p></body></html>"
    raw = HEAD + part("text/html", page) + part("text/html", frame)
    raw += part("image/png", "AAAA", "base64") + "------G--\n"
    extraction = extract(raw, "seite.mhtml")
    assert (extraction.draft.title, extraction.draft.text) == ("Saal", "Der Saal kostet 20 Euro.")
    assert extraction.omissions == (Omission("parts", len("Werbunghier")),)


def test_a_saved_page_whose_bytes_are_not_what_they_are_called_is_read() -> None:
    page = "<html><body><p>Der größere Saal kostet 20 Euro.</p></body></html>"
    raw = (HEAD + part("text/html; charset=utf-8", page) + "------G--\n").encode("cp1252")
    assert read(raw, "seite.mhtml").text == "Der größere Saal kostet 20 Euro."


def test_one_without_a_page_is_refused() -> None:
    raw = HEAD + part("image/png", "AAAA", "base64") + "------G--\n"
    with pytest.raises(ArticleWebPageEmptyError):
        read(raw, "seite.mhtml")


@given(
    st.lists(st.lists(st.sampled_from(["Wort", "Satz.", "Wann?", "ä=b"]), min_size=1), min_size=1),
    st.sampled_from(["quoted-printable", "base64", "8bit"]),
)
def test_every_word_of_a_saved_page_is_in_its_text(texts: list[list[str]], encoding: str) -> None:
    paragraphs = "".join(f"<p>{' '.join(words)}</p>" for words in texts)
    body = f"<html><body>{paragraphs}</body></html>"
    written = body
    if encoding == "base64":
        written = b64encode(body.encode()).decode()
    elif encoding == "quoted-printable":
        written = quopri.encodestring(body.encode()).decode()
    raw = f"{HEAD}{part('text/html; charset=utf-8', written, encoding)}------G--\n"
    draft = read(raw, "a.mhtml")
    assert draft.text.split() == [word for words in texts for word in words]
