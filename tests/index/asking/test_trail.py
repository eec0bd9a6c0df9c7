import pytest

from index.asking.trail import trail

PARTS = ("Wartung", "Motor", "Öl", "Wie oft?")


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (40, "Wartung › Motor › Öl › Wie oft?"),
        (31, "Wartung › Motor › Öl › Wie oft?"),
        (30, "Wartung › … › Öl › Wie oft?"),
        (26, "Wartung › … › Wie oft?"),
        (21, "… › Wie oft?"),
        (5, "… › Wie oft?"),
    ],
)
def test_what_is_too_wide_loses_its_middle_then_its_beginning(limit: int, shown: str) -> None:
    assert trail(PARTS, limit) == shown


def test_one_part_is_kept_whole() -> None:
    assert trail(["Wie oft?"], 3) == "Wie oft?"


def test_nothing_is_nothing() -> None:
    assert trail([], 10) == ""


def test_the_width_is_measured_as_told() -> None:
    assert trail(("a", "b"), 9, lambda text: 2 * len(text)) == "… › b"
    assert trail(("a", "b"), 10, lambda text: 2 * len(text)) == "a › b"
