"""What is left out of a document is told in words."""

from typing import get_args

import pytest

from index.articles.documents import Extraction
from index.articles.omissions import (
    DETAIL,
    IN_WORDS,
    Omission,
    OmissionKind,
    in_words,
    told,
)
from index.i18n import Language
from index.models import Draft


@pytest.mark.parametrize(
    ("omission", "language", "words"),
    [
        (Omission("pages", 2, "2, 3"), "en", "2 pages without text: 2, 3"),
        (Omission("pages", 1, "2"), "en", "1 page without text: 2"),
        (Omission("pages", 1, "2"), "de", "1 Seite ohne Text: 2"),
        (Omission("attachments", 2, "a.zip"), "de", "2 Anhänge: a.zip"),
        (Omission("scripts", 1), "de", "1 Skript"),
    ],
)
def test_an_omission_is_told_by_its_number_and_its_detail(
    omission: Omission, language: Language, words: str
) -> None:
    assert in_words(omission, language) == words


def test_every_kind_has_its_words() -> None:
    assert set(IN_WORDS) == set(get_args(OmissionKind))


def test_one_omission_a_kind_is_told_with_details_that_anybody_reads() -> None:
    images = [Omission("images", 1, "a.png"), Omission("pages", 2), Omission("images", 2, "b.png")]

    assert told([*images, Omission("struck", 0)]) == (
        Omission("images", 3, "a.png; b.png"),
        Omission("pages", 2),
    )
    [many] = told([Omission("images", 1, "ein\n Bild " * 30)] * 50)
    assert many == Omission("images", 50, "ein Bild " * 8 + "ein Bil…")
    assert len(many.detail) == DETAIL


def test_what_a_page_was_counted_for_is_left_out_with_the_rest() -> None:
    omission = Omission("struck", 12, "alt")
    extraction = Extraction(Draft("x", "x", "de"), "html", 30, 30, 0, 2, (omission,))

    assert extraction.left_out == (Omission("hidden", 30), Omission("invisible", 2), omission)
