"""Versions, dotted numbers and names of settings, which count only as they are written."""

from collections.abc import Callable

import pytest

from index.asking.asker import Asker
from index.asking.judging.literal import dotted_numbers, has_number, written_names
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
