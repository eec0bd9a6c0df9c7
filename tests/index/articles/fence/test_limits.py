"""What a child may take, whatever its parent does."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.articles import memory_can_be_limited
from index.articles.fence import limits
from index.articles.fence.errors import ReadingUnavailableError
from index.articles.fence.pool import Pool
from index.config import IngestSettings
from tests.index.articles.fence.conftest import SETTINGS, Hostile, Stage

ROOT = Path(__file__).resolve().parents[4]


def run(code: str) -> subprocess.CompletedProcess[str]:
    begin = "import os\nfrom index.articles.fence import limits\n"
    command = [sys.executable, "-c", begin + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_memory_beyond_the_limit_is_not_given() -> None:
    done = run(
        "print(limits.limit_memory(1000), limits.memory_ran_short())\n"
        "try:\n    bytearray(1_100_000_000)\nexcept MemoryError:\n    print('refused')\n"
        "held = bytearray(900_000_000 - 10_000_000)\nprint(limits.memory_ran_short())\n"
        "print(limits.limit_memory(2000))"
    )

    assert done.stdout.splitlines() == ["True False", "refused", "True", "True"]


def test_without_a_limit_memory_never_runs_short() -> None:
    assert not limits.memory_ran_short()


def test_a_process_ends_by_itself_when_its_time_is_up() -> None:
    code = "import re\nwith limits.watched(0.2, 0):\n    re.match('(a+)+$', 'a' * 60 + 'b')"

    assert run(code).returncode == -signal.SIGALRM


def test_what_is_done_in_time_goes_on() -> None:
    code = "import time\nwith limits.watched(0.1, 0):\n    pass\ntime.sleep(0.2)\nprint('on')"

    assert run(code).stdout == "on\n"


def test_whether_memory_can_be_limited_is_tried_by_a_child(hostile: Hostile) -> None:
    assert memory_can_be_limited(SETTINGS) == (sys.platform == "linux")
    assert not hostile("greet(b'unlimited'), take()").limits_memory(512)


def test_a_child_with_another_limit_takes_the_place_of_an_idle_one() -> None:
    pool = Pool()
    assert [pool.limits_memory(megabytes) for megabytes in (512, 600)] == [True, True]
    pool.close()


@pytest.mark.parametrize("megabytes", [511, 0])
def test_a_limit_that_no_child_can_live_on_is_refused(megabytes: int) -> None:
    with pytest.raises(ValueError, match="greater than or equal to 512"):
        IngestSettings(reading_megabytes=megabytes)


def test_a_warm_child_has_imported_what_reading_needs(stage: Stage) -> None:
    stage.pool.warm(512)

    [child] = stage.children
    loaded = Path(f"/proc/{child}/maps").read_text("utf-8")
    assert "/lxml/" in loaded
    assert stage.read(b"Eins.") == "Eins."
    assert stage.children == [child]


def test_a_child_that_does_not_come_through_warming_up_is_told(hostile: Hostile) -> None:
    with pytest.raises(ReadingUnavailableError, match="doesn't start: EOFError"):
        hostile("greet(), take()").warm(512)
