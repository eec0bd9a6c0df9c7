"""Temporary files, where a container's disk is read-only, or a disk full."""

import os
import tempfile
from pathlib import Path

import pytest

from index.articles.fence import scratch
from index.articles.fence.scratch import find_place
from tests.robustness.faults import small_disk


def none() -> str:
    raise FileNotFoundError


def test_where_no_usual_folder_can_be_written_another_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    find_place([tmp_path])
    assert os.environ["TMPDIR"] == "/nowhere"

    monkeypatch.setattr(tempfile, "gettempdir", none)
    monkeypatch.setattr(scratch, "MEMORY", tmp_path / "memory")
    find_place([tmp_path / "missing", tmp_path])
    assert os.environ["TMPDIR"] == str(tmp_path)

    (tmp_path / "memory").mkdir()
    find_place([tmp_path])
    assert os.environ["TMPDIR"] == str(tmp_path / "memory")


def test_where_the_usual_folders_disk_is_full_one_with_room_is_taken_or_with_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", "/nowhere")
    small, smaller = tmp_path / "small", tmp_path / "smaller"
    with small_disk(small, 2), small_disk(smaller, 1):
        monkeypatch.setattr(scratch, "MEMORY", smaller)
        for usual, others, taken in (
            (smaller, [small, tmp_path], tmp_path),
            (smaller, [small], small),
            (small, [], small),
        ):
            monkeypatch.setattr(tempfile, "tempdir", str(usual))
            find_place(others)
            assert os.environ["TMPDIR"] == tempfile.gettempdir() == str(taken)
