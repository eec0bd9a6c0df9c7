"""Commands where something is missing that most surroundings have: names, characters, a network."""

import json
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import click
import pytest

from bot.cli import invocation
from index.cli import main_group
from index.cli.base import NamedPath

TEXT = "Die Brücke → Altheim ist 214 Meter lang."


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in a folder without a configuration, on a collection with one article to add."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("BELEGBOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BELEGBOT_SEEDS_DIR", "")
    monkeypatch.setenv("BELEGBOT_LANGUAGE", "en")


def run(*arguments: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """Run a command whose output goes to files in an encoding, as PYTHONIOENCODING makes it."""
    out, err = BytesIO(), BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", TextIOWrapper(out, encoding, write_through=True))
        patch.setattr(sys, "stderr", TextIOWrapper(err, encoding, write_through=True))
        with pytest.raises(SystemExit) as end:
            main_group.main(arguments, prog_name="belegbot", obj=invocation())
        code = end.value.code
        written = out.getvalue().decode(encoding), err.getvalue().decode(encoding)
    assert isinstance(code, int)
    return (code, *written)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "Die Brücke → Altheim ist 214 Meter lang."),
        ("cp1252", "Die Brücke ? Altheim ist 214 Meter lang."),
        ("ascii", "Die Br?cke ? Altheim ist 214 Meter lang."),
    ],
)
def test_what_a_terminal_has_no_character_for_is_replaced(
    encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("source", "add", "a.txt", encoding=encoding, monkeypatch=monkeypatch)

    question = ("ask", "Wie lang ist die Brücke?")
    code, out, err = run(*question, encoding=encoding, monkeypatch=monkeypatch)
    assert (code, out.splitlines()[2].strip(), err) == (0, shown, "")

    _, listed, err = run("source", "list", encoding=encoding, monkeypatch=monkeypatch)
    assert shown.removesuffix(".") in listed
    assert err == ""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_json_says_the_same_in_every_encoding(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("source", "add", "a.txt", encoding="utf-8", monkeypatch=monkeypatch)
    question = ("ask", "--json", "Wie lang ist die Brücke?")
    _, out, _ = run(*question, encoding=encoding, monkeypatch=monkeypatch)
    assert json.loads(out)["answer"] == f"{TEXT} [1]"


def test_an_empty_name_is_no_source_but_the_others_are_added(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, out, err = run("source", "add", "", "a.txt", encoding="utf-8", monkeypatch=monkeypatch)
    assert code == 1
    assert "An empty name is neither a file nor a folder. Nothing was stored for it;" in err
    assert out.splitlines()[-1].startswith("1 article was added;")

    article = json.loads(
        run("source", "list", "--json", encoding="utf-8", monkeypatch=monkeypatch)[1]
    )[0]["id"]
    code, _, err = run("source", "replace", article, "", encoding="utf-8", monkeypatch=monkeypatch)
    assert code == 1
    assert err.startswith("An empty name is neither a file nor a folder.")


def paths(command: click.Command, *names: str) -> Iterator[tuple[str, click.Path]]:
    """Give the paths that a command and those below it take."""
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            yield " ".join((*names, str(parameter.name))), parameter.type
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from paths(below, *names, name)


def test_no_command_takes_an_empty_name_for_the_current_folder() -> None:
    found = dict(paths(main_group))
    assert {"source backup target", "person export folder", "server export folder"} <= {*found}
    assert [name for name, kind in found.items() if not isinstance(kind, NamedPath)] == []


def test_a_collection_is_moved_to_no_empty_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, _, err = run("migrate", "--to", "", encoding="utf-8", monkeypatch=monkeypatch)
    assert code == 2
    assert "an empty name is no file and no folder." in err
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["a.txt"]


def test_a_name_of_several_lines_begins_no_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("x\n1 article was added.txt").touch()
    _, _, err = run(
        *("source", "add", "x\n1 article was added.txt"), encoding="utf-8", monkeypatch=monkeypatch
    )
    assert "“x 1 article was added.txt” holds no text." in " ".join(err.split())
    assert not any(line.startswith("1 article was added.txt") for line in err.splitlines())


@pytest.mark.parametrize("option", ["--data-dir", "--config"])
def test_an_empty_name_is_no_folder_and_no_configuration(
    option: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, _, err = run(option, "", "source", "list", encoding="utf-8", monkeypatch=monkeypatch)
    assert code == 2
    assert f"Invalid value for '{option}': an empty name is no file and no folder." in err
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["a.txt"]


def test_what_needs_no_model_does_without_one_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("source", "add", "a.txt", encoding="utf-8", monkeypatch=monkeypatch)
    monkeypatch.setenv("BELEGBOT_EMBEDDER__KIND", "sentence-transformers")
    monkeypatch.setenv("BELEGBOT_EMBEDDER__MODEL", str(tmp_path / "missing"))

    code, out, err = run("source", "list", "--json", encoding="utf-8", monkeypatch=monkeypatch)
    assert (code, err) == (0, "")
    article = json.loads(out)[0]["id"]
    for command in (("show", article), ("history",), ("export", "-")):
        code, out, err = run("source", *command, encoding="utf-8", monkeypatch=monkeypatch)
        assert (code, err) == (0, "")
        assert article in out

    code, _, err = run("ask", "Wie lang?", encoding="utf-8", monkeypatch=monkeypatch)
    assert code != 1
    assert err.startswith("The index was made with the model builtin, but [embedder] in the")
