"""What is known of one language. `german.py` and `english.py` are the examples to follow.

To add a language, say French, write `french.py` beside them with

    FRENCH = LanguageProfile("fr", stemmer="french", ...)

and put `FRENCH` into `PROFILES` in `registry.py`, in the place of its line in `STEMMERS`; nothing
else names a language. Any field but the code may be left out. A language without a file has a plain
profile: its code and, where Tantivy has one, its stemmer.

Nobody tells the language of a question, and that of a short article is a guess. So the words and
patterns from `pointing_back` on are looked for in texts of every language, those of all profiles
together: leave out a word that is common in another language and means something else there.

A pattern is a regular expression of alternatives, matched without case and put between the other
languages' ones by `|`. Groups in it don't capture, and it doesn't match nothing.
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

    interrogatives: frozenset[str] = frozenset()
    """Words that ask, and such helping words as Tantivy's list of stop words lacks. They say little
    of what a question is about; who begins with one asks."""

    # What a sentence or a question hangs on

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
    """Prepositions of places, matched in lower case only."""

    definite_article: str = ""
    """Between such a preposition and the place."""

    reason: str = ""
    """Words with which a reason begins."""

    # What form an answer has (`index/asking/forms/`)

    asks_list: str = ""
    """How one asks for all of a list: "which … are", "what do I need"."""

    asks_steps: str = ""
    """How one asks for what to do: "how do I"."""

    asks_count: str = ""
    """How one asks for a number of things: "how many"."""

    asks_meaning: str = ""
    """How a question begins that asks for a definition: "what is"."""

    asks_newest: str = ""
    """Words by which one asks for how things stand now: "latest"."""

    defining: str = ""
    """After what a sentence defines: "is", "means"."""

    between: str = ""
    """Before two things that are compared: "difference between"."""

    joining: str = ""
    """Between two things that are compared after such words: "and"."""

    choosing: str = ""
    """Between two things one of which is asked for: "or"."""

    comparing: str = ""
    """Before what something is compared with: "than"."""

    yes_no: frozenset[str] = frozenset()
    """Words with which a question begins that yes or no answers."""

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()

    negation: frozenset[str] = frozenset()
    """Words that turn what a sentence says into the opposite of it."""

    limiting: frozenset[str] = frozenset()
    """Words after which a yes or a no isn't all: "only", "unless"."""

    neutral: frozenset[str] = frozenset()
    """Words that change nothing about whether a sentence says yes or no to a question: articles,
    prepositions (what follows them may), "is", "may" asks what "may" says."""

    opposites: tuple[tuple[str, str], ...] = ()
    """Words of which one holds if, and only if, the other doesn't: "allowed", "forbidden"."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())
