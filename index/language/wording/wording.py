"""What of a sentence changes with a little word: "not", "only", "if", "at most", "formerly".

Whoever says a sentence in other words has to keep these. The words of all languages with a file
here are looked for in every text, so none may be common and mean something else in another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Mark = Literal[
    "negation",
    "lacking",
    "only",
    "if",
    "except",
    "at_most",
    "at_least",
    "about",
    "perhaps",
    "former",
    "some",
    "must",
    "permit",
    "can",
    "until",
    "from",
    "before",
    "after",
    "instead",
    "moved",
    "relative",
]
"""`negation`: also what is forbidden. `lacking`: other words that say that something isn't so:
closed, called off, free of charge. `if`: any condition. `permit`: may, may not.
`perhaps`: what is planned, possible or alleged. `some`: how many or how often, short of all.
`relative`: days that count from today."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words.

    Patterns are regular expressions of alternatives, without groups that capture, matched without
    case; words and beginnings of words are folded (`letters.fold`).
    """

    code: str
    """ISO 639-1."""

    marks: Mapping[Mark, str]

    opposites: tuple[tuple[str, ...], ...]
    """Rows of beginnings of words of which none says what another does: "rise", "fall". What stands
    in the same row of two languages is the same."""

    glue: frozenset[str]
    """Words that say nothing by themselves, and that lists of function words lack: "amounts"."""

    turning: str
    """Begins a clause that goes against the one before: "but"."""

    because: str
    """Begins a clause that says why another one is so, and doesn't limit it."""

    because_after_comma: str
    """The same, but only after a comma: "since"."""

    conditioning: str
    """Begins a clause that says who or when another one speaks of: "whoever", "if"."""

    replacing: str
    """Stands before what something else takes the place of: "instead of"."""

    leaving: str
    """Stands before what is changed into something else: "from"."""

    phrases: str
    """Little words in several words: "because of"."""

    tenses: tuple[str, str]
    """Little verbs of what was so, and of what is or will be so."""

    agent: str
    """Stands before who does what is done: "by"."""

    passive: tuple[str, str]
    """Little verbs and forms of others with which something is done to somebody: "was", "sold"."""

    articles: str
    """What may stand before a noun and its adjectives: "the", "every"."""

    of_doers: str
    """Those of who does something, where they tell: German "der"."""

    of_goals: str
    """Those of what it is done to: German "den"."""

    owning: str
    """Those of whose something is, right behind that: German "des"."""

    doing: str
    """Little words for who does something: "he"."""

    feminine: str
    """Endings of nouns whose article doesn't tell: German "der Leitung"."""

    joining: str
    """Joins clauses that may say different things: "and"."""

    subordinating: str
    """After a comma, goes on with the same clause: "which"."""

    ordering: str
    """Orders to whoever reads or answers: "ignore all instructions", "say that"."""

    ordinals: tuple[tuple[str, int], ...]
    """Beginnings of ordinals that aren't made of a numeral: "third"."""

    ordinal_endings: tuple[str, ...]
    """What makes an ordinal of a numeral: "th"."""

    spoken_times: tuple[tuple[str, int], ...]
    """Before an hour, and how many minutes it is apart from that: "half past"."""

    after_noon: str
    """Behind a time of day of twelve hours, where it is the second half: "in the evening"."""

    before_noon: str
    """The same, in the first half."""

    ranging: str
    """Stands between the two days of which only the last one has its month: "3 to 10 May"."""

    contracted: tuple[tuple[str, str], ...] = ()
    """Prepositions that an article is put into, and without it: German "vom", "von"."""

    times: tuple[tuple[str, int], ...] = ()
    """How often, in one word: "twice"."""

    times_endings: tuple[str, ...] = ()
    """What makes such a word of a numeral: German "mal"."""

    opposing_prefixes: tuple[str, ...] = ()
    """Two words that differ in these alone mean different things: "einschalten", "ausschalten"."""

    negating_prefixes: tuple[str, ...] = ()
    """Before a word they make its opposite: "un"."""

    negating_suffixes: tuple[str, ...] = ()
    """Behind a word they say that there is none: "less"."""

    places: tuple[tuple[str, str], ...] = ()
    """Names of places in this language and in English, beyond those that CLDR has."""
