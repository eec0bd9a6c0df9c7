"""Files that commands write for people are all there, or as they were."""

import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.cli import main_group
from index.cli.errors import TargetUnwritableError
from index.cli.output import written_whole
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from tests.robustness.faults import file_size_limit

LONG = " ".join(f"Satz {number} von sehr vielen Sätzen steht hier." for number in range(2_000))


def test_an_export_on_a_full_disk_leaves_the_one_before_as_it_was(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Library.open(settings)) as library:
        library.add(Draft(text=LONG, title="Lang", language="de"), Author("operator:ada"))
    target = tmp_path / "exports" / "collection.jsonl"
    target.parent.mkdir()
    target.write_text("the only export", "utf-8")
    monkeypatch.setenv("BELEGBOT_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("BELEGBOT_SEEDS_DIR", "")

    with file_size_limit(40_000):
        done = CliRunner().invoke(main_group, ["source", "export", "--force", str(target)])

    assert done.exit_code == 1
    assert f"“{target}” can't be written: File too large." in done.stderr
    assert target.read_text("utf-8") == "the only export"
    assert list(target.parent.iterdir()) == [target]

    done = CliRunner().invoke(main_group, ["source", "export", "--force", str(target)])
    assert done.exit_code == 0
    assert len(target.read_text("utf-8")) > len(LONG)


def test_what_fails_within_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("before", "utf-8")

    def cut_short() -> Iterator[str]:
        yield "after"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), written_whole(target) as file:
        file.writelines(cut_short())

    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "file", tmp_path / "link"
    target.write_text("before", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)

    with written_whole(link) as file:
        file.write("after")

    assert link.is_symlink()
    assert target.read_text("utf-8") == "after"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_device_is_written_to_and_stays_one() -> None:
    with written_whole(Path("/dev/null")) as file:
        file.write("gone")
    assert Path("/dev/null").is_char_device()

    with (
        pytest.raises(TargetUnwritableError, match=r"/dev/full” can't be written: No space left"),
        written_whole(Path("/dev/full")) as file,
    ):
        file.write("gone")
