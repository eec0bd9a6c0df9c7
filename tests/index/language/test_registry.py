import re
from dataclasses import fields

import pytest
from babel import Locale
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from index.language.profiles.profile import LanguageProfile
from index.language.registry import (
    PROFILES,
    QUESTION_WORDS,
    STEMMERS,
    all_patterns,
    all_words,
    profile_of,
)

WORDS = ("interrogatives", "pointing_back", "seldom_pointing_back", "contrast")
PATTERNS = [field.name for field in fields(LanguageProfile) if field.default == ""]


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


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
class TestEveryProfile:
    def test_has_the_code_of_a_language_that_has_no_plain_one(
        self, profile: LanguageProfile
    ) -> None:
        assert Locale.parse(profile.code).language == profile.code
        assert profile.code not in STEMMERS.keys() | QUESTION_WORDS.keys()

    @pytest.mark.parametrize("name", PATTERNS)
    def test_has_patterns_that_stand_beside_those_of_other_languages(
        self, profile: LanguageProfile, name: str
    ) -> None:
        pattern = re.compile(getattr(profile, name))

        # An empty match would be one everywhere; a group would move the others' numbers.
        assert not getattr(profile, name) or pattern.fullmatch("") is None
        assert pattern.groups == 0

    @pytest.mark.parametrize("name", WORDS)
    def test_has_words_in_lower_case(self, profile: LanguageProfile, name: str) -> None:
        assert all(word == word.lower() for word in getattr(profile, name))

    def test_has_pairs_enough_to_tell_cosines_apart(self, profile: LanguageProfile) -> None:
        assert len(profile.calibration_pairs) in {0, 8}
        questions = {question for question, _ in profile.calibration_pairs}
        assert all(question.endswith("?") for question in questions)
        assert len(questions) == len(profile.calibration_pairs)


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
