"""`belegbot models` as somebody uses it who wants to choose one."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from rich.text import Text

from index.cli import Invocation, main_group
from index.cli.models_table import as_table
from index.config import Settings
from index.embedders.available.inventory import inventory
from index.embedders.packaged import package
from index.library import Library


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("COLUMNS", "140")


def models(settings: Settings, *arguments: str) -> Result:
    options = ["--data-dir", str(settings.data_dir), "models", *arguments]
    return CliRunner().invoke(main_group, options, obj=Invocation())


def test_without_an_index_it_is_said_which_model_a_new_one_gets(settings: Settings) -> None:
    done = models(settings)

    assert done.exit_code == 0
    assert "→ " not in done.stdout
    assert done.stdout.endswith("There is no index yet; a new one gets builtin.\n")
    assert not settings.data_dir.exists()


def test_the_indexs_model_is_marked_in_a_table_of_all(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    with closing(Library.open(settings)):
        pass

    lines = [line.split() for line in models(settings).stdout.splitlines()]

    assert ["→", "builtin", "installed", "13", "12", "MIT", "de,", "en", "297"] in lines
    assert ["e5", "pip", "118", "MIT", "100", "300"] in lines
    assert ["use", "pip", "69", "Apache-2.0", "16", "309"] in lines
    figures = ["0.931", "0.508", "0.866"]
    assert ["intfloat/multilingual-e5-small", "hub", "118", "MIT", "100", *figures] in lines
    assert ["google/embeddinggemma-300m", "hub*", "308", "Gemma", "many", "0.566", "0.942"] in lines


@pytest.mark.parametrize("width", [72, 80, 100, 120, 200])
def test_no_window_breaks_a_name_or_is_too_narrow(width: int) -> None:
    console = Console(width=width, record=True, force_terminal=True)
    listed = inventory({"embedder": "builtin"})

    with console.capture() as capture:
        console.print(as_table(listed, "en"))

    lines = [line.rstrip() for line in Text.from_ansi(capture.get()).plain.splitlines()]
    assert max(map(len, lines)) <= width
    words = {word for line in lines for word in line.split()}
    assert {each.model.name for each in listed} <= words
    licences = [line.split().count("Apache-2.0") for line in lines]
    assert sum(licences) == sum(each.model.licence == "Apache-2.0" for each in listed) == 9
    assert lines[1].startswith("   State") == (width < 200)


def test_a_program_gets_all_that_is_known(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELEGBOT_READER__MODEL", "deepset/gelectra-base-germanquad")
    listed = {each["name"]: each for each in json.loads(models(settings, "--json").stdout)}

    assert listed["deepset/gelectra-base-germanquad"] == {
        "name": "deepset/gelectra-base-germanquad",
        "kind": "reader",
        "used": True,
        "state": "hub",
        "bytes": None,
        "parameters": None,
        "licence": "MIT",
        "languages": "de",
        "gated": False,
        "silent": False,
        "public": {"GermanQuAD EM": 61.2, "GermanQuAD F1": 77.5},
        "ours": {},
    }
    assert listed["builtin"]["ours"]["right first"] == 297


def test_it_speaks_german(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")

    shown = models(settings).stdout

    assert "Leser ([reader])" in shown
    assert "deQuAD 2.0 EM 71,0, deQuAD 2.0 F1 76,2" in shown
    assert "de, en  sagt auch, dass nichts antwortet" in shown
    assert shown.endswith("Noch gibt es keinen Index; ein neuer bekommt builtin.\n")
