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


def test_its_index_is_made_where_it_arrives_if_that_is_wanted(
    command: Command, settings: Settings, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    moved = command("migrate", "--to", str(there), "--vectors", "embedded")
    assert moved.exit_code == 0
    assert f"The vectors of 1 sentences are in {there}, compared one by one." in moved.stdout
    assert not (settings.data_dir / "index" / "current").exists()

    here = ["--data-dir", str(there), "index", "status", "--json"]
    status = json.loads(CliRunner().invoke(main_group, here, obj=invocation()).stdout)

    assert (status["revision"], status["indexed_revision"]) == (1, 1)


@pytest.mark.parametrize(
    ("to", "vectors", "said"),
    [
        ("postgresql://127.0.0.1:9/x", "embedded", "name the address of an engine, too"),
        ("there", "milvus.example.org", "it begins with http:// or https:// and names a server"),
    ],
)
def test_vectors_that_can_be_nowhere_are_refused_before_anything_is_carried(
    command: Command, tmp_path: Path, to: str, vectors: str, said: str
) -> None:
    there = to.replace("there", str(tmp_path / "there"))
    refused = command("migrate", "--to", there, "--vectors", vectors)

    assert (refused.exit_code, said in refused.stderr) == (2, True)
