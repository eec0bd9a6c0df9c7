"""`belegbot source …` as an operator uses it, in processes of their own."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.index.cli.test_cli import Run, belegbot, parsed

__all__ = ["belegbot"]

SEED = "000_02adc48ef0db0a26"
TEXT = "Die Ernte in Musterstadt begann 2018. Viele Bauern halfen mit.\n\nDer Wein war süß."


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "ernte.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def added(belegbot: Run, *arguments: str) -> str:
    return str(
        json.loads(belegbot("source", "add", "--json", *arguments).stdout)["added"][0]["article_id"]
    )


def log_of(belegbot: Run, *arguments: str) -> list[tuple[str, str, str]]:
    rows: list[dict[str, Any]] = parsed(belegbot("source", "history", "--json", *arguments))
    return [(row["operation"], row["article_id"], row["why"]) for row in rows]


def test_an_article_is_added_asked_removed_and_restored(belegbot: Run, text_file: Path) -> None:
    article = added(
        belegbot, str(text_file), "--title", "Ernte", "--date", "2018-09", "--why", "neu"
    )
    question = "Wann begann die Ernte in Musterstadt?"
    answer = parsed(belegbot("ask", "--json", question))
    assert answer["citations"][0]["title"] == "Ernte"
    assert answer["citations"][0]["date"] == "2018-09"

    belegbot("source", "remove", article, "--why", "falsch")
    assert belegbot("ask", question).returncode == 3
    belegbot("source", "restore", article)
    assert belegbot("ask", question).returncode == 0

    assert log_of(belegbot, article) == [
        ("add", article, "neu"),
        ("remove", article, "falsch"),
        ("restore", article, ""),
    ]


def test_undo_goes_back_step_by_step_and_a_named_undo_is_undone(
    belegbot: Run, text_file: Path
) -> None:
    article = added(belegbot, str(text_file))
    belegbot("source", "remove", article)

    belegbot("source", "undo")
    assert parsed(belegbot("source", "list", "--json"))[0]["id"] == article
    belegbot("source", "undo")
    assert [row["id"] for row in parsed(belegbot("source", "list", "--json"))] == [SEED]
    belegbot("source", "undo", "5", "--why", "doch richtig")

    log = log_of(belegbot, article)
    assert [operation for operation, *_ in log] == ["add", "remove", "restore", "remove", "restore"]
    assert [why for *_, why in log] == ["", "", "", "", "doch richtig"]


def test_a_new_version_takes_the_place_of_the_old(
    belegbot: Run, text_file: Path, tmp_path: Path
) -> None:
    article = added(belegbot, str(text_file))
    better = tmp_path / "besser.md"
    better.write_text("# Bessere Ernte\n\nDie Ernte in Musterstadt begann **2019**.", "utf-8")

    belegbot("source", "replace", article, str(better))

    shown = parsed(belegbot("source", "show", article, "--json"))
    assert (shown["title"], shown["text"]) == (
        "Bessere Ernte",
        "Die Ernte in Musterstadt begann 2019.",
    )


def test_the_same_text_again_is_refused_with_a_pointer(belegbot: Run, text_file: Path) -> None:
    article = added(belegbot, str(text_file), "--title", "Ernte")

    done = belegbot("source", "add", str(text_file))

    assert done.returncode == 1
    assert f"This text is already in the collection: “Ernte” ({article})." in done.stderr
    assert done.stdout.startswith("0 articles were added; 1 there already,")


def test_a_near_duplicate_is_reported_before_it_is_added(
    belegbot: Run, text_file: Path, tmp_path: Path
) -> None:
    article = added(belegbot, str(text_file), "--title", "Ernte")
    near = tmp_path / "fast.txt"
    near.write_text(TEXT.replace("2018", "2019"), encoding="utf-8")

    done = belegbot("source", "add", str(near))
    assert done.returncode == 1
    assert f"67% of the sentences of {near} are in “Ernte” ({article}), too" in done.stderr

    assert belegbot("source", "add", "--yes", str(near)).returncode == 0
    assert len(parsed(belegbot("source", "list", "--json"))) == 3


def test_one_bad_file_does_not_keep_the_others_out(belegbot: Run, tmp_path: Path) -> None:
    folder = tmp_path / "artikel"
    (folder / "unten").mkdir(parents=True)
    (folder / "gut.txt").write_text("Guter Text über Musterstadt.", encoding="utf-8")
    (folder / "unten" / "auch.md").write_text("Auch *guter* Text.", encoding="utf-8")
    (folder / "leer.txt").write_text("  \n", encoding="utf-8")
    (folder / "bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")

    done = belegbot("source", "add", str(folder))

    assert done.returncode == 1
    assert done.stdout.endswith(
        "2 articles were added; 0 there already, 0 left out as similar, 2 unreadable.\n"
    )
    assert "leer.txt” holds no text" in done.stderr
    assert "bild.txt” isn't a text" in done.stderr


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder of one text, and what isn't read."""
    folder = tmp_path / "gemischt"
    (folder / ".git").mkdir(parents=True)
    (folder / "gut.txt").write_text("Guter Text über Musterstadt.", encoding="utf-8")
    for name in ("bild.png", "ohne", ".versteckt.txt", ".git/config.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "ring").symlink_to(folder, target_is_directory=True)
    return folder


def test_a_folders_files_that_are_passed_over_are_named(belegbot: Run, mixed: Path) -> None:
    done = belegbot("source", "add", str(mixed))

    assert done.returncode == 0
    assert done.stdout.splitlines()[1:] == [
        f"Passed over in {mixed} (unknown kind): bild.png, ohne",
        f"Passed over in {mixed} (hidden): .git, .versteckt.txt",
        f"Passed over in {mixed} (link to a folder): ring",
        "1 article was added; 0 there already, 0 left out as similar, 0 unreadable.",
    ]


def test_programs_are_told_what_is_passed_over(belegbot: Run, mixed: Path) -> None:
    done = belegbot("source", "add", "--json", str(mixed))

    assert json.loads(done.stdout)["skipped"] == [
        {"file": f"{mixed}/.git", "reason": "hidden"},
        {"file": f"{mixed}/.versteckt.txt", "reason": "hidden"},
        {"file": f"{mixed}/bild.png", "reason": "unknown kind"},
        {"file": f"{mixed}/ohne", "reason": "unknown kind"},
        {"file": f"{mixed}/ring", "reason": "link to a folder"},
    ]


def test_of_many_files_that_are_passed_over_the_first_are_named(belegbot: Run, mixed: Path) -> None:
    for number in range(30):
        (mixed / f"bild{number:02}.png").write_text("x", encoding="utf-8")

    done = belegbot("source", "add", str(mixed), language="de")

    named = ", ".join(["bild.png", *(f"bild{number:02}.png" for number in range(19))])
    assert done.stdout.splitlines()[1] == (
        f"In {mixed} übergangen (unbekannte Art): {named}, und 12 weitere (--json nennt alle)"
    )


def test_a_folder_in_which_nothing_can_be_read_is_a_failure(belegbot: Run, mixed: Path) -> None:
    (mixed / "gut.txt").unlink()

    done = belegbot("source", "add", str(mixed))

    assert done.returncode == 1
    assert f"“{mixed}” holds no file of a kind that is read in a folder." in done.stderr
    assert done.stdout.startswith(f"Passed over in {mixed} (unknown kind): bild.png, ohne\n")


PAGE = """<!doctype html><html lang="de"><head><title>Der Turm</title><script>x()</script></head>
<body><nav><a href="/">Startseite</a> <a href="/p">Politik</a></nav><article><h1>Der Turm</h1>
<p>Der Turm von Altheim wurde am 3. Januar 2021 eingeweiht. Er ist 40 Meter hoch.</p>
</article><footer>Impressum</footer></body></html>"""


def test_what_is_left_out_of_a_source_is_told(belegbot: Run, tmp_path: Path) -> None:
    page = tmp_path / "turm.html"
    page.write_text(PAGE, encoding="utf-8")
    told = [
        {
            "file": str(page),
            "reason": "26 characters of navigation, notices and the like",
            "kind": "around",
            "count": 26,
            "detail": "",
        },
        {"file": str(page), "reason": "1 script", "kind": "scripts", "count": 1, "detail": ""},
    ]
    line = f"Left out of {page}: 26 characters of navigation, notices and the like; 1 script"

    added = json.loads(belegbot("source", "add", "--json", str(page)).stdout)
    assert added["left_out"] == told
    article = added["added"][0]["article_id"]

    page.write_text(PAGE.replace("40", "41"), encoding="utf-8")
    replaced = json.loads(belegbot("source", "replace", "--json", article, str(page)).stdout)
    assert (replaced["operation"], replaced["left_out"]) == ("replace", told)

    page.write_text(PAGE.replace("40", "42"), encoding="utf-8")
    assert belegbot("source", "replace", article, str(page)).stdout.splitlines()[-1] == line
    page.write_text(PAGE.replace("Altheim", "Neuheim").replace("40 Meter", "alt"), "utf-8")
    assert line in belegbot("source", "add", "--yes", str(page)).stdout.splitlines()


RULES = """# Regeln

Am See gilt das.

Verboten sind:

- Feuer
- Hunde:
  - große

## Kosten

| Platz | Preis |
|---|---|
| Wiese | 5 € |

**Wer zahlt?**

Der Verein zahlt. Immer.
"""
BLOCKS = [
    ("paragraph", 0, None, "Am See gilt das."),
    ("lead_in", 0, None, "Verboten sind:"),
    ("list", 0, None, "- Feuer\n- Hunde:\n  - große"),
    ("item", 0, 2, "- Feuer"),
    ("item", 0, 2, "- Hunde:\n  - große"),
    ("list", 0, 4, "- große"),
    ("item", 0, 5, "- große"),
    ("heading", 2, None, "Kosten"),
    ("table", 0, None, "Platz | Preis\nWiese | 5 €"),
    ("header", 0, 8, "Platz | Preis"),
    ("row", 0, 8, "Wiese | 5 €"),
    ("question", 0, None, "Wer zahlt?"),
    ("paragraph", 0, None, "Der Verein zahlt. Immer."),
]
UNITS = [
    ("sentence", "Am See gilt das.", 1, 1, []),
    ("item", "- Feuer", 3, 1, []),
    ("item", "- große", 3, 3, []),
    ("row", "Wiese | 5 €", 5, 2, ["Kosten"]),
    ("answer", "Der Verein zahlt.", 7, 1, ["Kosten", "Wer zahlt?"]),
    ("answer", "Immer.", 7, 2, ["Kosten", "Wer zahlt?"]),
]


def test_programs_are_shown_a_texts_structure_and_its_units(belegbot: Run, tmp_path: Path) -> None:
    rules = tmp_path / "regeln.md"
    rules.write_text(RULES, encoding="utf-8")
    article = added(belegbot, str(rules))

    shown = parsed(belegbot("source", "show", article, "--json"))

    text = shown["text"]
    blocks = [
        (block["kind"], block["level"], block["parent"], text[block["start"] : block["end"]])
        for block in shown["blocks"]
    ]
    assert blocks == BLOCKS
    units = [
        (
            unit["kind"],
            text[unit["start"] : unit["end"]],
            unit["paragraph"],
            unit["sentence"],
            unit["path"][1:],
        )
        for unit in shown["units"]
    ]
    assert units == UNITS
    assert {unit["path"][0] for unit in shown["units"]} == {"Regeln"}
    assert shown["units"][2:4] == [
        {
            "kind": "item",
            "start": 53,
            "end": 60,
            "paragraph": 3,
            "sentence": 3,
            "path": ["Regeln"],
            "question": None,
            "lead_ins": ["Verboten sind:", "Hunde:"],
            "header": None,
        },
        {
            "kind": "row",
            "start": 84,
            "end": 95,
            "paragraph": 5,
            "sentence": 2,
            "path": ["Regeln", "Kosten"],
            "question": None,
            "lead_ins": [],
            "header": "Platz | Preis",
        },
    ]


def test_a_texts_structure_moves_to_another_machine(belegbot: Run, tmp_path: Path) -> None:
    rules = tmp_path / "regeln.md"
    rules.write_text(RULES, encoding="utf-8")
    article = added(belegbot, str(rules))
    shown = parsed(belegbot("source", "show", article, "--json"))

    export, there = tmp_path / "sammlung.jsonl", ("--data-dir", str(tmp_path / "anderswo"))
    belegbot("source", "export", str(export))
    belegbot("source", "import", str(export), *there)
    assert parsed(belegbot("source", "show", article, "--json", *there)) == shown


def test_standard_input_is_a_source(belegbot: Run) -> None:
    done = belegbot("source", "add", "-", "--title", "Vom Band", stdin=TEXT)

    assert done.returncode == 0
    assert "Vom Band" in belegbot("source", "list").stdout


def test_a_web_address_on_this_machine_is_refused(belegbot: Run) -> None:
    done = belegbot("source", "add", "http://127.0.0.1:9/artikel")

    assert done.returncode == 1
    assert "isn't on the public internet" in done.stderr


def test_purge_asks_and_erases_for_good(belegbot: Run, text_file: Path, tmp_path: Path) -> None:
    article = added(belegbot, str(text_file), "--title", "Ernte")

    assert belegbot("source", "purge", article, stdin="n\n").returncode == 1
    assert belegbot("source", "show", article).returncode == 0

    done = belegbot("source", "purge", article, stdin="y\n")
    assert "“Ernte” is erased" in done.stdout
    assert belegbot("source", "show", article).returncode == 1
    assert belegbot("index", "verify").returncode == 0
    for path in (tmp_path / "data").rglob("*"):
        assert not path.is_file() or b"Musterstadt" not in path.read_bytes()


def test_a_seed_is_not_purged_while_its_file_would_bring_it_back(belegbot: Run) -> None:
    done = belegbot("source", "purge", SEED, "--yes")

    assert done.returncode == 1
    assert "delete" in done.stderr


def test_the_collection_moves_to_another_machine_with_its_history(
    belegbot: Run, text_file: Path, tmp_path: Path
) -> None:
    article = added(belegbot, str(text_file))
    belegbot("source", "remove", article)
    export = tmp_path / "sammlung.jsonl"
    belegbot("source", "export", str(export))
    there = ("--data-dir", str(tmp_path / "anderswo"))

    imported = belegbot("source", "import", str(export), *there)

    assert imported.stdout == "3 changes were imported.\n"
    assert log_of(belegbot, *there) == log_of(belegbot)
    belegbot("source", "undo", *there)
    assert belegbot("ask", "Wann begann die Ernte in Musterstadt?", *there).returncode == 0


def test_a_file_that_is_no_export_is_refused(belegbot: Run, text_file: Path) -> None:
    done = belegbot("source", "import", str(text_file))

    assert done.returncode == 1
    assert "it isn't an export of Belegbot's" in done.stderr


def test_a_backup_is_a_collection_of_its_own(
    belegbot: Run, text_file: Path, tmp_path: Path
) -> None:
    article = added(belegbot, str(text_file))
    (tmp_path / "kopie").mkdir()

    belegbot("source", "backup", str(tmp_path / "kopie" / "corpus.sqlite3"))

    shown = belegbot("source", "show", article, "--data-dir", str(tmp_path / "kopie"))
    assert shown.returncode == 0


@pytest.mark.parametrize("command", ["show", "remove", "restore", "purge"])
def test_an_unknown_article_is_named(belegbot: Run, command: str) -> None:
    done = belegbot("source", command, "nirgends")

    assert done.returncode == 1
    assert "There is no article “nirgends”." in done.stderr


def test_a_date_that_is_none_is_refused_before_anything_is_read(
    belegbot: Run, text_file: Path
) -> None:
    done = belegbot("source", "add", str(text_file), "--date", "gestern")

    assert done.returncode == 1
    assert "“gestern” isn't a date" in done.stderr


@pytest.mark.parametrize("command", ["backup", "export"])
def test_a_file_that_is_there_is_overwritten_only_with_force(
    belegbot: Run, tmp_path: Path, command: str
) -> None:
    target = tmp_path / "kopie"
    target.write_text("die einzige Sicherung", encoding="utf-8")

    refused = belegbot("source", command, str(target))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"“{target}” exists already. Nothing was written;")
    assert target.read_text(encoding="utf-8") == "die einzige Sicherung"

    assert belegbot("source", command, str(target), "--force").returncode == 0
    assert b"die einzige Sicherung" not in target.read_bytes()


def test_an_export_goes_to_standard_output(belegbot: Run) -> None:
    done = belegbot("source", "export", "-")
    assert json.loads(done.stdout.splitlines()[0])["format"] == "belegbot collection"


@pytest.mark.parametrize("scope", ["mein server", "-1", "0", "42a", "１２"])
def test_a_scope_is_shared_or_a_servers_id(belegbot: Run, text_file: Path, scope: str) -> None:
    done = belegbot("source", "add", str(text_file), "--scope", scope)
    assert done.returncode == 2
    assert f"“{scope}” is neither “shared” nor the id of a Discord server" in done.stderr


def test_a_servers_article_is_asked_with_its_scope_alone(belegbot: Run, text_file: Path) -> None:
    added(belegbot, str(text_file), "--scope", "42")
    question = "Wann begann die Ernte in Musterstadt?"
    assert belegbot("ask", question).returncode == 3
    assert belegbot("ask", question, "--scope", "43").returncode == 3
    assert belegbot("ask", question, "--scope", "42").returncode == 0
    chat = belegbot("chat", "--scope", "42", stdin=f"{question}\n\n")
    assert "Die Ernte in Musterstadt begann 2018." in chat.stdout


def test_a_fixed_answer_is_set_listed_and_taken_back(belegbot: Run, text_file: Path) -> None:
    article = added(belegbot, str(text_file), "--scope", "77")
    asked = "Wann ging es los auf den Feldern?"
    change = parsed(belegbot("source", "pin", "--json", article, asked, "begann 2018"))
    assert (change["operation"], change["scope"]) == ("pin", "77")

    answer = parsed(belegbot("ask", "--json", "--scope", "77", asked))
    assert (answer["pinned"], answer["confidence"]) == (True, 1.0)
    assert "pinned" not in parsed(belegbot("ask", "--json", asked))
    assert "Fixed answer" in belegbot("ask", "--scope", "77", asked).stdout
    [listed] = parsed(belegbot("source", "pins", "--json"))
    assert (listed["question"], listed["counts"]) == (asked, True)
    assert belegbot("source", "pins").stdout.splitlines()[0].endswith(f"{article}  {asked}")

    number = str(change["revision"])
    belegbot("source", "unpin", number, "--why", "veraltet")
    assert belegbot("source", "pins").stdout == "There are no fixed answers.\n"
    refused = belegbot("source", "unpin", number)
    assert refused.returncode == 1
    assert refused.stderr.startswith("There is no such fixed answer")
    assert log_of(belegbot, article)[-1] == ("unpin", article, "veraltet")
