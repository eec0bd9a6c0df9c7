"""What the library knows of one language. `german.py` and `english.py` are the examples to follow.

To add a language, say French, write `french.py` with `FRENCH = LanguageProfile("fr", ...)` beside
them and put `FRENCH` into `registry.PROFILES`; nothing else names a language. What is left out does
without: each field tells what for. Of a language without a file only the stemmer is known, if
Tantivy has one (`registry.STEMMERS`).

Nobody tells the language of a question, and that of a short article is a guess. So the words and
patterns below are looked for in texts of every language, all profiles' together: leave out a word
that is common in another language and means something else there. Only `stemmer`, `ordinal` and
`calibration_pairs` count for texts of the language itself.

A pattern is a regular expression of alternatives, matched without case, and parted by `|` from the
other languages' alternatives; groups in it don't capture.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LanguageProfile:
    """All that depends on one language. Words are in lower case."""

    code: str
    """ISO 639-1."""

    stemmer: str | None = None
    """Tantivy's name of the language's stemmer and list of stop words; without, words stay as they
    are."""

    ordinal: str | None = None
    """Ends a text that goes on though sentencex breaks it, such as "der 2." before "Weltkrieg"."""

    calibration_pairs: tuple[tuple[str, str], ...] = ()
    """Questions with sentences that answer them in other words, eight about different things. By
    them a model's cosines are told apart; without, those that the model knows least count."""

    # Closed classes of words

    interrogatives: frozenset[str] = frozenset()
    """Words that ask, and such helping words as Tantivy's list of stop words lacks."""

    pointing_back: frozenset[str] = frozenset()
    """Pronouns and adverbs whose meaning lies in what was said before."""

    seldom_pointing_back: frozenset[str] = frozenset()
    """Of these, words that mostly don't: "das Wetter"."""

    contrast: frozenset[str] = frozenset()
    """Words by which a sentence limits the one before it."""

    pointing_clause: str = ""
    """How a sentence begins in which a word that seldom points back does: "Das ist"."""

    going_on: str = ""
    """How a question begins that goes on from another one."""

    # What a question asks for

    when: str = ""
    how_many: str = ""
    where: str = ""
    who: str = ""
    why: str = ""

    # Dates, beside the names of months and days, which Babel knows of every language

    before_date: str = ""
    """Words that belong to a date: "since" in "since May"."""

    before_month: str = ""
    """Between a day and its month: "of"."""

    day_ending: str = ""
    """After the number of a day: "rd" in "3rd May"."""

    part_of_year: str = ""
    """Before a month: "early"."""

    part_of_day: str = ""
    """After a weekday, written together: "abend" in "Mittwochabend"."""

    decade_ending: str = ""
    """After a year: "s" in "1990s"."""

    relative_day: str = ""
    """Days, weeks and years that depend on when they are said: "yesterday", "last year"."""

    # Numbers

    number_word: str = ""
    """From two on; one is too often an article."""

    scale: str = ""
    """After a number: "million", "percent"."""

    about: str = ""
    """Before a number: "almost"."""

    # Places and reasons

    before_place: str = ""
    """Prepositions of places."""

    definite_article: str = ""
    """Between such a preposition and the place."""

    reason: str = ""
    """Words with which a reason begins."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())
