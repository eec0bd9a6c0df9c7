from collections.abc import Callable

import pytest

from index.asking.answer_types import AnswerType
from index.asking.differing import Phrase, contradict
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft

ADA = Author("operator:ada")
Make = Callable[..., Draft]


@pytest.mark.parametrize(
    ("language", "one", "other", "kind", "differ"),
    [
        ("de", "im Jahr 2018", "im Jahr 2020", "date", False),
        ("de", "2018", "2020", "date", True),
        ("de", "Soldaten", "des Soldaten", "person", False),
        # German stems of these have nothing in common.
        ("en", "Ministries", "Ministry", "person", False),
        ("tr", "köprüler", "köprünün", "person", False),
        ("en", "two", "three", "number", True),
        ("ja", "田中", "鈴木", "person", True),
    ],
)
def test_in_one_language_answers_differ_that_share_no_stem(
    language: str, one: str, other: str, kind: AnswerType, *, differ: bool
) -> None:
    assert contradict(Phrase(one, language), Phrase(other, language), kind) is differ


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
        ("zwei", "en", "3", "number", False),
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
