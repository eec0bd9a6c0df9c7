"""The commands as a person or a program uses them, in processes of their own."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.processes import commands

ROOT = Path(__file__).resolve().parents[3]
QUESTION = "Wann wurde die NATO-Mission im Irak ausgesetzt?"
FIRST = (
    "Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt, nachdem sich die Krise im "
    "Zweistromland wegen der Ermordung von zwei iranischen und irakischen Top-Kommandeuren durch "
    "die USA zuspitzte."
)
TITLE = "Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt, nachdem sich …"
SHORT = "Anfang Januar"
SECOND = "Brüssel will heute über die Zukunft des Einsatzes entscheiden."

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def belegbot(tmp_path: Path) -> Run:
    """Run a command with a data directory of this test's own."""

    def run(
        *arguments: str, language: str = "en", stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        ours = {"BELEGBOT_DATA_DIR": str(tmp_path / "data"), "LANG": f"{language}.UTF-8"}
        return commands.run("bot", *arguments, env=os.environ | ours, cwd=ROOT, stdin=stdin)

    return run


def parsed(done: subprocess.CompletedProcess[str]) -> Any:  # noqa: ANN401 - JSON
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_the_first_question_creates_the_index_and_is_answered_with_its_evidence(
    belegbot: Run,
) -> None:
    done = belegbot("ask", QUESTION)

    assert done.returncode == 0
    *lines, confidence = done.stdout.splitlines()
    assert lines == [
        SHORT,
        "",
        f"    **{FIRST}** {SECOND}",
        "    “Anfang Januar”: as seen from February 2020",
        f"[1] {TITLE} · February 2020 · paragraph 1, sentence 1",
        "",
    ]
    assert confidence.startswith("Confidence: high (")
    assert "Indexing" in done.stderr
    assert "\x1b" not in done.stdout


HANDBOOK = """# Lastenrad

## Fragen

### Wer zahlt bei einem Schaden?

Den Schaden übernimmt die Versicherung binnen vierzehn Tagen.

## Bäume

| Baum | Höhe | Jahr |
|---|---|---|
| Linde am Markt | 47 m | 1987 |
| Eiche am Wehr | 31 m | 1902 |
"""


def test_a_citation_says_what_it_stands_under(belegbot: Run, tmp_path: Path) -> None:
    handbook = tmp_path / "lastenrad.md"
    handbook.write_text(HANDBOOK, encoding="utf-8")
    belegbot("source", "add", str(handbook))

    answer = belegbot("ask", "Wann übernimmt die Versicherung den Schaden?").stdout.splitlines()
    assert answer[-4:-2] == [
        "    Den Schaden übernimmt die Versicherung binnen vierzehn Tagen.",
        "[1] Lastenrad › Fragen › Wer zahlt bei einem Schaden? · paragraph 3, sentence 1",
    ]
    tree = belegbot("ask", "Wie hoch ist die Eiche am Wehr?").stdout.splitlines()
    assert tree[2:6] == [
        "    [Baum | Höhe | Jahr]",
        "    Linde am Markt | 47 m | 1987",
        "    **Eiche am Wehr | 31 m | 1902**",
        "[1] Lastenrad › Bäume · paragraph 5, sentence 3",
    ]
    [cited] = parsed(belegbot("ask", "--json", "Wie hoch ist die Eiche am Wehr?"))["citations"]
    assert (cited["unit"], cited["path"]) == ("row", ["Lastenrad", "Bäume"])


def test_several_questions_are_answered_in_turn(belegbot: Run) -> None:
    nowhere = "Wie wird das Wetter morgen in Hamburg?"
    done = belegbot("ask", QUESTION, nowhere, QUESTION.replace("?", " offiziell?"), nowhere + "?")

    assert done.returncode == 0
    first, _, rest = done.stdout.partition("\n\n2. ")
    lines = first.splitlines()
    assert lines[:4] == [f"1. {QUESTION}", "", SHORT, ""]
    assert f"    **{FIRST}** {SECOND}" in lines
    second, _, third = rest.partition("\n\n3. ")
    assert second == f"{nowhere}\n\nThe sources don't say."
    assert third.splitlines()[1:5] == ["", SHORT, "", "See [1]."]
    assert done.stdout.count(FIRST) == 1


def test_each_of_several_questions_has_reasons_of_its_own(belegbot: Run) -> None:
    nowhere = "Wie wird das Wetter morgen in Hamburg?"
    lines = belegbot("ask", "--explain", QUESTION, nowhere).stdout.splitlines()

    assert lines.count(f"1. {QUESTION}") == lines.count(f"2. {nowhere}") == 2
    assert sum(line.startswith("Probability: ") for line in lines) == 2


def test_more_than_three_questions_are_told_to_be_asked_again(belegbot: Run) -> None:
    done = belegbot("ask", *(f"Wer wohnt in Haus {n} von Oz?" for n in range(5)), language="de")

    assert done.returncode == 3
    assert done.stdout.splitlines()[-1] == (
        "2 weitere Fragen wurden nicht beantwortet: Stelle sie noch einmal für sich."
    )


def test_a_german_terminal_gets_german(belegbot: Run) -> None:
    done = belegbot("ask", QUESTION, language="de_DE")

    assert "· Februar 2020 · Absatz 1, Satz 1" in done.stdout
    assert "Sicherheit: hoch (" in done.stdout
    assert done.stdout.endswith("\u00a0%)\n")
    assert "Eine Frage stellen" in belegbot("ask", "--help", language="de_DE").stdout


def test_a_german_terminal_gets_german_from_click_too(belegbot: Run) -> None:
    help_text = belegbot("ask", "--help", language="de_DE").stdout
    assert help_text.startswith("Aufruf: belegbot ask ")
    assert "Diese Hilfe zeigen." in help_text
    wrong = belegbot("ask", "--jsom", "x", language="de_DE")
    assert wrong.returncode == 2
    assert "Fehler: Eine Option '--jsom' gibt es nicht." in wrong.stderr
    assert belegbot("ask", "--help").stdout.startswith("Usage: belegbot ask ")


def test_json_is_one_document_with_the_agreed_keys(belegbot: Run) -> None:
    belegbot("ask", QUESTION)

    answer = parsed(belegbot("ask", "--json", QUESTION))

    assert list(answer) == [
        *("question", "asked", "revision", "outcome", "abstained", "answer"),
        *("short", "certainty", "confidence", "differing", "missing", "citations"),
    ]
    assert (answer["question"], answer["asked"]) == (QUESTION, QUESTION)
    assert (answer["revision"], answer["abstained"], answer["differing"]) == (1, False, False)
    assert answer["answer"] == f"{FIRST} [1]"
    assert (answer["outcome"], answer["certainty"]) == ("answer", "high")
    assert answer["citations"] == [
        {
            "number": 1,
            "article_id": "000_02adc48ef0db0a26",
            "revision": 1,
            "title": TITLE,
            "date": "2020-02",
            "valid_until": None,
            "expired": False,
            "url": None,
            "page": None,
            "unit": "sentence",
            "path": [TITLE],
            "paragraph": 1,
            "sentence": 1,
            "start": 0,
            "end": 266,
            "answer": {"start": 0, "end": len(FIRST)},
            "excerpt": f"{FIRST} {SECOND}",
            "score": answer["confidence"],
        }
    ]


def test_why_it_was_answered_is_told_below_the_answer_to_who_asks(belegbot: Run) -> None:
    plain = belegbot("ask", QUESTION).stdout

    done = belegbot("ask", "--explain", QUESTION)
    assert done.returncode == 0
    assert done.stdout.startswith(plain)
    lines = [line.split() for line in done.stdout.removeprefix(plain).splitlines() if line.strip()]
    assert lines[0] == ["Why", "Value", "Adds", "to", "the", "log-odds"]
    assert lines[-2][:1] == ["Probability:"]
    silent = belegbot("ask", "--explain", "Wann wurde der Flughafen eröffnet?", language="de_DE")
    assert silent.returncode == 3
    assert silent.stdout.endswith("\nNicht getroffen: „flughafen“, „eröffnet“\n")


def test_programs_are_told_why_if_they_ask(belegbot: Run) -> None:
    belegbot("ask", QUESTION)

    why = parsed(belegbot("ask", "--json", "--explain", QUESTION))["explanation"]
    assert why["probability"] > why["thresholds"]["answer"] > why["thresholds"]["perhaps"]
    [line] = belegbot("ask", "--json", "--explain", "-", stdin=QUESTION).stdout.splitlines()
    assert json.loads(line)["explanation"] == why


DEEP = '{"a":' * 3000
"""Deeper than Python follows."""


def test_each_line_of_standard_input_is_a_question_and_gets_a_line(belegbot: Run) -> None:
    lines = [
        QUESTION,
        "  ",
        '{"question": "' + QUESTION + '", "conversation": "a"}',
        '{"question": "Danke!", "conversation": "a"}',
        '{"question": "Und warum?", "conversation": "a"}',
        '{"question": "Und warum?", "conversation": "b"}',
        '{"question": 1}',
        "{",
        DEEP,
        "?" * 5000,
    ]

    done = belegbot("ask", "--json", "-", stdin="\n".join(lines))

    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["question"] for line in found] == [
        QUESTION,
        QUESTION,
        "Danke!",
        "Und warum?",
        "Und warum?",
        '{"question": 1}',
        "{",
        DEEP,
        "?" * 5000,
    ]
    assert found[0] == found[1]
    assert found[0]["outcome"] == "answer"
    # What goes on from a turn takes over its words, thanks or not; what stands alone has none.
    assert found[3]["asked"].startswith("Und warum? ")
    assert found[4]["asked"] == "Und warum?"
    assert [list(line) for line in [found[2], *found[5:]]] == [["question", "error"]] * 5


def test_questions_from_standard_input_need_json(belegbot: Run) -> None:
    done = belegbot("ask", "-", stdin=QUESTION)

    assert done.returncode == 2
    assert "--json" in done.stderr


def test_what_the_sources_do_not_say_is_said_so_with_exit_code_3(belegbot: Run) -> None:
    done = belegbot("ask", "Wie backe ich einen Apfelkuchen?")
    assert done.returncode == 3
    assert done.stdout.startswith("The sources don't say.\n")

    done = belegbot("ask", "--json", "Wie backe ich einen Apfelkuchen?")
    answer = parsed(done)
    assert done.returncode == 3
    assert (answer["abstained"], answer["answer"], answer["citations"]) == (True, None, [])
    assert answer["nearest"] == []

    near = parsed(belegbot("ask", "--json", "Wie teuer war die Hochzeit in Bagdad?"))
    assert [citation["number"] for citation in near["nearest"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "The question is empty."),
        (" \t\x01 ", "The question is empty."),
        ("wort " * 2000, "The question has 9999 characters; 4000 are possible."),
    ],
)
def test_an_unusable_question_is_a_usage_error_in_one_line(
    belegbot: Run, question: str, message: str
) -> None:
    done = belegbot("ask", question)

    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_control_characters_and_broken_bytes_do_no_harm(belegbot: Run) -> None:
    assert belegbot("ask", "Wann wurde\x07 die NATO-Mission\udcff ausgesetzt?").returncode in {0, 3}


def test_options_mean_the_same_before_and_after_the_command(belegbot: Run, tmp_path: Path) -> None:
    for arguments in (
        ("--data-dir", str(tmp_path / "a"), "index", "status", "--json"),
        ("index", "status", "--json", "--data-dir", str(tmp_path / "b")),
    ):
        assert parsed(belegbot(*arguments))["revision"] == 0
    assert (tmp_path / "a" / "corpus.sqlite3").is_file()
    assert (tmp_path / "b" / "corpus.sqlite3").is_file()


def test_chat_answers_line_by_line_until_the_end(belegbot: Run) -> None:
    done = belegbot("chat", stdin=f"{QUESTION}\nWie backe ich einen Apfelkuchen?\n")

    assert done.returncode == 0
    assert done.stdout.index(FIRST) < done.stdout.index("The sources don't say.")


def test_in_a_chat_thanks_are_no_question_and_what_follows_a_silence_stands_alone(
    belegbot: Run,
) -> None:
    once = belegbot("chat", stdin=f"{QUESTION}\n").stdout.count(FIRST)

    done = belegbot("chat", stdin=f"{QUESTION}\nDanke!\nUnd wann?\n")
    assert done.stdout.count(FIRST) == 2 * once
    assert "just ask" in done.stderr

    done = belegbot("chat", stdin=f"{QUESTION}\nWie backe ich einen Apfelkuchen?\nUnd wann?\n")
    assert done.stdout.count(FIRST) == once


def test_a_configuration_mistake_is_named_by_its_key(belegbot: Run, tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[search]\npassagen = 3\n", encoding="utf-8")

    done = belegbot("ask", QUESTION, "--config", str(config))

    assert done.returncode == 1
    assert "unknown key “search.passagen”" in done.stderr
    assert "did you mean “passages”?" in done.stderr


def test_a_foreign_folder_is_left_alone(belegbot: Run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letters.txt").write_text("Liebe Ada")

    done = belegbot("ask", QUESTION, "--data-dir", str(tmp_path / "home"))

    assert done.returncode == 1
    assert "holds files that aren't Belegbot's (such as “letters.txt”)" in done.stderr
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letters.txt"]


def test_a_data_directory_that_cannot_be_made_is_named(belegbot: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = belegbot("ask", QUESTION, "--data-dir", str(tmp_path / "file" / "data"))

    assert done.returncode == 1
    assert "can't be written: Not a directory." in done.stderr
    assert "--data-dir" in done.stderr


def test_a_damaged_corpus_is_named_and_left_alone(belegbot: Run, tmp_path: Path) -> None:
    belegbot("ask", QUESTION)
    corpus = tmp_path / "data" / "corpus.sqlite3"
    corpus.write_bytes(b"x" * 8192)

    done = belegbot("ask", QUESTION)

    assert done.returncode == 1
    assert "corpus.sqlite3 is damaged or not Belegbot's" in done.stderr
    assert corpus.read_bytes() == b"x" * 8192


def test_a_missing_re_ranker_is_told_in_one_line_and_its_cause_if_asked_for(
    belegbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    belegbot("ask", QUESTION)
    missing = tmp_path / "nirgends"
    config = tmp_path / "c.toml"
    config.write_text(f"[reranker]\nmodel = {json.dumps(str(missing))}\n", encoding="utf-8")

    english, german = (
        belegbot("ask", QUESTION, "--config", str(config), language=language)
        for language in ("en", "de")
    )

    for done in (english, german):
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, SHORT)
    assert english.stderr == (
        f"The re-ranker “{missing}” can't be used: Path {missing} not found. Check its name or "
        "folder and the network, or remove the table [reranker] from the configuration; answers "
        "need none.\n"
    )
    assert len(german.stderr.splitlines()) == 1
    assert german.stderr.startswith(f"Der Re-Ranker „{missing}“ ist nicht benutzbar: Path")

    monkeypatch.setenv("BELEGBOT_DEBUG", "1")
    debugged = belegbot("ask", QUESTION, "--config", str(config))
    assert debugged.stdout == english.stdout
    assert "Traceback (most recent call last)" in debugged.stderr
    assert "WARNING index.asking.helpers.breaker: The re-ranker" in debugged.stderr


def test_a_seed_that_cannot_be_read_is_named_and_the_others_answer(
    belegbot: Run, tmp_path: Path
) -> None:
    seeds = tmp_path / "artikel"
    seeds.mkdir()
    (seeds / "leer.txt").write_bytes(b"")
    (seeds / "latin.txt").write_bytes("Müll".encode("latin-1"))
    (seeds / "gut.txt").write_text("Die Ernte in Musterstadt begann 2018.", encoding="utf-8")
    config = tmp_path / "c.toml"
    config.write_text(f"seeds_dir = {json.dumps(str(seeds))}\n", encoding="utf-8")

    done = belegbot("ask", "Wann begann die Ernte?", "--config", str(config), language="de")

    assert done.returncode == 0
    assert "„leer.txt“ enthält keinen Text." in done.stderr
    assert "„latin.txt“ ist kein gültiger UTF-8-Text (Byte 1)." in done.stderr
