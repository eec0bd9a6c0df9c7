"""What people say to whoever answers that is no question about the articles, though it asks."""

import re
from typing import Literal

from index.asking.questions.noise import says_nothing
from index.asking.questions.question import CHATTER, asking_part
from index.language.registry import all_patterns

Talk = Literal["about", "sources", "news"]
"""Who answers here and how to ask; what can be asked; what is new."""

LONGEST = 60
"""Characters up to which a text is looked at; so many of small talk, too, several of it in turn."""

MARKS = " \t?!.…:;,"


# Looked for where a word begins, and only as long as nothing else has come.
SMALL_TALK = re.compile(
    rf"(?:{all_patterns(lambda profile: profile.small_talk)})(?!\w)", re.IGNORECASE
)
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
"""A letter of "hiii"."""
WORD = re.compile(r"\w[\w'’]*+")
ABOUT = re.compile(all_patterns(lambda profile: profile.asks_about_you), re.IGNORECASE)
SOURCES = re.compile(all_patterns(lambda profile: profile.asks_for_sources), re.IGNORECASE)
NEWS = re.compile(all_patterns(lambda profile: profile.asks_for_news), re.IGNORECASE)
PATTERNS: tuple[tuple[Talk, re.Pattern[str]], ...] = (
    ("about", ABOUT),
    ("sources", SOURCES),
    ("news", NEWS),
)


def talk_in(text: str) -> Talk | None:
    """Return what a text is, if it is nothing but that: "What's new?", "hi", "welche Quellen?".

    Who says nothing at all, such as "asdfgh", is told how to ask, too.
    """
    if len(text) <= LONGEST and text.strip() and says_nothing(text):
        return "about"
    said = " ".join(text.split()).strip(MARKS)
    if not said or len(said) > LONGEST:
        return None
    for part in (said, asking_part(said).strip(MARKS)):
        for talk, pattern in PATTERNS:
            if pattern.fullmatch(part):
                return talk
    return "about" if _is_small_talk(said) else None


def _is_small_talk(text: str) -> bool:
    """Tell whether it is that from the beginning to the end: "ok thanks, well done, bot"."""
    text, drawn_out = DRAWN_OUT.subn(r"\1", text)
    place, said = 0, bool(drawn_out)
    while word := WORD.search(text, place):
        start = word.start()
        match = SMALL_TALK.match(text, start)
        if match is None and word[0].lower() not in CHATTER:
            return False
        said = said or match is not None
        place = word.end() if match is None else max(match.end(), start + 1)
    return said
