"""What the fuzzer found stays mended."""

from pathlib import Path

import pytest

from tests.hostile.findings import kept_findings, read_again


@pytest.mark.parametrize("path", kept_findings(), ids=lambda path: path.name)
def test_what_once_went_wrong_is_read_or_refused(path: Path) -> None:
    read_again(path.name, path.read_bytes())
