"""The power goes between any two calls: nothing acknowledged is lost, and all of it opens again."""

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.robustness.kills import cuts

pytestmark = pytest.mark.skipif(cuts.STRACE is None, reason="there is no strace")

CHANGES, CUTS = 5, 20


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("source")


@pytest.fixture(scope="module")
def recorded(source: Path) -> list[cuts.Operation]:
    return cuts.record(source, CHANGES)


def left(operations: list[cuts.Operation], at: int, source: Path, folder: Path) -> list[str]:
    """Return what is wrong with a collection after a cut, if it opens."""
    target = folder / str(at)
    target.mkdir()
    try:
        return cuts.problems(target, cuts.cut(operations, at, source, target, Random(at)))
    finally:
        shutil.rmtree(target)


def test_what_is_acknowledged_outlasts_a_power_cut(
    recorded: list[cuts.Operation], source: Path, tmp_path: Path
) -> None:
    assert sum(each.name == "say" for each in recorded) == CHANGES + 3
    for at in range(0, len(recorded), len(recorded) // CUTS):
        assert left(recorded, at, source, tmp_path) == []


def test_a_disk_that_keeps_nothing_until_the_end_is_noticed(
    recorded: list[cuts.Operation], source: Path, tmp_path: Path
) -> None:
    unkept = [each for each in recorded if each.name not in {"fsync", "fdatasync"}]
    second = [number for number, each in enumerate(unkept) if each.name == "say"][1]
    chance = Random(0)
    found = []
    for number in range(5):
        target = tmp_path / str(number)
        target.mkdir()
        said = cuts.cut(unkept, second + 1, source, target, chance)
        found += cuts.problems(target, said)
    assert "add 0 is missing" in found
