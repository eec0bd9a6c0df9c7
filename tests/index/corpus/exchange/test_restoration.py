"""A backup put in the collection's place: checked first, swapped in one step, nothing lost."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.errors import (
    BackupUnusableError,
    CorpusBusyError,
    CorpusDamagedError,
    CorpusInUseError,
    DataDirUnwritableError,
)
from index.corpus.exchange.restoration import Contents, restoration
from index.corpus.storage.schema import CORPUS
from index.corpus.storage.sqlite.database import SqliteDatabase
from index.models import Draft
from index.scopes import SHARED
from tests.robustness.faults import file_size_limit, unwritable

ADA = Author("operator:ada")
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
KEPT = f"{FILE_NAME}.before-restore-2026-11-29-120000"
DATABASES = Path(__file__).parents[3] / "fixtures" / "databases"


def clock() -> datetime:
    return NOON


def add(corpus: Corpus, *texts: str) -> None:
    with corpus.write() as log:
        for text in texts:
            log.add(Draft(text, "Titel", "de"), ADA, scope=SHARED)


def texts(folder: Path) -> list[str]:
    with closing(Corpus.open(folder)) as corpus:
        return [corpus.text(change.revision) for change in corpus.changes()]


def texts_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM versions")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data directory whose collection has changed since the backup."""
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(Corpus.open(folder, clock=clock)) as corpus:
        add(corpus, "Alt.")
        corpus.database.backup(tmp_path / "backup.sqlite3")
        add(corpus, "Neu.")
    return folder


@pytest.fixture
def backup(folder: Path, tmp_path: Path) -> Path:
    """The backup."""
    assert folder.is_dir()
    return tmp_path / "backup.sqlite3"


def restore(folder: Path, backup: Path) -> Path | None:
    with restoration(folder, backup, clock=clock) as ready:
        return ready.carry_out()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_backup_is_there_and_what_was_there_is_kept(folder: Path, backup: Path) -> None:
    before = backup.read_bytes()
    with restoration(folder, backup, clock=clock) as ready:
        assert ready.contents == Contents(articles=1, revision=1, changed=NOON)
        kept = ready.carry_out()

    assert kept == folder / KEPT
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock", KEPT}
    assert texts(folder) == ["Alt."]
    assert texts_of(kept) == ["Alt.", "Neu."]
    assert backup.read_bytes() == before
    assert names(backup.parent) == {"backup.sqlite3", "data"}


def test_the_same_people_may_read_and_write_it_as_before(folder: Path, backup: Path) -> None:
    (folder / FILE_NAME).chmod(0o640)
    backup.chmod(0o444)
    if os.geteuid() == 0:
        os.chown(folder / FILE_NAME, 12, 34)
    before = (folder / FILE_NAME).stat()

    restore(folder, backup)

    now = (folder / FILE_NAME).stat()
    assert (now.st_mode, now.st_uid, now.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert now.st_ino != before.st_ino


def test_what_is_kept_is_a_backup_itself(folder: Path, backup: Path) -> None:
    kept = restore(folder, backup)
    assert kept is not None

    assert restore(folder, kept) == folder / f"{KEPT}-2"

    assert texts(folder) == ["Alt.", "Neu."]
    assert texts_of(folder / f"{KEPT}-2") == ["Alt."]


def test_without_being_carried_out_it_leaves_nothing(folder: Path, backup: Path) -> None:
    with restoration(folder, backup):
        assert f"{FILE_NAME}.restoring" in names(folder)

    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock"}
    assert texts(folder) == ["Alt.", "Neu."]


def test_a_backup_is_read_where_nothing_may_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    archived = (tmp_path / "backup.sqlite3").rename(tmp_path / "archive" / "backup.sqlite3")

    with unwritable(archived.parent):
        restore(folder, archived)

    assert texts(folder) == ["Alt."]


def test_a_folder_without_a_collection_gets_one(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    assert restore(tmp_path / "new", backup) is None

    assert texts(tmp_path / "new") == ["Alt."]
    assert names(tmp_path / "new") == {FILE_NAME, f"{FILE_NAME}.lock"}


def crashed(folder: Path, tmp_path: Path) -> None:
    """Put there what a killed process leaves: its last change is beside the file, not in it."""
    with closing(Corpus.open(folder)) as corpus:
        add(corpus, "Zuletzt.")
        shutil.copytree(folder, tmp_path / "crashed")
    shutil.rmtree(folder)
    (tmp_path / "crashed").rename(folder)
    (folder / f"{FILE_NAME}-wal").stat()
    assert b"Zuletzt." not in (folder / FILE_NAME).read_bytes()


def test_what_a_killed_process_had_not_written_out_is_kept_and_not_mixed_in(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    crashed(folder, tmp_path)

    kept = restore(folder, backup)

    assert kept is not None
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock", KEPT}
    assert texts_of(kept) == ["Alt.", "Neu.", "Zuletzt."]
    assert texts(folder) == ["Alt."]


def test_a_damaged_file_is_kept_as_it_is_with_what_was_not_written_out(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    crashed(folder, tmp_path)
    content = (folder / FILE_NAME).read_bytes()
    damaged = content[:8192] + b"\xff" * (len(content) - 8192)
    (folder / FILE_NAME).write_bytes(damaged)
    unwritten = (folder / f"{FILE_NAME}-wal").read_bytes()
    (folder / f"{FILE_NAME}-journal").write_bytes(b"to be taken back")

    kept = restore(folder, backup)

    assert kept is not None
    beside = {f"{KEPT}-wal", f"{KEPT}-journal"}
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock", KEPT, *beside}
    assert kept.read_bytes() == damaged
    assert (folder / f"{KEPT}-wal").read_bytes() == unwritten
    assert (folder / f"{KEPT}-journal").read_bytes() == b"to be taken back"
    assert texts(folder) == ["Alt."]


def test_the_advice_after_damage_names_the_command(folder: Path, backup: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"nothing of SQLite's")
    with pytest.raises(CorpusDamagedError, match="“belegbot source restore-backup” puts a backup"):
        Corpus.open(folder)

    kept = restore(folder, backup)

    assert texts(folder) == ["Alt."]
    assert kept is not None
    assert kept.read_bytes() == b"nothing of SQLite's"


def test_a_backup_with_something_beside_it_that_is_not_written_out_counts_whole(
    folder: Path, backup: Path, tmp_path: Path
) -> None:
    with closing(Corpus.open(folder)) as live:
        add(live, "Zuletzt.")
        for suffix in ("", "-wal"):
            shutil.copyfile(folder / f"{FILE_NAME}{suffix}", f"{tmp_path}/copy.sqlite3{suffix}")
    assert b"Zuletzt." not in (tmp_path / "copy.sqlite3").read_bytes()

    restore(folder, tmp_path / "copy.sqlite3")

    assert texts(folder) == ["Alt.", "Neu.", "Zuletzt."]
    assert backup.exists()


@contextmanager
def opened_as_a_collection(folder: Path) -> Iterator[None]:
    with closing(Corpus.open(folder)):
        yield


@contextmanager
def opened_by_a_program_without_our_lock(folder: Path) -> Iterator[None]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as other:
        other.execute("SELECT * FROM changes").fetchall()
        yield


@pytest.mark.parametrize("opened", [opened_as_a_collection, opened_by_a_program_without_our_lock])
def test_while_somebody_has_the_collection_open_it_is_refused(
    folder: Path, backup: Path, opened: Callable[[Path], Iterator[None]]
) -> None:
    with (
        opened(folder),  # type: ignore[attr-defined]
        pytest.raises(CorpusInUseError, match="Nothing was changed; stop the bot"),
    ):
        restore(folder, backup)

    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock"}
    assert texts(folder) == ["Alt.", "Neu."]
    assert restore(folder, backup) is not None


def test_while_a_backup_is_being_restored_nobody_opens_the_collection(
    folder: Path, backup: Path
) -> None:
    with restoration(folder, backup), pytest.raises(CorpusBusyError, match="try again"):
        SqliteDatabase(folder / FILE_NAME, write_timeout=0.05)
    with restoration(folder, backup), pytest.raises(CorpusInUseError):
        restore(folder, backup)

    assert texts(folder) == ["Alt.", "Neu."]


def test_any_number_may_have_the_collection_open(folder: Path) -> None:
    opened = [Corpus.open(folder) for _ in range(5)]
    opened[0].close()
    opened[0].close()
    add(opened[1], "Danach.")

    assert [corpus.revision() for corpus in opened[1:]] == [3, 3, 3, 3]
    for corpus in opened[1:]:
        corpus.close()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def overwrite(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * 4096 + content[12288:])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_database(path: Path) -> None:
    path.write_text("Das ist ein Brief.\n" * 300)


def another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url)")
        other.commit()


def a_newer_versions(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE alembic_version SET version_num = 'c99'")
        other.commit()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (cut, r"malformed|it is damaged"),
        (overwrite, r"malformed|it is damaged"),
        (empty, "there is no collection in it"),
        (no_database, "file is not a database"),
        (another_programs, "another program's database"),
        (a_newer_versions, "a newer Belegbot wrote it, so update Belegbot first"),
        (Path.unlink, "unable to open database file|No such file"),
    ],
)
def test_what_is_no_backup_that_can_be_used_is_refused_with_its_reason(
    folder: Path, backup: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    spoil(backup)
    before = (folder / FILE_NAME).read_bytes()

    with pytest.raises(BackupUnusableError, match=f"backup.sqlite3” can't be.*({reason}).*as it"):
        restore(folder, backup)

    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock"}
    assert (folder / FILE_NAME).read_bytes() == before


def test_the_collection_itself_is_no_backup_of_it(folder: Path) -> None:
    with pytest.raises(BackupUnusableError, match="it is the collection itself"):
        restore(folder, folder / FILE_NAME)

    assert texts(folder) == ["Alt.", "Neu."]


@pytest.mark.parametrize("form", ["0001", "0005", "c1"])
def test_a_backup_of_an_earlier_version_is_brought_to_todays_form(folder: Path, form: str) -> None:
    restore(folder, DATABASES / f"{form}.sqlite3")

    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        [stamp] = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        participants = connection.execute("SELECT name FROM participants").fetchall()
    assert stamp == CORPUS.head
    assert participants == ([] if form == "0001" else [("memory",)])


def test_a_copy_that_another_program_made_is_opened_by_many_like_any_other(
    folder: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "vacuumed"),))

    restore(folder, tmp_path / "vacuumed")

    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert texts(folder) == ["Alt.", "Neu."]


@pytest.mark.parametrize("limit", [0, 4_096, 40_000])
def test_without_space_everything_stays_as_it_was(folder: Path, backup: Path, limit: int) -> None:
    with file_size_limit(limit), pytest.raises(DataDirUnwritableError, match=str(folder)):
        restore(folder, backup)

    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock"}
    assert texts(folder) == ["Alt.", "Neu."]


def test_in_a_folder_that_may_not_be_written_everything_stays_as_it_was(
    folder: Path, backup: Path
) -> None:
    with unwritable(folder), pytest.raises(DataDirUnwritableError, match="Make it writable"):
        restore(folder, backup)

    assert texts(folder) == ["Alt.", "Neu."]


def test_who_cannot_even_write_a_lock_opens_the_collection_all_the_same(folder: Path) -> None:
    (folder / f"{FILE_NAME}.lock").unlink()
    (folder / f"{FILE_NAME}.lock").mkdir()

    assert texts(folder) == ["Alt.", "Neu."]


def test_what_a_killed_restore_left_is_tidied_up_by_the_next(folder: Path, backup: Path) -> None:
    (folder / f"{FILE_NAME}.restoring").mkdir()
    (folder / f"{FILE_NAME}.restoring" / FILE_NAME).write_bytes(b"half of it")
    (folder / f"{FILE_NAME}.before-restore-2026-11-01-000000").hardlink_to(folder / FILE_NAME)
    # Of a damaged one, something else is kept that may be nowhere else any more.
    others = f"{FILE_NAME}.before-restore-2026-11-02-000000"
    (folder / others).hardlink_to(folder / FILE_NAME)
    (folder / f"{others}-wal").write_bytes(b"the last changes")

    kept = restore(folder, backup)

    assert kept is not None
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock", KEPT, others, f"{others}-wal"}
    assert texts_of(kept) == ["Alt.", "Neu."]


def test_where_files_have_one_name_only_the_one_before_is_copied(
    folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_name(_: Path, __: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", one_name)

    kept = restore(folder, backup)

    assert kept is not None
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.lock", KEPT}
    assert texts_of(kept) == ["Alt.", "Neu."]
    assert texts(folder) == ["Alt."]
