"""What is known of one language: most in `german.py` and `english.py`, little in `polish.py`.

To add a language, say Danish, write `danish.py` beside them with

    DANISH = LanguageProfile("da", stemmer="danish", ...)

and put `DANISH` into `PROFILES` in `index/language/registry.py`, in the place of its lines in
`STEMMERS` and `QUESTION_WORDS`; nothing else names a language. Any field but the code may be left
out. A language without a file has a plain profile: its code, what asks there and, where Tantivy has
one, its stemmer. Its function words are listed elsewhere (`index/language/stopwords.py`).

Nobody tells the language of a question, and that of a short article is a guess. So the words and
patterns from `pointing_back` on are looked for in texts of every language, those of all profiles
together: leave out a word that is common in another language and means something else there.

A pattern is a regular expression of alternatives, matched without case and put between the other
languages' ones by `|`. Groups in it don't capture, and it doesn't match nothing.
"""

from dataclasses import dataclass
from importlib.resources import files


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
    """Words that ask, and such helping words as the lists of function words lack. They say little
    of what a question is about; who begins with one asks."""

    closed_class: frozenset[str] = frozenset()
    """Further function words that the language's list lacks."""

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

    picking_up: str = ""
    """Further words with which it begins, and many a remark, too: "also"."""

    expletive: str = ""
    """Pronouns that point at nothing: "it rains"."""

    pronoun_articles: str = ""
    """Articles that also stand for a thing: German "das"."""

    copulas: frozenset[str] = frozenset()
    """Between "what" and what is to be told of: "is"."""

    vague_verbs: frozenset[str] = frozenset()
    """What a question has for a verb that says little: "happens", "findet … statt"."""

    bringing: frozenset[str] = frozenset()
    """Verbs that who may do something asks with, and that rules need not have: "mitnehmen"."""

    empty_words: frozenset[str] = frozenset()
    """Words of a question that name nothing to look for: "earlier"."""

    chatter: frozenset[str] = frozenset()
    """Words of which one alone, or several, are no question: "ok", "thanks"."""

    # What people put around a question

    before_question: str = ""
    """"hello everybody", "quick question", "does anybody know"."""

    after_question: str = ""
    """"thanks", "asking for a friend"; behind a mark."""

    closing: str = ""
    """Of these, what is nothing else even without a mark before it."""

    asks_about_you: str = ""
    """All that is said by who asks who answers and what they can do: "who are you", "help"."""

    small_talk: str = ""
    """What is said to whoever answers, and asks nothing of what they know: "well done, bot"."""

    talk_words: frozenset[str] = frozenset()
    """Words of small talk that make none by themselves: "you are so slow today"."""

    courtesies: frozenset[str] = frozenset()
    """Those that make small talk of `talk_words`: greetings, thanks, laughter, apologies."""

    said_of_you: frozenset[str] = frozenset()
    """Those that do with `addresses`: "are you lonely", "der bot ist langsam"."""

    addresses: frozenset[str] = frozenset()
    """Words that speak to whoever answers, or of them."""

    asks_you: frozenset[str] = frozenset()
    """Those that ask who answers of themselves where "you" is nobody in general: "wie war dein"."""

    subjects: frozenset[str] = frozenset()
    """Behind a verb that comes first, they make a question: "is it", "kann ich"."""

    asks_for_sources: str = ""
    """By who asks what can be asked: "which sources do you have"."""

    asks_for_news: str = ""
    """By who asks what is new."""

    tag: str = ""
    """What asks for nothing but a nod, at the end of what is said: ", right?", "how are you?"."""

    insisting: frozenset[str] = frozenset()
    """Words with which a question is asked once more: "wann denn nun?"."""

    alternative: str = ""
    """How a sentence begins that is the other half of the question before it: "or"."""

    # What a question asks for

    auxiliaries: frozenset[str] = frozenset()
    """Verbs with which a question begins that is answered by yes or no."""

    when: str = ""
    year_word: str = ""
    weekday_word: str = ""
    """What "which year" and "which weekday" in `when` ask for."""

    where: str = ""
    who: str = ""
    why: str = ""
    how_old: str = ""
    what_price: str = ""
    what_share: str = ""
    how_long: str = ""

    how_long_or_far: str = ""
    """Asks for a duration or a length, as things are: "how long is"."""

    how_large: str = ""
    """Asks for what is measured: "how tall"."""

    measured_in: tuple[tuple[str, str], ...] = ()
    """Dimensions (`index.asking.kinds.units.Dimension`), each with the words of `how_large` that
    ask for it: ("length", "tall|wide")."""

    how_many: str = ""
    """Right before what is counted."""

    how_much: str = ""
    """Asks for any number."""

    how_often: str = ""
    what_time: str = ""

    which_code: str = ""
    """Asks for a version, a number that names something, a code."""

    which_sort: str = ""
    """Asks for one of a sort of things, which has no form of its own: "which company"."""

    which_rank: str = ""

    price_word: str = ""
    """Beside these a bare number is a price."""

    price_keyword: str = ""
    """With a few others these ask for a price."""

    age_word: str = ""
    """Beside these, years are an age."""

    time_word: str = ""
    """With a few others these ask for a time of day."""

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

    vague_day: str = ""
    """Of these, what tells nobody when: "recently"."""

    months_in_prose: frozenset[str] = frozenset()
    """Months that are also other words; alone they are none: "may"."""

    dotted_days: bool = False
    """Whether "1.3." is a day without its year."""

    other_date: str = ""
    """What tells when in other words: "18th century", "on weekdays", "after the holidays"."""

    when_clause: str = ""
    """How a clause begins that tells when: "as soon as"."""

    beside_duration: str = ""
    """Before a duration that tells when: "within" three days."""

    after_duration: str = ""
    """Behind it: two years "later"."""

    from_duration: str = ""
    """Between it and what it counts from: two days "before" the exam."""

    before_clock: str = ""
    """Before a time of day: "at"."""

    clock: str = ""
    """Times of day in words: "noon", "half past seven"."""

    # Numbers

    numerals: tuple[tuple[str, float], ...] = ()
    """Words for numbers, from two on; one is too often an article."""

    numeral_parts: tuple[tuple[str, float], ...] = ()
    """What numbers that are written as one word are made of."""

    numeral_joints: frozenset[str] = frozenset()
    """Between such parts: "and"."""

    one: frozenset[str] = frozenset()
    """The number one, and articles that may mean it before a unit."""

    section: str = ""
    """What a section of a statute is called before its number, besides "§": "Paragraph"."""

    subsection: str = ""
    """What a part of it is called, which has its number in brackets: "Abs."."""

    apiece: frozenset[str] = frozenset()
    """Words before what each has so many: "four per plot"."""

    half: frozenset[str] = frozenset()

    vague: frozenset[str] = frozenset()
    """How many nobody says: "several"."""

    scales: tuple[tuple[str, float], ...] = ()
    """After a number: "million"."""

    about: str = ""
    """Before a number: "almost"."""

    up_to: frozenset[str] = frozenset()
    """Between the numbers of a range."""

    between: frozenset[str] = frozenset()
    """Before such a range whose numbers "and" joins."""

    labels: frozenset[str] = frozenset()
    """Before a number that only says which one: "chapter"."""

    before_ordinal: frozenset[str] = frozenset()
    """Before digits with a dot that mean "the second"."""

    units: tuple[tuple[str, str], ...] = ()
    """Units (`index.asking.kinds.units.UNITS`) with words of theirs that CLDR lacks; a blank within
    a word is written as "_"."""

    composed_units: tuple[tuple[str, str], ...] = ()
    """Endings that make one word of a number and a unit: "tägig"."""

    unit_adjectives: frozenset[str] = frozenset()
    """Between a number and its unit: "full"."""

    # What is said without a number

    free: str = ""
    """It costs nothing."""

    correction: str = ""
    """By these an article says that it corrects or updates another one."""

    dismissed: str = ""
    """Before what isn't so, but something else is: "not", "instead of"."""

    moved: str = ""
    """Says that something is put off or brought forward: "postponed"."""

    moved_to: str = ""
    """Before the day or time that it is moved to: "to"."""

    cancelled: str = ""
    """Says that something doesn't take place: "is cancelled"."""

    not_cancelled: str = ""
    """Words beside which it isn't said for certain that it doesn't: "if"."""

    but_then: str = ""
    """Between what is cancelled and what takes place: "but"."""

    share_word: str = ""
    """"half", "one in five"."""

    endless: str = ""
    """Durations in other words: "for good"."""

    frequency: str = ""
    """How often: "daily", "every"."""

    born: str = ""
    """Before a date that tells how old something is."""

    before_age: str = ""
    """Before a number that is an age: "aged"."""

    after_age: str = ""
    """After a number or years that are an age: "old"."""

    until: str = ""
    """Where a time ends: "until"."""

    until_event: str = ""
    """A time's end that is no date: "until further notice"."""

    ordinals: str = ""
    """"third", "2nd"."""

    ranked: str = ""
    """Before the number of a rank."""

    # Places and reasons

    before_place: str = ""
    """Prepositions of places, matched in lower case only."""

    before_bare_place: str = ""
    """Of places that have no article only: German "nach"."""

    telling_to: frozenset[str] = frozenset()
    """Words that tell to turn to somebody, and have a capital before the name: "Ask Ada Berg"."""

    no_place: str = ""
    """Words with a capital that are none behind such a preposition: "am Rand"."""

    no_bare_place: str = ""
    """Words with a capital that are none there without an article: "in Begleitung"."""

    place_columns: frozenset[str] = frozenset()
    """Headings of a table's columns that hold places: "room"."""

    definite_article: str = ""
    """Between such a preposition and the place."""

    reason: str = ""
    """Words with which a reason begins."""

    # What form an answer has (`index/asking/forms/`)

    asks_list: str = ""
    """How one asks for all of a list: "which … are", "what do I need"."""

    asks_steps: str = ""
    """How one asks for what to do: "how do I"."""

    asks_meaning: str = ""
    """How a question begins that asks for a definition: "what is"."""

    listing: str = ""
    """Verbs, and what may follow them, with which one begins to ask for a list: "list all"."""

    asks_newest: str = ""
    """Words by which one asks for how things stand now: "latest"."""

    defining: str = ""
    """After what a sentence defines: "is", "means"."""

    difference: str = ""
    """Before two things that are compared: "difference between", "compare"."""

    joining: str = ""
    """Between two things that are compared after such words: "and"."""

    beside: str = ""
    """Between them where no such word stands: "with"."""

    choosing: str = ""
    """Between two things one of which is asked for: "or"."""

    comparing: str = ""
    """Before what something is compared with: "than"."""

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()

    negation: frozenset[str] = frozenset()
    """Words that turn what a sentence says into the opposite of it."""

    limiting: frozenset[str] = frozenset()
    """Words after which a yes or a no isn't all: "only", "unless"."""

    conditions: frozenset[str] = frozenset()
    """Of these, what a yes or a no can be told together with: "only" with a leash."""

    unsure: frozenset[str] = frozenset()
    """Words of a sentence that leave it open whether things are so: "was", "will", "whether"."""

    scoped: frozenset[str] = frozenset()
    """Words beside which a negation doesn't negate the whole: not "all", not "without"."""

    prepositions: frozenset[str] = frozenset()
    """Words with which begins where, when or with what something is so: "in", "with"."""

    permitting: str = ""
    """Says that something may be done: "allowed"."""

    forbidding: str = ""
    """Says that it may not: "prohibited", "must not"."""

    obliging: str = ""
    """Says that something must be done: "have to"."""

    releasing: str = ""
    """Says that it need not: "optional"."""

    existing: str = ""
    """Says that something is there: "there are"."""

    light_verbs: frozenset[str] = frozenset()
    """Verbs that say little beside "may" and "must": to "bring" a dog."""

    neutral: frozenset[str] = frozenset()
    """Words that change nothing about whether a sentence says yes or no to a question: articles,
    prepositions (what follows them may), "is", "may" asks what "may" says."""

    opposites: tuple[tuple[str, str], ...] = ()
    """Words of which one holds if, and only if, the other doesn't: "allowed", "forbidden"."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


def words_of(name: str) -> frozenset[str]:
    """Return the words of a file beside this one; `#` begins a comment."""
    return word_set(" ".join(_lines(name)))


def patterns(name: str) -> str:
    """Return the alternatives of a file beside this one: a line each, `#` begins a comment."""
    return "|".join(_lines(name))


def _lines(name: str) -> list[str]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
