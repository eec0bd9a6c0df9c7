"""What the command line gave before the restructuring, it gives still."""

import pytest

from tests.fixtures.scenario import EXPECTED, expected_file, read_scenario, run_scenario

NAMES = [step.name for step in read_scenario()]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return run_scenario(tmp_path_factory.mktemp("work"))


@pytest.mark.parametrize("name", NAMES)
def test_a_command_gives_what_it_gave_before(name: str, given: dict[str, str]) -> None:
    assert given[name] == expected_file(name).read_text(encoding="utf-8")


def test_every_expected_file_is_of_a_command() -> None:
    assert sorted(file.stem for file in EXPECTED.iterdir()) == sorted(set(NAMES))
