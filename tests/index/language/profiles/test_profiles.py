"""What holds of each language's profile."""

import re
from dataclasses import fields

import pytest
from babel import Locale

from index.language.profiles.profile import LanguageProfile
from index.language.registry import PROFILES, QUESTION_WORDS, STEMMERS

WORDS = ("interrogatives", "pointing_back", "seldom_pointing_back", "contrast")
PATTERNS = [field.name for field in fields(LanguageProfile) if field.default == ""]


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
