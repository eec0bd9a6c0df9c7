"""Versions, dotted numbers and names of settings, which count only as they are written."""

from collections.abc import Callable

import pytest

from index.asking.asker import Asker
from index.asking.ranking.literal import (
    dotted_numbers,
    has_number,
    literals,
    numbered,
    tells_of,
    written_names,
)
from index.models import Draft
from index.scopes import SHARED

SETTINGS = """# Settings

| name | default | meaning |
| --- | --- | --- |
| poll_seconds | 60 | pause between two readings |
| keep_days | 400 | readings older than this are thinned |
"""
CHANGES = (
    "# Changes\n\n## 2.7.3\n\nFixed: the update of readings.\n\n## 3.0.0\n\nRemoved: the map.\n"
)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("What changed in 2.5.0?", ["2.5.0"]),
        ("Is v3.0 out?", ["3.0"]),
        ("Did it start at 9:30?", ["9:30"]),
        ("Is it over on 3 May 2020?", []),
        ("Is 192.168.0.1:8080 the address?", ["192.168.0.1:8080"]),
        ("Was ist in Raum 3.?", []),
        ("What is T-31.2a?", []),
    ],
)
def test_dotted_numbers_are_told_whole(question: str, numbers: list[str]) -> None:
    assert [question[slice(*span)] for span in dotted_numbers(question)] == numbers


@pytest.mark.parametrize(
    ("text", "number", "has"),
    [
        ("## 2.5.0 of May", "2.5.0", True),
        ("version 3.0.2", "3.0", True),
        ("version 13.0", "3.0", False),
        ("version 3.01", "3.0", False),
        ("2 of 5, 0 left", "2.5.0", False),
        ("um 9.30 Uhr", "9:30", True),
        ("4,2 Millionen", "4.2", True),
        ("1200 Haushalte", "1.200", True),
        ("1,200 households", "1.200", True),
    ],
)
def test_a_dotted_number_is_met_by_its_digits_whatever_the_sign(
    text: str, number: str, *, has: bool
) -> None:
    assert has_number(text, number) is has


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is keep_days?", ["keep_days"]),
        ("Why was #Pets closed?", ["#pets"]),
        ("Was heißt MAX_OPEN_FILES hier?", ["max_open_files"]),
        ("Is C# used?", []),
        ("What does /vanish do?", ["/vanish"]),
        ("und/oder, 3/4, 5 km/h, https://a.example/b/c?", []),
        ("What does a_ mean?", []),
    ],
)
def test_names_that_are_no_words_are_told(question: str, names: list[str]) -> None:
    assert written_names(question) == names


def test_a_setting_is_not_met_by_another_of_similar_words(
    make_asker: Callable[..., Asker], draft: Callable[..., Draft]
) -> None:
    asker = make_asker(draft(SETTINGS, title="Settings", language="en"))

    _, there = asker.rank("What is the default of keep_days?", [SHARED])
    _, other = asker.rank("What is the default of keep_files?", [SHARED])

    assert there.parts is not None
    assert other.parts is not None
    assert (there.parts.name, other.parts.name) == (1.0, 0.0)


def test_a_version_is_not_met_by_its_digits_apart(
    make_asker: Callable[..., Asker], draft: Callable[..., Draft]
) -> None:
    asker = make_asker(draft(CHANGES, title="Changes", language="en"))

    _, there = asker.rank("What was removed in 3.0.0?", [SHARED])
    _, other = asker.rank("What was removed in 2.3.7?", [SHARED])

    assert there.parts is not None
    assert other.parts is not None
    assert (there.parts.number, other.parts.number) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How long does Route 3 take?", [("route", "3")]),
        ("how long is route 3", [("route", "3")]),
        ("Was kostet Halle 2 für Gäste?", [("halle", "2")]),
        ("Was steht in § 6?", [("§", "6")]),
        # A number of something, from some on, of two that are compared, of a time.
        ("Was kostet ein Kurs ab 5 Euro?", []),
        ("Wer darf ab Klasse 5 hinein?", []),
        ("Dauert Linie 14 länger als Linie 3?", []),
        ("Was ist um 8 Uhr?", []),
        ("What changed in version 3.0?", []),
    ],
)
def test_what_is_numbered_is_told_with_its_number(
    question: str, told: list[tuple[str, str]]
) -> None:
    assert [(each.label, each.number) for each in numbered(question)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Halle 2 ist zu.", "it"),
        ("In den Hallen 1 bis 3 wird geturnt.", "it"),
        ("Die Sporthalle 2 ist zu.", "it"),
        ("2. Geht aus Halle 1 hinüber.", "it"),
        ("Halle 5 hat 2 Tore.", "another"),
        ("Die Hallen 1, 3 und 5 sind auf.", "another"),
        ("Ab Halle 3 ist es kalt.", None),
        ("Die Halle hat 2 Tore.", None),
    ],
)
def test_a_text_tells_of_what_is_numbered_or_of_another(text: str, told: str | None) -> None:
    (asked,) = numbered("Wo ist Halle 2?")

    assert tells_of(text, asked) == told


def test_a_day_may_be_written_otherwise() -> None:
    assert literals("Was ist am 18.4., was am 3.5.2026?").each == ()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How long is Route 5?", "Route 5 takes 3 hours."),
        ("How long is Route 3?", None),
        ("Was wurde in 3.1 behoben?", "In 3.1 wurde die Suche behoben."),
        ("Was wurde in 1.3 behoben?", None),
        ("What does /recall do?", "/recall brings back what you dropped."),
        ("What does /vanish do?", None),
    ],
)
def test_what_is_numbered_or_written_otherwise_is_another(
    make_asker: Callable[..., Asker], draft: Callable[..., Draft], question: str, answer: str | None
) -> None:
    texts = (
        "Route 5 takes 3 hours. There are benches.",
        "In 3.1 wurde die Suche behoben. Das dauerte.",
        "/recall brings back what you dropped. Be quick before your things vanish.",
    )
    asker = make_asker(*(draft(text, title=f"Text {n}") for n, text in enumerate(texts)))

    found = asker.ask(question, [SHARED])

    assert (found.citations[0].sentence.text if found.citations else None) == answer
