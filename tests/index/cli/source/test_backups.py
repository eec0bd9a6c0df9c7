"""`belegbot source backup` and `restore-backup`, as an operator uses them."""

import json
import os
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import invocation
from index.cli import main_group
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft

ADA = Author("operator:ada")
Command = Callable[..., Result]


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process, on the data directory of `settings`."""
    monkeypatch.setenv("BELEGBOT_SEEDS_DIR", "")
    monkeypatch.setenv("COLUMNS", "1000")

    def run(*arguments: str, stdin: str = "") -> Result:
        options = ["--data-dir", str(settings.data_dir), *arguments]
        return CliRunner().invoke(main_group, options, input=stdin, obj=invocation())

    return run


@pytest.fixture
def backup(command: Command, settings: Settings, tmp_path: Path) -> str:
    """A backup with one article; the collection has another one since."""
    path = str(tmp_path / "backup.sqlite3")
    with closing(Library.open(settings)) as library:
        library.add(Draft("Die Brücke wurde 1900 gebaut.", "Brücke", "de"), ADA)
    assert command("source", "backup", path).exit_code == 0
    with closing(Library.open(settings)) as library:
        library.add(Draft("Der Turm wurde 1472 gebaut.", "Turm", "de"), ADA)
    return path


def titles(command: Command) -> list[str]:
    listed = json.loads(command("source", "list", "--json").stdout)
    return [article["title"] for article in listed]


@pytest.mark.usefixtures("backup")
@pytest.mark.parametrize("command_name", ["backup", "export"])
@pytest.mark.parametrize(
    "target", ["corpus.sqlite3", "corpus.sqlite3-wal", "index/current", "x/../corpus.sqlite3"]
)
def test_the_collection_itself_is_not_written_over(
    command: Command, settings: Settings, command_name: str, target: str
) -> None:
    path = settings.data_dir / target
    before = (settings.data_dir / "corpus.sqlite3").read_bytes()

    done = command("source", command_name, str(path), "--force")

    assert done.exit_code == 1
    assert (
        "is the collection's own file. Nothing was written; name a file elsewhere." in done.stderr
    )
    assert (settings.data_dir / "corpus.sqlite3").read_bytes() == before
    with closing(Library.open(settings)) as library:
        assert [article.title for article in library.catalogue.articles()] == ["Turm", "Brücke"]


def test_an_emptied_database_is_no_new_collection(
    command: Command, backup: str, settings: Settings
) -> None:
    (settings.data_dir / "corpus.sqlite3").write_bytes(b"")

    done = command("source", "backup", backup, "--force")

    assert done.exit_code == 1
    assert "(it is empty, though there is an index)" in done.stderr
    assert (settings.data_dir / "corpus.sqlite3").read_bytes() == b""
    assert command("source", "restore-backup", backup, "--yes").exit_code == 0
    assert "Brücke" in command("source", "list").stdout


def test_where_it_cant_be_written_that_is_said_of_the_backup_and_not_of_the_collection(
    command: Command, tmp_path: Path
) -> None:
    target = tmp_path / "missing" / "backup.sqlite3"
    done = command("source", "backup", str(target))

    assert done.exit_code == 1
    assert done.stderr == (
        f"“{target}” can't be written: unable to open database file. The collection is unharmed; "
        "choose another place, or correct the permissions and try again.\n"
    )


def test_a_backup_is_restored_after_asking_and_the_index_follows(
    command: Command, backup: str, settings: Settings
) -> None:
    assert command("source", "restore-backup", backup, stdin="n\n").exit_code == 1
    assert titles(command) == ["Turm", "Brücke"]

    done = command("source", "restore-backup", backup, stdin="y\n")

    assert done.exit_code == 0
    assert re.search(
        r"Put “.*backup\.sqlite3” in the collection's place\? Articles: 1, revision: 1, last "
        r"change: [\d: -]+\. What is there now is kept in another file\. \[y/N\]",
        done.stderr,
    )
    assert re.search(
        r"The backup is in place\. Articles: 1, revision: 1, last change: [\d: -]+\.\n"
        r"What was there is kept as .*corpus\.sqlite3\.before-restore-[\d-]+\. No purge reaches "
        r"that file; delete it once you don't need it\.\n",
        done.stdout,
    )
    assert titles(command) == ["Brücke"]
    assert json.loads(command("index", "status", "--json").stdout)["lag"] == 0
    assert "1472" not in command("ask", "Wann wurde der Turm gebaut?").stdout
    [kept] = settings.data_dir.glob("*.before-restore-*")
    assert command("source", "restore-backup", str(kept), "--yes").exit_code == 0
    assert titles(command) == ["Turm", "Brücke"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_the_index_of_other_peoples_files_is_left_to_them(
    command: Command, backup: str, settings: Settings
) -> None:
    for path in (settings.data_dir, *settings.data_dir.rglob("*")):
        os.chown(path, 12345, 12345)

    done = command("source", "restore-backup", backup, "--yes")

    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == (
        "The files are another user's: their next command, or the bot, indexes."
    )
    ours = (settings.data_dir / "corpus.sqlite3", *(settings.data_dir / "index").rglob("*"))
    assert {path.stat().st_uid for path in ours} == {12345}


def test_programs_are_told_what_there_is_now(
    command: Command, backup: str, settings: Settings
) -> None:
    with closing(Library(settings)) as library:
        changed = library.corpus.changes()[0].at
    done = command("source", "restore-backup", backup, "--yes", "--json")

    [kept] = settings.data_dir.glob("*.before-restore-*")
    assert json.loads(done.stdout) == {
        "articles": 1,
        "revision": 1,
        "changed": changed.isoformat(),
        "kept": str(kept),
    }


def test_while_the_collection_is_open_elsewhere_nothing_is_asked_or_changed(
    command: Command, backup: str, settings: Settings
) -> None:
    with closing(Library.open(settings)):
        done = command("source", "restore-backup", backup)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "Another process has the collection" in done.stderr
    assert titles(command) == ["Turm", "Brücke"]


def test_a_backup_that_is_not_there_is_wrong_usage(command: Command, tmp_path: Path) -> None:
    done = command("source", "restore-backup", str(tmp_path / "nowhere"))

    assert done.exit_code == 2
    assert not (tmp_path / "data").exists()


def test_a_new_machine_gets_the_collection_from_a_backup(
    command: Command, backup: str, tmp_path: Path
) -> None:
    there = ("--data-dir", str(tmp_path / "there" / "data"))
    done = command("source", "restore-backup", backup, "--yes", *there)

    assert done.exit_code == 0
    assert "is kept as" not in done.stdout
    assert "1900 gebaut" in command("ask", "Wann wurde die Brücke gebaut?", *there).stdout
