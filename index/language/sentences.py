"""Where sentences end, in any language.

The ends come from sentencex (Wikimedia), which keeps dates, ordinals, abbreviations and quotes
together in some 300 languages; what it misses or breaks is mended here.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import sentencex

from index.language.abbreviations import Abbreviations, abbreviations_of
from index.language.months import day_names, month_names
from index.language.registry import PROFILES, profile_of

WIDE_BLANK = re.compile(r"[^\S ](?=\.)|\n")
"""Before a full stop and after a capital ("vitamine C\u202f."), sentencex 1.0.32 panics at one of
several bytes; a plain blank of one byte is safe. At some line ends it sees a sentence's."""
WIDE_STOP = re.compile(r"\.(?<=[^\S \n]\.)")
"""Whether there is such a blank, found by what is rare."""

BULLETS = tuple("•·▪◦‣")
NUMBER_IN_BRACKETS = re.compile(r"\((?<!\S\()(?:\d{1,3}[a-z]?|[a-z])\)(?=\s)")
"""After "• " and "(1) " sentencex finds no end any more."""

MARK = re.compile(
    r"(?:[-–•*·] )?\(?(?:\d{1,3}|[a-zA-Z])[.)]"
    r"|(?:§|Section|Sec\.|Article|Art\.|Rule) ?\d{1,4}[a-z]?\."
    r"(?: [A-ZÄÖÜ][\w-]{1,30}(?:(?: and| of| und)? [A-ZÄÖÜ][\w-]{1,30}){0,2}\.)?"
)
"""As a whole sentence, it belongs to what follows: "1. Open the lid.", "Section 2. Dues."."""

POSSIBLE_END = re.compile(r"[.!?…](?<=[^\W\d_]{2}.)(?P<closing>[\"'»”’)\]]{0,3})\s+(?=\S)")
"""Where a sentence may end though sentencex found no end."""

STOP = re.compile(r"\.\s+(?=(?P<word>[^\W\d_]{1,30}))")
MEASURED = re.compile(r"\d[^\S\n]?(?:[kcdm]?m|[mk]?g|[mcdh]?l|h|s|t|k?V|k?Wh?|[kh]?Pa)\Z")
"""A unit by its sign, which has no full stop of its own: "200 m. Boats follow"."""
MEASURE = 6
"""Characters of one, at most."""
APOSTROPHE = re.compile("['’]")
FIRST_WORD = re.compile(r"\w{1,30}")
NUMBER = re.compile(r"\s{0,5}[$€£¥#]?\s?\d")
DAY = re.compile(r"(?<!\d)\d{1,2}\.\s*$")
TIME = re.compile(r"\d{1,2}:\d{2}")

BEFORE_NUMBER = ("str", "nr")
"""How German words end that a number follows: "Bahnhofstr. 12", "Hausnr. 3"."""

FOLLOWING = {"f", "ff"}
STATUTE = re.compile(r"\s{0,5}[A-ZÄÖÜ][A-Za-z]{0,4}[A-Z]\b")
"""What "§§ 433 ff." are of: "BGB", "EStG"."""

HOURS = {"a.m", "p.m"}

STREET = "str"
"""How a street's name ends in German, which any text may have."""

LONGEST = 40
"""Characters of a word."""

SHORT_WORD = 4
"""Letters of a word that may be shortened, where a small letter follows: "tj.", "ca.", "godz."."""

CLAUSE = "[\u0e00-\u0eff\u1780-\u17ff]{8}"
CLAUSE_BLANK = re.compile(f"(?<={CLAUSE})[ \u200b]+(?={CLAUSE})")
"""Thai, Lao and Khmer part clauses with blanks, and words with nothing; names are shorter."""

KHMER_END = re.compile("[\u17d4\u17d5]+\\s*")

REFERENCE = re.compile(r"\s{0,9}[(\[][^\s()\[\]]{0,20}\d{1,9}[)\]]\s{0,9}\Z")
"""What belongs to the last sentence of a text though it stands behind its full stop: "(#212)"."""

BRACKETS = (")", "]")

ENDS = frozenset(".!?…:。！？؟।۔።։")
CLOSING = "\"'»«“”‘’)]」』）"


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence does, or as what leads in to a list."""
    return line.rstrip().rstrip(CLOSING)[-1:] in ENDS


BOLD_END = re.compile(r"(?:\*{1,3}|_{1,3}|\|\|)(?!\w)\s{0,9}")
"""Signs that close bold type, or what is hidden until it is clicked."""
SENTENCE_SIGNS = (".", "!", "?", "…")
NOTE_MARK = re.compile(r"[⁰¹²³⁴-⁹]{1,3}(?![\w⁰¹²³⁴-⁹])\s{0,9}")
"""Behind a sentence, whose note it is: "It was built in 1742.³ It still mills."."""

ORDINALS = {
    code: re.compile(profile.ordinal, re.IGNORECASE)
    for code, profile in PROFILES.items()
    if profile.ordinal
}

QUOTED = re.compile("[」』](?:と|って)")
"""What was said goes on with who said it, in Japanese."""

ANSWERED = re.compile(r"No\. (?=[A-Z][a-z])(?:(?<=[.?!:…] No\. )|(?<![^\n]No\. ))")
"""An answer, and no number: "Is it open? No. Come on Monday."."""

NOUNS_IN_CAPITALS = "de"
_GERMAN = profile_of(NOUNS_IN_CAPITALS)
BEGINNING = _GERMAN.pointing_back | _GERMAN.closed_class | _GERMAN.interrogatives
"""Words of closed classes, which have a capital at a sentence's beginning alone."""

WINDOW, CERTAIN = 4000, 3000
"""Characters that sentencex gets at once, and of its ends those that stand; hardly a paragraph is
longer."""

WITHIN = 100
"""Characters before an end that are looked at, so that many of them, each of which goes on from the
one before, cost no more than their length."""


def sentence_ends(text: str, language: str) -> list[int]:
    """Return the offsets at which the sentences of running text end; the last is its length."""
    code = profile_of(language).code
    known = abbreviations_of(code)
    wide = WIDE_STOP.search(text) is not None
    plain = WIDE_BLANK.sub(" ", text) if wide else text.replace("\n", " ")
    masked = NUMBER_IN_BRACKETS.sub(_letters, plain)
    if masked.lstrip().startswith(BULLETS):
        blank = len(masked) - len(masked.lstrip())
        masked = f"{masked[:blank]}-{masked[blank + 1 :]}"
    measured = {*_measured(masked, code)} | {match.end() for match in ANSWERED.finditer(masked)}
    found = {*_boundaries(masked, code), *_missed(masked, known), *measured}
    if not _is_western(text):
        parts = (*CLAUSE_BLANK.finditer(text), *KHMER_END.finditer(text))
        found |= {match.end() for match in parts}
    ends: list[int] = []
    start = 0
    if "*" in text or "_" in text or "||" in text or NOTE_MARK.search(text):
        found = {_beyond_marks(text, end) for end in found}
    for end in sorted(found):
        if end >= len(text) or end in measured or not _goes_on(text, start, end, code, known):
            ends.append(end)
            start = end
    return ends if start == len(text) else [*ends, len(text)]


def _is_western(text: str) -> bool:
    """Tell quickly whether a text can have no letters of Thai and its like."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _beyond_marks(text: str, end: int) -> int:
    """Return an end behind what belongs to it: a note's mark, signs that close bold type."""
    told = text[max(0, end - WITHIN) : end].rstrip(CLOSING)
    if told[-1:] in SENTENCE_SIGNS and told.rstrip("".join(SENTENCE_SIGNS))[-1:].isalnum():
        note = NOTE_MARK.match(text, end)
        end = note.end() if note else end
    match = BOLD_END.match(text, end) if text[end - 1 : end] in SENTENCE_SIGNS else None
    return match.end() if match else end


def _letters(match: re.Match[str]) -> str:
    return "A" + "a" * (len(match[0]) - 1)


def _missed(text: str, known: Abbreviations) -> Iterator[int]:
    """Find ends that sentencex takes for abbreviations, or passes over before small letters."""
    small = text == text.lower() != text.upper()
    for match in POSSIBLE_END.finditer(text):
        following = text[match.end()]
        if match[0][0] != ".":
            if small or (match[0][0] == "?" and following.isdecimal()):
                yield match.end()
            continue
        word = _word_before(text, match.start() + 1)
        if word in known.before_name or word in known.before_number:
            continue
        if following.isupper():
            if word in known.never and not match["closing"]:
                yield match.end()
        elif following.isdecimal():
            long = len(word) > SHORT_WORD and not word.endswith(BEFORE_NUMBER)
            if long or TIME.match(text, match.end()):
                yield match.end()
        elif small and len(word) > 2 and word not in known.within:
            yield match.end()


def _measured(text: str, code: str) -> Iterator[int]:
    """Find ends behind units. Where nouns have capitals, "200 g. Mehl" may be badly written."""
    begins = BEGINNING if code == NOUNS_IN_CAPITALS else None
    for match in STOP.finditer(text):
        word, stop = match["word"], match.start()
        capital = word[0].isupper() and (begins is None or word.lower() in begins)
        if capital and MEASURED.search(text, max(0, stop - MEASURE), stop):
            yield match.end()


def _goes_on(text: str, start: int, end: int, code: str, known: Abbreviations) -> bool:
    """Tell whether the sentence from `start` goes on at `end`, though it was broken there."""
    last = text[max(start, end - WITHIN) : end]
    sentence = last.rstrip()
    marked = start + WITHIN > end and MARK.fullmatch(sentence.lstrip())
    if marked or (text.endswith(BRACKETS) and REFERENCE.match(text, end)):
        return True
    if not sentence.endswith("."):
        return QUOTED.match(text, end - 1) is not None
    if sentence[-2:-1].isdecimal():
        if code in ORDINALS and ORDINALS[code].search(last):
            return True
        if DAY.search(last) and (following := FIRST_WORD.match(text, end)):
            # "Am Montag, 5. Oktober, ist …"
            months = month_names(code).keys()
            return not months.isdisjoint({following[0], following[0].capitalize()})
    if text[end - 1] == ".":
        # "ASP.NET", but not where only the blank was forgotten.
        forgotten = text[end - 3 : end - 1].islower() and text[end : end + 2].istitle()
        word_goes_on = text[end].isalpha() or text[end].isdecimal()
        return text[end] == "-" or (word_goes_on and not forgotten)
    word = _word_before(sentence, len(sentence))
    return word in known.before_name or _is_shortened(word, sentence, text, end, code)


def _is_shortened(word: str, sentence: str, text: str, end: int, code: str) -> bool:
    """Tell whether a word before a full stop is an abbreviation, by what follows at `end`."""
    if NUMBER.match(text, end):
        return word in abbreviations_of(code).before_number or word.endswith(STREET)
    if word in FOLLOWING:
        return STATUTE.match(text, end) is not None
    if word in HOURS:
        following = FIRST_WORD.match(text, end)
        return following is not None and following[0] in _days_and_months(code)
    # Who writes all in small letters begins sentences with them, too.
    short = 0 < len(word) <= SHORT_WORD or "." in word
    return short and text[end].islower() and sentence != sentence.lower()


def _word_before(text: str, end: int) -> str:
    """Return the word whose full stop ends at `end`, in lower case; empty if there is none."""
    words = text[max(0, end - LONGEST) : end - 1].rsplit(None, 1)
    return APOSTROPHE.split(words[-1].lower())[-1].strip('(„“"«') if words else ""


@lru_cache
def _days_and_months(code: str) -> frozenset[str]:
    return frozenset(chain(day_names(code), month_names(code)))


def _boundaries(text: str, code: str) -> Iterator[int]:
    """Yield where sentencex ends sentences.

    It is handed `WINDOW` characters at a time, each time from an end that is certain: sentencex
    takes the square or more of what it is handed.
    """
    start = 0
    while len(text) - start > WINDOW:
        ends = _ends(text[start : start + WINDOW], code)
        # An end near the window's own may be none once more of the text is seen.
        certain = [end for end in ends if end <= CERTAIN]
        yield from (start + end for end in certain)
        start += certain[-1] if certain else CERTAIN
    yield from (start + end for end in _ends(text[start:], code))


def _ends(text: str, code: str) -> list[int]:
    try:
        found = sentencex.get_sentence_boundaries(code, text)
    except BaseException as error:
        # A panic in Rust is no Exception, and must not end an addition.
        if type(error).__name__ != "PanicException":
            raise
        return []
    return [boundary["end_index"] for boundary in found]
