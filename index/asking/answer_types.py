"""What kind of thing a question asks for, and the words of a sentence that are of that kind.

`index.asking.kinds` knows the kinds; here is what the other rooms ask of them.
"""

import re
from collections.abc import Iterator

from index.asking.kinds.amounts import amounts, of_others
from index.asking.kinds.cancellations import MOVED
from index.asking.kinds.choice import chosen, stems_of
from index.asking.kinds.dates import (
    days,
    moments,
    names_weekday,
    names_year,
    relative_days,
    times_of_day,
    weekdays,
)
from index.asking.kinds.names import PERSON, PLACE, REASON
from index.asking.kinds.quantities import quantities
from index.asking.kinds.questions import AnswerType, Wanted, wanted
from index.asking.kinds.spans import Span, touches
from index.language.registry import all_patterns, all_words
from index.language.terms import stems
from index.language.words import is_function_word

__all__ = [
    "AnswerType",
    "answer_type",
    "counts_anything",
    "find_phrase",
    "holds_answer",
    "relative_dates",
]

TELLING_TO = all_words(lambda profile: profile.telling_to)
VAGUE = re.compile(all_patterns(lambda profile: profile.vague_day), re.IGNORECASE)
COPULAS = all_words(lambda profile: profile.copulas)
UNBROKEN = re.compile(r"\S+")
ARTICLES = f"(?:{all_patterns(lambda profile: profile.definite_article)})"
IS = "|".join(sorted(COPULAS))
ASKS_WHO = all_patterns(lambda profile: profile.who)
WHO_IS = re.compile(rf"\W*(?i:(?:{ASKS_WHO})['’\s]\s*(?:{IS}))\s+{PERSON.pattern}\W*")
ALIKE = re.compile(
    rf"\s*(?:\([^()]{{1,80}}\)\s*)?(?:[:|(–-]\s*|(?i:\b(?:{IS})\b)\s*(?:{ARTICLES}\s+)?)?"
)
"""What may stand between a role and who has it."""
ROLE = 6
"""Letters by which a role is known in any case: "Vorsitzende", "Vorsitzenden"."""
DIGIT = re.compile(r"\d")

NAMED = {"person": PERSON, "place": PLACE, "reason": REASON}


def answer_type(question: str) -> AnswerType | None:
    """Return what a question asks for; None where its words don't say."""
    want = wanted(question)
    return want.kind if want else None


def holds_answer(sentence: str, kind: AnswerType, question: str, language: str) -> bool:
    """Tell whether a sentence has something of `kind` that doesn't only repeat the question."""
    return any(True for _ in _news(sentence, kind, question, language))


def counts_anything(sentence: str, question: str, language: str) -> bool:
    """Tell whether a sentence may tell a number, though not by the word that is asked for."""
    asked, want = stems_of(question, language), wanted(question)
    return want is not None and any(
        not _repeats(sentence, telling, asked, language)
        for _, telling in of_others(sentence, want, language)
    )


def find_phrase(
    sentence: str, kind: AnswerType, question: str, language: str
) -> tuple[int, int] | None:
    """Return `[start, end)` of the words of `kind` that `index.asking.kinds.choice` chooses.

    What only repeats the question doesn't count.
    """
    return chosen(sentence, _news(sentence, kind, question, language), kind, question, language)


def relative_dates(sentence: str, language: str) -> list[str]:
    """Return the words of a sentence that say when only together with the article's date.

    "am Mittwoch" and "Anfang Januar" do; "27. Dezember 2019" doesn't.
    """
    found = relative_days(sentence, language)
    return list(dict.fromkeys(sentence[start:end] for start, end in found))


def _news(sentence: str, kind: AnswerType, question: str, language: str) -> Iterator[Span]:
    """Give what is of a kind and that the question doesn't have already."""
    asked = stems_of(question, language)
    want = wanted(question)
    if want is None or want.kind != kind:
        want = Wanted(kind)
    named = _name_asked_about(sentence, question) if kind == "person" else None
    for span, part in _candidates(sentence, want, language):
        if kind == "date" and _is_of_another_day(sentence, span, question, language):
            continue
        if kind == "person":
            name = _trimmed(sentence, span, asked, language)
            # Whose last name the question has is the one that it is about; of "Ute Brandt
            # Vorsitzende" it has what the name is told for.
            about = name[1] < span[1] and not _is_role(sentence[name[1] : span[1]], question)
            several = " " in sentence[slice(*name)]
            alike = named is None or _is_said_of(sentence, named, name)
            if several and alike and not about and not _repeats(sentence, name, asked, language):
                yield name
        elif not _repeats(sentence, part, asked, language):
            yield span


def _name_asked_about(sentence: str, question: str) -> Span | None:
    """Return where a sentence has the whole name of which alone a question asks who it is."""
    asked = WHO_IS.fullmatch(question)
    at = sentence.find(asked["words"]) if asked else -1
    return (at, at + len(asked["words"])) if asked and at >= 0 else None


def _is_said_of(sentence: str, named: Span, span: Span) -> bool:
    """Tell whether a name, or a role written like one, is put in the place of another.

    "Ute Brandt" is of "Zweite Vorsitzende (seit 2020) ist Ute Brandt", not of "Max Müller, Ute
    Brandt", nor of "Max Müller eröffnete mit Ute Brandt".
    """
    first, second = sorted((named, span))
    return ALIKE.fullmatch(sentence, first[1], max(first[1], second[0])) is not None


def _is_role(name: str, question: str) -> bool:
    """Tell whether a question asks who is something, by a word behind a name: "Wer ist die …?"."""
    said = question.lower().replace(",", " ").split()
    role = (name.split() or [""])[0].lower()[:ROLE]
    return any(
        word.startswith(role) and not COPULAS.isdisjoint(said[max(0, at - 2) : at])
        for at, word in enumerate(said)
    )


def _is_of_another_day(sentence: str, span: Span, question: str, language: str) -> bool:
    """Tell whether "on Tuesday" is told to who asks of Wednesday, if nothing was moved."""
    told = sentence[slice(*span)]
    own, asked = weekdays(told, language), weekdays(question, language)
    return (
        bool(own and asked)
        and own.isdisjoint(asked)
        and DIGIT.search(told) is None
        and not any(MOVED.search(text) for text in (sentence, question))
    )


def _repeats(sentence: str, span: Span, asked: frozenset[str], language: str) -> bool:
    return asked.issuperset(stems(sentence[slice(*span)], language))


def _candidates(sentence: str, want: Wanted, language: str) -> Iterator[tuple[Span, Span]]:
    """Give what is of the wanted kind, each with the part of it that tells."""
    if (pattern := NAMED.get(want.kind)) is not None:
        found = (match.span(match.lastgroup or 0) for match in pattern.finditer(sentence))
        spans = [(start, end - (sentence[end - 1] in ".'’-")) for start, end in found]
        if want.kind != "reason":
            # "am Samstag", "im Mai", "Irak Anfang Januar"
            named = days(sentence, language)
            spans = [span for span in spans if not touches(span, named)]
        if want.kind == "person":
            # "vier Millionen Menschen"
            counted = [(each.start, each.end) for each in quantities(sentence, language)]
            spans = [span for span in spans if not touches(span, counted)]
    elif want.kind == "date":
        when = moments(sentence, language)
        spans = [span for span in when if not VAGUE.fullmatch(sentence[slice(*span)])]
        if want.precisely == "year":
            spans = [span for span in spans if names_year(sentence[slice(*span)])]
        elif want.precisely == "weekday":
            spans = [span for span in spans if names_weekday(sentence[slice(*span)], language)]
    elif want.kind == "time":
        spans = list(times_of_day(sentence, language))
    else:
        yield from amounts(sentence, want, language)
        return
    for span in spans:
        yield span, span


def _trimmed(sentence: str, span: Span, asked: frozenset[str], language: str) -> Span:
    """Leave off what the question has already, articles and "Ask …", at both ends of a name.

    It is empty where nothing else is left: "Zur Vorsitzenden".
    """
    words = [
        match
        for match in UNBROKEN.finditer(sentence[span[0] : span[1]])
        if not asked.issuperset(stems(match[0], language))
        and not is_function_word(match[0].lower(), language)
        and match[0].lower() not in TELLING_TO
    ]
    return (span[0] + words[0].start(), span[0] + words[-1].end()) if words else (span[0], span[0])
