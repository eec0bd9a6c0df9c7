"""Long lists are worked through in portions."""

from index.pauses import in_turns, portions


def test_portions_hold_everything_once_and_in_order() -> None:
    assert list(portions([1, 2, 3, 4, 5], 2)) == [[1, 2], [3, 4], [5]]
    assert list(portions("abcd", 2)) == ["ab", "cd"]
    assert list(portions([], 2)) == []


def test_batches_are_passed_on_as_they_come() -> None:
    assert list(in_turns(iter([[1], [2, 3]]))) == [[1], [2, 3]]
