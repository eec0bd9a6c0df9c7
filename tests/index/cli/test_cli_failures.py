"""What a command says when something fails: one line for a person, all of it for who asks."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.asking.errors import RerankerUnavailableError
from index.asking.helpers.breaker import Breaker
from index.cli.log import DEBUG_VARIABLE, log_of_command
from index.cli.source import collection
from tests.index.cli.test_cli import ROOT, Run, belegbot
from tests.processes.commands import BROKEN

__all__ = ["belegbot"]


@pytest.fixture(autouse=True)
def _no_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELEGBOT_SEEDS_DIR", "")


@pytest.fixture
def broken(belegbot: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command whose reading of the history fails as nobody has thought of."""
    monkeypatch.setenv(BROKEN, "1")
    return belegbot


UNEXPECTED = {
    "en": (
        r"Something unexpected happened: TypeError: 'NoneType' object is not callable "
        r"\(\w+.py:\d+\). What was stored before is unharmed. Please report "
        r"it; with BELEGBOT_DEBUG=1 in the environment, the command shows all that led to it."
    ),
    "de": (
        r"Etwas Unerwartetes ist geschehen: TypeError: .*\(\w+.py:\d+\). Was vorher "
        r"gespeichert war, ist unversehrt. Bitte melde es; mit BELEGBOT_DEBUG=1 in der Umgebung "
        r"zeigt der Befehl alles, was dazu geführt hat."
    ),
}


@pytest.mark.parametrize("language", UNEXPECTED)
def test_what_nobody_has_thought_of_is_one_clear_line_and_exit_code_1(
    broken: Run, language: str
) -> None:
    done = broken("source", "history", language=language)

    [line] = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(UNEXPECTED[language], line)


def test_whoever_debugs_sees_what_led_to_it(broken: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    done = broken("source", "history")

    assert done.returncode == 1
    assert done.stderr.startswith("ERROR index.cli.base: Something unexpected happened: ")
    assert "Traceback (most recent call last)" in done.stderr
    assert 'collection.py", line' in done.stderr


def test_whoever_debugs_sees_why_a_command_was_refused(
    belegbot: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    done = belegbot("source", "show", "nothing")

    assert done.returncode == 1
    assert "index.corpus.errors.ArticleUnknownError" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("There is no article “nothing”.")


@pytest.mark.parametrize("arguments", [("source", "export"), ("server", "export", "4711")])
def test_a_place_that_cannot_be_written_is_named(
    belegbot: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "a.txt").write_text("Ein Satz.", encoding="utf-8")
    belegbot("source", "add", str(tmp_path / "a.txt"), "--scope", "4711")

    done = belegbot(*arguments, str(tmp_path / "a.txt" / "in"))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"“{tmp_path / 'a.txt' / 'in'}” can't be written: Not a directory. The collection is "
        "unharmed; choose another place, or correct the permissions and try again.\n"
    )


def test_a_reader_who_has_had_enough_is_no_failure_to_tell_of(
    tmp_path: Path,
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "source", "export", "-"],
        cwd=ROOT,
        env=os.environ | {"BELEGBOT_DATA_DIR": str(tmp_path / "data")},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)

    assert done.stderr == ""


def test_a_model_that_is_missing_is_told_in_one_line_in_the_persons_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def rank() -> None:
        raise RerankerUnavailableError(model="fehlt", reason="x") from OSError("no such file")

    with log_of_command(lambda: "de"):
        assert Breaker().attempt(rank) is None

    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("Der Re-Ranker „fehlt“ ist nicht benutzbar: x. Prüf")


def test_others_warnings_stay_as_they_are_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with log_of_command(lambda: "de"):
        logging.getLogger("other").warning("%s of %d", "one", 2, exc_info=OSError("x"))
        logging.getLogger("other").info("of no interest")

    assert capsys.readouterr().err == "one of 2\n"


def test_who_has_no_name_is_known_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr("getpass.getuser", nobody)
    monkeypatch.setattr("os.getuid", lambda: 12345)

    assert collection.author().who == "operator:12345"
