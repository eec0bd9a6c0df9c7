"""Temporary files, where a container's disk is read-only."""

import os
import tempfile
from pathlib import Path

import pytest

from index.articles.fence import scratch
from index.articles.fence.scratch import find_place


def none() -> str:
    raise FileNotFoundError


def test_where_no_usual_folder_can_be_written_another_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", "/nowhere")
    find_place([tmp_path])
    assert os.environ["TMPDIR"] == "/nowhere"

    monkeypatch.setattr(tempfile, "gettempdir", none)
    monkeypatch.setattr(scratch, "MEMORY", tmp_path / "memory")
    find_place([tmp_path / "missing", tmp_path])
    assert os.environ["TMPDIR"] == str(tmp_path)

    (tmp_path / "memory").mkdir()
    find_place([tmp_path])
    assert os.environ["TMPDIR"] == str(tmp_path / "memory")
