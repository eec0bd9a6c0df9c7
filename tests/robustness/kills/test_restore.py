"""Restoring a backup beside other processes, and killed at each of its steps."""

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME
from index.corpus.errors import CorpusInUseError
from index.library import Library
from index.models import Draft
from tests.processes.forks import PROCESSES
from tests.robustness.kills.test_processes import Other, serve

ADA = Author("operator:ada")
OLD = "Die Mission im Irak wurde im Januar ausgesetzt."
NEW = "Der Verein gewann das Endspiel in Dortmund."
QUESTION, NEW_QUESTION = "Wann wurde die Mission im Irak ausgesetzt?", "Wer gewann das Endspiel?"
RESTORED, BEFORE = "add", "add add remove"


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    """A backup with one article of a collection that has two by now."""
    path = tmp_path / "backup.sqlite3"
    with closing(Library.open(settings)) as library:
        library.add(Draft(OLD, "Alt", "de"), ADA)
        library.corpus.database.backup(path)
        library.add(Draft(NEW, "Neu", "de"), ADA)
    return path


def restore(settings: Settings, backup: Path) -> None:
    with Library.restoration(settings, backup) as ready:
        ready.carry_out()


def log_of(path: Path) -> str:
    """Return what was done, in the words of the log."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return " ".join(done for (done,) in connection.execute("SELECT operation FROM changes"))


def test_it_is_refused_until_the_last_process_has_ended_however_it_ends(
    settings: Settings, backup: Path
) -> None:
    first, second = Other(serve, settings), Other(serve, settings)
    for other in (first, second):
        assert other.tell(("ask", NEW_QUESTION)) == [NEW]
    with pytest.raises(CorpusInUseError):
        restore(settings, backup)
    first.end()
    with pytest.raises(CorpusInUseError):
        restore(settings, backup)
    assert second.tell(("ask", NEW_QUESTION)) == [NEW]
    second.process.kill()
    second.process.join()

    restore(settings, backup)

    third = Other(serve, settings)
    assert third.tell(("ask", NEW_QUESTION)) == []
    assert third.tell(("ask", QUESTION)) == [OLD]
    assert third.tell(("verify", None)) == []
    third.end()


def restore_and_die(settings: Settings, backup: Path, last: int) -> None:
    """Restore; be killed right before a step in the data directory, if there are so many."""
    steps = count(1)

    def watch(_: str, arguments: tuple[object, ...]) -> None:
        touched = any(str(settings.data_dir) in str(argument) for argument in arguments)
        if touched and next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    restore(settings, backup)


def killed(settings: Settings, backup: Path, step: int) -> bool:
    """Tell whether it was killed; it isn't once there are no more steps."""
    process = PROCESSES.Process(target=restore_and_die, args=(settings, backup, step))
    process.start()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode != 0


def test_killed_at_any_step_it_leaves_one_of_the_two_and_can_be_done_again(
    settings: Settings, backup: Path, tmp_path: Path
) -> None:
    data, before, looked_at = settings.data_dir, tmp_path / "before", tmp_path / "looked at"
    with closing(Library.open(settings)) as library:
        library.remove(library.catalogue.articles()[0].id, ADA)
        # As a process leaves it that is killed: the last change isn't in the file itself.
        shutil.copytree(data, before)
    shutil.rmtree(data)
    left = []
    for step in count(1):
        shutil.copytree(before, data)
        if not killed(settings, backup, step):
            break
        shutil.copytree(data, looked_at)
        left.append(log_of(looked_at / FILE_NAME))

        restore(settings, backup)

        assert log_of(data / FILE_NAME) == RESTORED
        kept = [log_of(path) for path in data.glob(f"{FILE_NAME}.before-restore-*")]
        again = [RESTORED] if left[-1] == RESTORED else []
        assert sorted(kept, key=len) == [*again, BEFORE]
        shutil.rmtree(data)
        shutil.rmtree(looked_at)

    restored = left.index(RESTORED)
    assert left == [BEFORE] * restored + [RESTORED] * (len(left) - restored)
    assert restored > 10
