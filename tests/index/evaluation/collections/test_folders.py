"""Folders of documents with questions, asked the whole way."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.cli import main_group
from index.cli.base import Invocation
from index.evaluation.collections.folder import read_collection
from index.evaluation.errors import ChainLineInvalidError, CollectionIncompleteError
from tests.completions import claims, completions, sending

PRICES = """# Preise

Der Eintritt kostet sieben Euro.

## Wer zahlt nichts?

Kinder unter sechs Jahren zahlen nichts.
"""
HOUSE = """# Haus

Das Haus am Anger wurde 1904 gebaut. Der Architekt war Emil Vogt. Er wohnte in der Gasse nebenan.
"""
QUESTIONS: list[dict[str, object]] = [
    {"question": "Was kostet der Eintritt?", "excerpts": ["sieben Euro"], "kind": "near"},
    {"question": "Wann wurde das Haus gebaut?", "excerpts": ["Kinder unter sechs"], "kind": "near"},
    {
        "question": "Wer war der Architekt?",
        "excerpts": ["Emil Vogt", "sieben Euro"],
        "kind": "comparison",
    },
    {"question": "Wie wird das Wetter in Lissabon?", "kind": "none-far"},
    {"question": "Was kostet der Eintritt heute?", "kind": "none-year"},
]
CHAINS = [
    {
        "turns": [
            {"question": "Wer war der Architekt?", "excerpts": ["Emil Vogt"]},
            {"question": "Wo wohnte er?", "excerpts": ["Er wohnte in der Gasse nebenan."]},
        ]
    }
]
Command = Callable[..., Result]


def written(folder: Path, name: str, values: Sequence[Mapping[str, object]]) -> None:
    (folder / name).write_text("\n".join(json.dumps(value) for value in values), "utf-8")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "prices.md").write_text(PRICES, "utf-8")
    (folder / "documents" / "house.md").write_text(HOUSE, "utf-8")
    written(folder, "questions.jsonl", QUESTIONS)
    written(folder, "chains.jsonl", CHAINS)
    return folder


@pytest.fixture
def command(tmp_path: Path) -> Command:
    def run(*arguments: object) -> Result:
        options = ["--data-dir", str(tmp_path / "data"), "index", "eval"]
        return CliRunner().invoke(main_group, [*options, *map(str, arguments)], obj=Invocation())

    return run


def test_each_question_of_a_folder_is_asked_and_counted(town: Path, command: Command) -> None:
    done = command(town, "--json")

    assert done.exit_code == 0
    scores = json.loads(done.stdout)
    counts = scores["all"]
    curve = counts.pop("curve")
    assert counts == {
        "questions": 5,
        "answerable": 3,
        "unanswerable": 2,
        "right_first": 2,
        "right_shown": 2,
        "whole": {"asked": 1, "complete": 0},
        "silent": 0,
        "perhaps": 0,
        "wrong": 1,
        "unanswerable_answered": {"answer": 0, "perhaps": 1},
        "high": {"answered": counts["high"]["answered"], "right": 1},
        "follow_ups": {"asked": 1, "right": 1},
        "precision": 0.5,
    }
    assert curve[-1]["coverage"] == 1.0
    assert curve[-1]["risk"] == 0.6
    assert list(scores["collections"]) == ["town"]
    assert {name: kind["questions"] for name, kind in scores["kinds"].items()} == {
        "near": 2,
        "comparison": 1,
        "none-far": 1,
        "none-year": 1,
    }


def test_folders_stand_beside_each_other_and_the_collection_stays_as_it_is(
    town: Path, command: Command, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    town.rename(other)
    (town / "documents").mkdir(parents=True)
    (town / "documents" / "only.txt").write_text("Die Brücke ist 214 Meter lang.", "utf-8")
    written(town, "questions.jsonl", [{"question": "Wie lang?", "excerpts": ["214 Meter"]}])

    done = command(town, other, "--json")

    scores = json.loads(done.stdout)["collections"]
    assert {name: score["questions"] for name, score in scores.items()} == {"town": 1, "other": 5}
    assert not (tmp_path / "data").exists()


def test_nine_folders_fit_a_terminal_of_80_columns(command: Command, tmp_path: Path) -> None:
    folders = [tmp_path / f"collection-{number}" for number in range(1, 10)]
    for folder in folders:
        (folder / "documents").mkdir(parents=True)
        (folder / "documents" / "only.txt").write_text("Die Brücke ist 214 Meter lang.", "utf-8")
        asked: list[dict[str, object]] = [
            {"question": "Wie lang ist die Brücke?", "excerpts": ["214 Meter"], "kind": "near"},
            {"question": "Wer baute die Brücke?", "kind": "none-attribute"},
        ]
        written(folder, "questions.jsonl", asked)

    shown = command(*folders)

    assert shown.exit_code == 0
    assert "…" not in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert ["Questions", "18"] in lines
    assert ["Right", "first", "9/9"] in lines
    for folder in folders:
        (own,) = [line for line in lines if line[:1] == [folder.name]]
        assert own[1:5] == ["1/1", "0", "0", "0"]
        assert own[-1].endswith("/1")


def test_of_a_single_folder_everything_stands_in_one_table(town: Path, command: Command) -> None:
    lines = [line.split() for line in command(town).stdout.splitlines()]

    assert ["town"] in lines
    assert ["Collection"] not in [line[:1] for line in lines]
    assert ["Without", "an", "answer,", "perhaps", "1/2"] in lines
    assert ["comparison", "1/1", "0", "0", "0", "–"] in lines


def test_a_page_shows_each_miss_with_what_was_expected(
    town: Path, command: Command, tmp_path: Path
) -> None:
    done = command(town, "--report", tmp_path / "page.html")

    assert done.exit_code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "<p>Kinder unter sechs</p>" in page
    assert "Haus" in page
    assert "Was kostet der Eintritt heute?" in page
    assert "town" in done.stdout


@pytest.mark.parametrize("missing", ["documents", "questions.jsonl"])
def test_a_folder_without_documents_or_questions_is_refused(town: Path, missing: str) -> None:
    (town / missing).rename(town / "elsewhere")

    with pytest.raises(CollectionIncompleteError) as caught:
        read_collection(town)

    assert caught.value.text("en") == (
        f"{town} isn't a collection with questions: it needs a folder “documents” with articles "
        "and a file “questions.jsonl”. Add them, or choose another folder."
    )


def test_a_line_that_is_no_conversation_is_named(town: Path) -> None:
    (town / "chains.jsonl").write_text('\n{"turns": []}\n', "utf-8")

    with pytest.raises(ChainLineInvalidError) as caught:
        read_collection(town)

    assert caught.value.values["line"] == 2


def test_files_and_folders_are_not_mixed(town: Path, command: Command) -> None:
    done = command(town, town / "questions.jsonl")

    assert done.exit_code == 1
    assert "one or more folders" in done.stderr


def test_an_excerpt_that_no_document_has_is_refused(town: Path, command: Command) -> None:
    written(town, "questions.jsonl", [{"question": "Wo?", "excerpts": ["im Mond"]}])

    done = command(town)

    assert done.exit_code == 1
    assert "“im Mond”" in done.stderr


def test_answers_in_other_words_are_counted(
    town: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = ("Der Eintritt kostet sieben Euro.", [1])
    with completions() as server:
        server.answer = sending(claims(true, ("Der Eintritt kostet acht Euro.", [1])))
        monkeypatch.setenv("BELEGBOT_WRITER__BASE_URL", server.base_url)
        told = json.loads(command(town, "--json", "--writer").stdout)["written"]
        table = command(town, "--writer").stdout

    assert 2 * told["answers"] == len(server.asked)
    assert f"Claims kept {told['kept']}/{2 * told['answers']}" in " ".join(table.split())
    assert told["kept"] == told["written"] == len(told["sample"]) >= 1
    assert told["kept"] + sum(told["dropped"].values()) == 2 * told["answers"]
    assert told["dropped"]["number"] >= told["answers"]
    assert told["sample"][0]["claim"] == true[0]
    assert "Der Eintritt kostet sieben Euro." in told["sample"][0]["excerpts"][0]
    assert told["tokens"] == 301 * told["answers"]
