"""What people say to whoever answers that is no question about the articles, though it asks."""

import re
from typing import Literal

from index.asking.question import asking_part
from index.language.profile import LanguageProfile
from index.language.registry import all_patterns

Talk = Literal["about", "sources", "news"]
"""Who answers here and how to ask; what can be asked; what is new."""

LONGEST = 60
"""Characters up to which a text is looked at."""

MARKS = " \t?!.…:;,"


def _said(name: str) -> re.Pattern[str]:
    def words(profile: LanguageProfile) -> str:
        found: str = getattr(profile, name)
        return found

    return re.compile(rf"(?:{all_patterns(words)})", re.IGNORECASE)


PATTERNS: tuple[tuple[Talk, re.Pattern[str]], ...] = (
    ("about", _said("asks_about_you")),
    ("sources", _said("asks_for_sources")),
    ("news", _said("asks_for_news")),
)


def talk_in(text: str) -> Talk | None:
    """Return what a text is, if it is nothing but that: "What's new?", "hi", "welche Quellen?"."""
    said = " ".join(text.split()).strip(MARKS)
    if not said or len(said) > LONGEST:
        return None
    for part in (said, asking_part(said).strip(MARKS)):
        for talk, pattern in PATTERNS:
            if pattern.fullmatch(part):
                return talk
    return None
