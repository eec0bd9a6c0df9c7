"""Nothing that a terminal would obey is printed, from wherever it comes."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.index.cli.test_cli import Run, belegbot

__all__ = ["belegbot"]

EVIL = "\x1b[31mX\x07\x9b2J\u202e"
OBEYED = {chr(code) for code in (*range(32), *range(0x7F, 0xA0))} - {"\n", "\t"} | {"\u202e"}


def assert_plain(text: str) -> None:
    assert not OBEYED & set(text)


@pytest.mark.parametrize(
    "arguments",
    [
        ["source", "show", EVIL],
        ["source", "add", EVIL],
        ["source", "add", f"http://127.0.0.1:1/{EVIL}"],
        ["source", "export", f"nowhere/{EVIL}"],
        ["source", "import", EVIL],
        ["source", "undo", EVIL],
        ["source", "list", f"--{EVIL}"],
        ["source", EVIL],
        [EVIL],
        [f"--{EVIL}"],
        ["ask", "--scope", EVIL, "hi"],
        ["ask", f"How long is {EVIL}?"],
        ["index", "eval", EVIL],
        ["--config", EVIL, "source", "list"],
        ["--data-dir", f"/proc/{EVIL}", "source", "list"],
    ],
)
def test_what_a_command_is_given_is_not_obeyed(belegbot: Run, arguments: list[str]) -> None:
    done = belegbot(*arguments)
    assert done.returncode in {1, 2, 3}
    assert_plain(done.stdout + done.stderr)


def test_what_is_stored_is_not_obeyed(belegbot: Run, tmp_path: Path) -> None:
    pier = tmp_path / "pier.txt"
    pier.write_text("The pier is 5 metres long.", "utf-8")
    added = json.loads(belegbot("source", "add", "--json", str(pier)).stdout)["added"][0]
    article = added["article_id"]
    database = next(tmp_path.rglob("corpus.sqlite3"))
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "UPDATE versions SET title = ?, url = ?, author = ?, checksum = NULL", [EVIL] * 3
        )
        connection.execute("UPDATE changes SET who = ?, why = ?", [EVIL] * 2)

    for arguments in (
        ["source", "list"],
        ["source", "list", "--json"],
        ["source", "history"],
        ["source", "history", "--json"],
        ["source", "show", article],
        ["source", "show", article, "--json"],
        ["source", "export", "-"],
        ["source", "add", str(pier)],
        ["ask", "How long is the pier?"],
        ["ask", "--json", "How long is the pier?"],
    ):
        done = belegbot(*arguments)
        assert_plain(done.stdout + done.stderr)
    shown = json.loads(belegbot("source", "show", article, "--json").stdout)
    assert shown["title"] == EVIL


def test_a_folders_names_are_not_obeyed(belegbot: Run, tmp_path: Path) -> None:
    folder = tmp_path / f"folder{EVIL}"
    folder.mkdir()
    (folder / f"{EVIL}.bin").write_bytes(b"\x00")
    (folder / f"{EVIL}.txt").write_text("The mole is 9 metres long.", "utf-8")
    done = belegbot("source", "add", str(folder))
    assert ".bin" in done.stdout
    assert_plain(done.stdout + done.stderr)
