"""`belegbot migrate`, and what the commands for a file say of a server."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import invocation
from index.cli import main_group
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.models import Draft
from index.scopes import SHARED
from tests.postgres import Server

Command = Callable[..., Result]


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process, on a data directory with one article."""
    monkeypatch.setenv("BELEGBOT_SEEDS_DIR", "")
    monkeypatch.setenv("COLUMNS", "1000")
    settings.data_dir.mkdir()
    with closing(Corpus.open(settings.data_dir)) as corpus, corpus.write() as log:
        log.add(Draft("Die Brücke wurde 1900 gebaut.", "Brücke", "de"), Author("a"), scope=SHARED)

    def run(*arguments: str) -> Result:
        options = ["--data-dir", str(settings.data_dir), *arguments]
        return CliRunner().invoke(main_group, options, obj=invocation())

    return run


def test_a_collection_is_carried_to_a_server_and_back(
    command: Command,
    postgres: Server,
    form: str,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url, backup = postgres.create(form), tmp_path / "backup.sqlite3"
    there = f"postgresql://belegbot@{postgres.folder}/{postgres.name(url)}"

    moved = command("migrate", "--to", url, "--json")
    told = json.loads(moved.stdout)
    assert (told["to"], told["articles"], told["revision"]) == (there, 1, 1)
    here = command("migrate", "--to", str(settings.data_dir))
    assert (here.exit_code, "it is there" in here.stderr) == (1, True)

    monkeypatch.setenv("BELEGBOT_CORPUS__URL", url)
    assert "“pg_dump” copies" in command("source", "backup", str(backup)).stderr
    backup.write_bytes((settings.data_dir / FILE_NAME).read_bytes())
    assert "“pg_dump” copies" in command("source", "restore-backup", str(backup)).stderr
    shown = json.loads(command("config", "show", "--json").stdout)
    assert shown["corpus.url"]["value"] == "********"
    back = command("migrate", "--to", str(tmp_path / "back"))
    assert "Articles: 1, revision: 1." in back.stdout
    assert "take url out of [corpus]" in back.stdout
    with closing(Corpus.open(tmp_path / "back")) as corpus:
        assert [change.revision for change in corpus.changes()] == [1]
