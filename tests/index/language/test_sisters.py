"""Things of a sort, none of which is another."""

import pytest

from index.language.sisters import SORTS, are_sisters, has_sisters


@pytest.mark.parametrize(
    ("word", "other", "are"),
    [
        ("dogs", "cats", True),
        ("hund", "cats", True),
        ("hundesteuer", "katzensteuer", True),
        ("dogs", "hund", False),
        ("dogs", "pets", False),
        ("dogs", "tennis", False),
        ("hundesteuer", "katzenfutter", False),
        ("hundesteuer", "grundsteuer", False),
        ("hundesteuer", "katzen", False),
    ],
)
def test_two_things_of_a_sort_are_told_from_one_in_two_words(
    word: str, other: str, *, are: bool
) -> None:
    assert are_sisters(word, other) is are
    assert are_sisters(other, word) is are


def test_most_words_have_no_sisters() -> None:
    assert [word for word in ("dog", "hundesteuer", "fee", "hours") if has_sisters(word)] == [
        "dog",
        "hundesteuer",
    ]


def test_each_word_is_of_one_thing() -> None:
    words = [word for things in SORTS.values() for thing in things for word in thing.split()]

    assert sorted(words) == sorted(set(words))
