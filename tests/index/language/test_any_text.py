"""No function of this room ends a question or an addition, whatever the language or the text."""

from hypothesis import given
from hypothesis import strategies as st

from index.i18n import LANGUAGES
from index.language.detection import detect_language, detect_question_language
from index.language.letters import fold
from index.language.months import day_names, month_names
from index.language.registry import PROFILES, STEMMERS, profile_of
from index.language.sentences import sentence_ends
from index.language.stopwords import listed_languages
from index.language.terms import grams, stems, word_parts, words
from index.language.words import contrasts, is_function_word, points_back

CODES = st.one_of(
    st.sampled_from([*PROFILES, *STEMMERS, "zh", "ja", "th", "he", "nb", "nn", "zxx", "xx"]),
    st.sampled_from(["zh-Hant", "sr_Latn", "DE", "de-AT", "", "-", "de\n", "İ", "\ud800"]),
    st.from_regex(r"\A[A-Za-z]{2,3}([-_][A-Za-z]{2,8})?\Z"),
    st.text(max_size=10),
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="aBİıßĀ 1.!?。।؟\u3000\xa0\n„“'’-\u0301\u200dคب", max_size=100),
)


@given(CODES)
def test_every_language_has_names_of_months_and_days(language: str) -> None:
    assert set(month_names(language).values()) == set(range(1, 13))
    assert set(day_names(language).values()) == set(range(7))
    assert all(name.strip() for name in [*month_names(language), *day_names(language)])


@given(CODES)
def test_a_profiles_own_code_has_the_same_profile(language: str) -> None:
    profile = profile_of(language)

    assert profile_of(profile.code) == profile


@given(TEXTS, CODES, CODES)
def test_a_text_has_as_many_stems_in_one_language_as_in_another(
    text: str, one: str, other: str
) -> None:
    assert len(stems(text, one)) == len(stems(text, other)) == len(words(text))


@given(TEXTS, CODES)
def test_only_a_language_with_lists_has_function_words(text: str, language: str) -> None:
    found = [word for word in words(text) if is_function_word(word, language)]

    assert not found or profile_of(language).code in listed_languages()


@given(TEXTS, CODES)
def test_sentence_ends_ascend_to_the_end_of_the_text(text: str, language: str) -> None:
    ends = sentence_ends(text, language)

    assert ends == sorted(set(ends))
    assert ends[-1:] == ([len(text)] if text else [])


@given(TEXTS)
def test_any_text_is_in_some_language(text: str) -> None:
    assert profile_of(detect_language(text)).code == detect_language(text)
    assert detect_question_language(text) in LANGUAGES


@given(TEXTS)
def test_terms_of_any_text_have_their_length(text: str) -> None:
    assert {len(gram) for gram in grams(text)} <= {4}
    assert {len(part) for part in word_parts(text)} <= {1, 2, 3, 4}
    assert fold(text) == " ".join(fold(text).split())


@given(TEXTS)
def test_only_the_opening_of_a_sentence_points_back_or_contrasts(text: str) -> None:
    whole = f"{text} one two three four"

    assert points_back(f"{whole} das ist aber") == points_back(whole)
    assert contrasts(f"{whole} das ist aber") == contrasts(whole)
