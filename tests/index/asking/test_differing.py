from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asking.answer_types import AnswerType
from index.asking.answers import Evidence
from index.asking.differing import Phrase, contradict, newest_first
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.library import Library
from index.models import Draft
from index.scopes import SHARED

ADA = Author("operator:ada")
FOUR, FIVE = "Der Eintritt kostet 4 Euro.", "Der Eintritt kostet 5 Euro."
Make = Callable[..., Draft]


@pytest.mark.parametrize(
    ("language", "one", "other", "kind", "differ"),
    [
        ("de", "im Jahr 2018", "im Jahr 2020", "date", True),
        ("de", "2018", "2020", "date", True),
        ("de", "Soldaten", "des Soldaten", "person", False),
        # German stems of these have nothing in common.
        ("en", "Ministries", "Ministry", "person", False),
        ("tr", "köprüler", "köprünün", "person", False),
        ("en", "two", "three", "number", True),
        ("ja", "田中", "鈴木", "person", True),
    ],
)
def test_in_one_language_names_differ_that_share_no_stem_and_values_as_values(
    language: str, one: str, other: str, kind: AnswerType, *, differ: bool
) -> None:
    assert contradict(Phrase(one, language), Phrase(other, language), kind) is differ


@pytest.mark.parametrize(
    ("language", "one", "other", "kind", "differ"),
    [
        ("de", "am 3. März", "am 12. April", "date", True),
        ("de", "am 3. März", "am 12. März", "date", True),
        ("de", "am 3. März", "3.3.", "date", False),
        ("de", "am 3. März 2025", "im März", "date", False),
        ("de", "am Mittwoch", "am 3. März", "date", False),
        ("de", "am Mittwoch", "am Freitag", "date", True),
        ("de", "bis zum Ende", "am 3. März", "date", False),
        ("en", "on 16 April 2025 at 20:00 UTC", "on 16 April 2025 at 18:00 UTC", "date", True),
        ("en", "on 16 April 2025 at 20:00 UTC", "2025-04-16", "date", False),
        ("de", "von 10 bis 18 Uhr", "von 9 bis 18 Uhr", "time", True),
        ("de", "um 18 Uhr", "18:00 Uhr", "time", False),
        ("en", "6 pm", "18:00", "time", False),
        ("de", "4,2 Millionen", "5,4 Millionen", "number", True),
        ("de", "5,1 Millionen Euro", "5,4 Millionen Euro", "money", True),
        ("de", "500.000", "eine halbe Million", "number", False),
        ("en", "half a million", "500,000", "number", False),
        ("de", "acht", "8", "count", False),
        ("de", "acht", "TOP 6", "count", False),
        ("de", "acht", "einige", "count", False),
        ("de", "2 Stunden", "120 Minuten", "duration", False),
        ("de", "2 Stunden", "90 Minuten", "duration", True),
        ("en", "a month", "30 days", "duration", False),
        ("en", "1 hour and 30 minutes", "90 minutes", "duration", False),
        ("en", "five working days", "a week", "duration", False),
        ("en", "3 euros", "3 dollars", "money", False),
        ("en", "3 euros", "300 cents", "money", False),
        ("de", "3 €", "3,50 Euro", "money", True),
        ("de", "rund 300", "310", "number", False),
        ("de", "rund 300", "500", "number", True),
        ("en", "at least 16 years old", "at least 18 years old", "age", True),
        ("en", "3–5", "4", "count", False),
        ("en", "3–5", "6", "count", True),
        ("en", "3.38", "3.40", "code", True),
        ("en", "3.40", "3.40.1", "code", False),
        ("de", "alle sechs Wochen", "alle 14 Tage", "frequency", True),
        ("de", "alle zwei Wochen", "alle 14 Tage", "frequency", False),
        ("de", "weil es regnet", "wegen der Hitze", "reason", False),
    ],
)
def test_values_are_compared_as_values(
    language: str, one: str, other: str, kind: AnswerType, *, differ: bool
) -> None:
    left, right = Phrase(one, language), Phrase(other, language)

    assert contradict(left, right, kind) is differ
    assert contradict(right, left, kind) is differ


@pytest.mark.parametrize(
    ("german", "language", "other", "kind", "differ"),
    [
        ("im Oktober 2018", "en", "in October 2018", "date", False),
        ("im Oktober", "en", "in October", "date", False),
        ("im Januar", "en", "in February", "date", True),
        ("am Mittwoch", "fr", "mercredi", "date", False),
        ("am Mittwoch", "en", "on Friday", "date", True),
        ("am 3. Januar", "ja", "1月3日", "date", False),
        ("2019", "fa", "۲۰۱۹", "date", False),
        ("1.200", "en", "1,200", "number", False),
        ("300", "en", "some 1,200", "number", True),
        ("zwei", "en", "two", "number", False),
        ("zwei", "en", "3", "number", True),
        ("in München", "en", "in Munich", "place", False),
        ("Josep Borrell", "es", "Josep Borrell", "person", False),
        ("Wolodymyr Selenskyj", "en", "Volodymyr Zelensky", "person", False),
        ("Elif Kaya", "tr", "Murat Demir", "person", True),
        ("Wladimir Putin", "ru", "Владимир Путин", "person", False),
    ],
)
def test_in_two_languages_answers_differ_that_share_nothing_both_would_write_alike(
    german: str, language: str, other: str, kind: AnswerType, *, differ: bool
) -> None:
    one, two = Phrase(german, "de"), Phrase(other, language)

    assert contradict(one, two, kind) is differ
    assert contradict(two, one, kind) is differ


def test_sources_in_two_languages_that_give_the_same_date_agree(
    library: Library, draft: Make
) -> None:
    library.add(draft("Arena Musterstadt: im Oktober."), ADA)
    library.add(draft("Arena Musterstadt: in October.", language="en"), ADA)
    library.add(draft("Der Stadtrat von Beispielheim tagte lange über ganz anderes."), ADA)

    answer = library.ask("When: Arena Musterstadt?")

    assert {citation.answering[1] for citation in answer.citations} == {"im Oktober", "in October"}
    assert not answer.differing


@pytest.mark.parametrize(
    ("first", "second", "leads"),
    [
        # The newest leads,
        (
            ("2025-05-01", FOUR),
            ("2025-06-01", FIVE),
            "5 Euro",
        ),
        (
            ("2025-06-01", FOUR),
            ("2025-05-01", f"Korrektur: {FIVE}"),
            "4 Euro",
        ),
        # and a correction, where dates don't say.
        (
            ("2025-06-01", FOUR),
            ("2025-06-01", f"Korrektur: {FIVE}"),
            "5 Euro",
        ),
        (
            ("2025-06-01", FOUR),
            (None, "Anders als gemeldet kostet der Eintritt 5 Euro."),
            "5 Euro",
        ),
    ],
)
def test_of_answers_that_differ_the_newest_leads_or_what_says_that_it_corrects(
    corpus: Corpus,
    draft: Make,
    first: tuple[str | None, str],
    second: tuple[str | None, str],
    leads: str,
) -> None:
    with corpus.write() as log:
        for date, text in (first, second):
            log.add(draft(text, date=date), ADA, scope=SHARED)
    sentences = [passage[0] for passage in corpus.passages([1, 2], [SHARED])]

    evidence = [Evidence(each, each.span.start, each.span.end, 1.0) for each in sentences]
    ordered = newest_first(evidence, corpus.today())

    assert leads in ordered[0].text
    assert len(ordered) == 2


@given(
    *(st.text(st.sampled_from("0123456789.,:-–% €½ aMaiUhrpm") | st.characters(codec="utf-8")),)
    * 2,
    st.sampled_from(get_args(AnswerType)),
    st.sampled_from(["de", "en", "ja", "xx"]),
)
def test_whether_two_answers_differ_does_not_depend_on_their_order(
    one: str, other: str, kind: AnswerType, language: str
) -> None:
    left, right = Phrase(one, language), Phrase(other, language)

    assert contradict(left, right, kind) is contradict(right, left, kind)
