"""What of a word counts, whatever language it is in, and how a language spells it otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.letters import fold, numerals, other_spellings, spelled_out
from index.language.months import month_names
from index.language.terms import word_parts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("März", "marz"),
        ("Maerz", "maerz"),
        ("Israel, nuevo, blue, boek", "israel, nuevo, blue, boek"),
        ("STRASSE Straße", "strasse strasse"),
        ("Łódź, Ørsted, Đà Nẵng, þorn", "lodz, orsted, da nang, thorn"),
        ("I ı İ i", "i i i i"),
        ("٤ ४ ４ ๔", "4 4 4 4"),
        ("Вэйцай й ё", "вэицаи и е"),
        ("مُحَمَّد", "محمد"),
        ("विद्यालय", "विद्यालय"),
        ("ガラス と ハハ", "ガラス と ハハ"),
        ("ครู ค่า", "ครู ค่า"),
        ("  a\u00adb \n c\u200dd", "ab cd"),
    ],
)
def test_case_accents_and_shapes_do_not_count_and_other_letters_do(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_numerals_of_all_scripts_are_the_same_and_letters_stay() -> None:
    assert numerals("१९८७ में, 2021, Ⅳ, ²") == "1987 में, 2021, Ⅳ, ²"


@pytest.mark.parametrize(
    ("text", "language", "others"),
    [
        ("Im März", "de", ("maerz",)),
        ("Im Maerz in Zuerich", "de-AT", ("marz", "zurich")),
        ("neue Bauern an der Quelle", "de", ()),
        ("Åse fra Tromsø", "nb", ("aase", "tromsoe")),
        ("Israel und blue", "en", ()),
        ("El nuevo Raúl", "es", ()),
    ],
)
def test_only_a_language_that_spells_letters_out_has_other_spellings(
    text: str, language: str, others: tuple[str, ...]
) -> None:
    assert other_spellings(text, language) == others


@given(st.text(max_size=60))
def test_a_question_is_met_by_the_text_itself_in_any_language(text: str) -> None:
    for language in ("de", "da", "en", "ja", "xx"):
        assert set(word_parts(text)) <= set(word_parts(text, language))


@pytest.mark.parametrize("question", ["März", "Marz", "Maerz", "MAERZ"])
@pytest.mark.parametrize("text", ["März", "Maerz"])
def test_an_umlaut_in_a_german_text_is_met_however_it_is_typed(question: str, text: str) -> None:
    assert set(word_parts(question)) <= set(word_parts(text, "de"))


def test_months_are_known_as_they_are_spelled_out() -> None:
    assert spelled_out("Zürich", "de") == "zuerich"
    assert spelled_out("Mai", "de") == "Mai"
    assert month_names("de")["maerz"] == month_names("de")["März"] == 3
    assert "maerz" not in month_names("sv")
