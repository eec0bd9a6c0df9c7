from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import draft_from_bytes
from index.models import Draft, Span
from index.units import segmentation
from index.units.segmentation import MAX_SENTENCE, divide, fits, segment


def texts_of(text: str, language: str = "de") -> list[str]:
    return [text[span.start : span.end] for span in segment(text, language)]


def test_the_seed_has_9_paragraphs_and_27_sentences(seed: Path) -> None:
    spans = segment(draft_from_bytes(seed.read_bytes(), source=seed.name).text, "de")

    assert len(spans) == 27
    sizes = [sum(span.paragraph == n for span in spans) for n in range(1, 10)]
    assert sizes == [2, 4, 5, 2, 2, 3, 6, 1, 2]
    assert [span.number for span in spans if span.paragraph == 3] == [1, 2, 3, 4, 5]


def test_offsets_count_code_points_also_after_emoji() -> None:
    text = "😀😀 Erster Satz. Zweiter Satz."

    assert [(span.start, span.end) for span in segment(text, "de")] == [(0, 15), (16, 29)]


def test_without_blank_lines_each_line_that_ends_a_sentence_is_a_paragraph() -> None:
    spans = segment("Erster Absatz. Noch ein Satz.\nZweiter Absatz.\nDritter.", "de")

    assert [(span.paragraph, span.number) for span in spans] == [(1, 1), (1, 2), (2, 1), (3, 1)]


def test_hard_wrapped_lines_stay_one_paragraph() -> None:
    text = "Die Minister beraten am Mittwoch über\ndas weitere Vorgehen im\nIrak. Mehr nicht."

    assert [(span.paragraph, span.number) for span in segment(text, "de")] == [(1, 1), (1, 2)]


def test_a_text_without_sentence_ends_is_divided_at_white_space() -> None:
    text = "wort " * 1000

    pieces = texts_of(text)

    assert all(len(piece) <= MAX_SENTENCE for piece in pieces)
    assert " ".join(pieces) == text.strip()


@given(st.text(alphabet=st.sampled_from("aB.!? \n\t\r\u2028„“)1é😀\u0301x"), max_size=300))
def test_sentences_cover_everything_but_white_space_in_order(text: str) -> None:
    assert_covers(text)


@given(st.text(max_size=300), st.text(max_size=8) | st.sampled_from(["de", "kk", "ja", "zh-Hant"]))
def test_sentences_of_any_text_in_any_language_cover_everything_but_white_space(
    text: str, language: str
) -> None:
    assert_covers(text, language)


TWO = "Erster Satz. Zweiter.\n\nDritter."
DIVIDED = (Span(1, 1, 0, 12), Span(1, 2, 13, 21), Span(2, 1, 23, 31, passage=2))


def test_a_draft_that_comes_divided_is_not_divided_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segmentation, "sentence_ends", None)

    assert divide(Draft(TWO, "Titel", "de", spans=DIVIDED)) == DIVIDED


def test_a_draft_whose_text_is_another_than_was_divided_is_divided_again() -> None:
    draft = Draft(TWO, "Titel", "de", spans=DIVIDED)

    assert divide(replace(draft, text="Nur einer.")) == [Span(1, 1, 0, 10)]
    assert divide(replace(draft, spans=None)) == list(DIVIDED)


@given(st.text(min_size=1, max_size=300))
def test_what_any_text_is_divided_into_fits_it(text: str) -> None:
    assert fits(segment(text, "de"), text) == bool(text.strip())


@pytest.mark.parametrize(
    "spans",
    [
        (),
        (replace(DIVIDED[0], paragraph=2),),
        (replace(DIVIDED[0], passage=0),),
        (DIVIDED[0], replace(DIVIDED[1], number=3)),
        (DIVIDED[0], replace(DIVIDED[1], start=11)),
        (DIVIDED[0], replace(DIVIDED[1], end=13)),
        (DIVIDED[0], replace(DIVIDED[1], passage=3)),
        (*DIVIDED[:2], replace(DIVIDED[2], end=32)),
        (*DIVIDED[:2], replace(DIVIDED[2], passage=1)),
    ],
)
def test_what_no_text_is_divided_into_does_not_fit(spans: tuple[Span, ...]) -> None:
    assert fits(DIVIDED, TWO)
    assert not fits(spans, TWO)


def assert_covers(text: str, language: str = "de") -> None:
    position = 0
    for span in segment(text, language):
        assert position <= span.start < span.end <= len(text)
        assert not text[position : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        position = span.end
    assert not text[position:].strip()
