import pytest
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from index.language.profiles.profile import LanguageProfile
from index.language.registry import (
    PROFILES,
    STEMMERS,
    all_patterns,
    all_words,
    profile_of,
)


@pytest.mark.parametrize(
    ("language", "code", "stemmer"),
    [
        ("de", "de", "german"),
        ("DE", "de", "german"),
        ("de-AT", "de", "german"),
        ("en_GB", "en", "english"),
        ("tr", "tr", "turkish"),
        ("no", "no", "norwegian"),
        ("nb", "nb", None),
        ("zh-Hant", "zh", None),
        ("xx", "xx", None),
        ("zxx", "zxx", None),
        ("", "und", None),
        ("deutsch", "und", None),
        ("\ud800", "und", None),
        ("../de", "und", None),
    ],
)
def test_any_code_has_a_profile(language: str, code: str, stemmer: str | None) -> None:
    profile = profile_of(language)

    assert (profile.code, profile.stemmer) == (code, stemmer)


def test_a_language_without_a_file_has_a_plain_profile() -> None:
    assert profile_of("hu").stemmer == "hungarian"
    assert "hol" in profile_of("hu").interrogatives
    assert profile_of("eo") == LanguageProfile("eo")


@pytest.mark.parametrize(
    "name", [*STEMMERS.values(), *(p.stemmer for p in PROFILES.values() if p.stemmer)]
)
def test_tantivy_has_every_stemmer_that_is_named(name: str) -> None:
    analyzer = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.stemmer(name)).build()

    assert len(analyzer.analyze("one two")) == 2


def test_words_and_patterns_of_all_languages_come_together() -> None:
    assert {"wann", "when"} <= all_words(lambda profile: profile.interrogatives)
    assert all_patterns(lambda profile: profile.going_on).startswith(
        "und|aber|oder|and|but|or|what about|how about|"
    )
    # Most have none, which leaves no empty alternative.
    assert all_patterns(lambda profile: profile.before_month) == "of|de"
