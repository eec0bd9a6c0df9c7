"""What there is of one person: seen, taken away, erased; nothing of anybody else is."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.memory.forgetting import Forgetting
from bot.memory.memory import Memory
from bot.memory.opinions import Opinion
from bot.memory.persons import Persons, erase_person
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.memory.test_stays import NOON, ask
from tests.index.cli.test_cli import Run, belegbot, parsed

__all__ = ["belegbot"]

EVE, BOB = 9, 10
EVES = "Wo wohnt Eve?"


@pytest.fixture
def crowded(library: Library, draft: Callable[..., Draft]) -> Library:
    """Two people who asked, thought, requested and changed something."""
    added = library.add(draft("Die Brücke hält."), Author(f"discord:{EVE}", "neu"), Scope("7"))
    library.remove(added.article_id, Author(f"discord:{BOB}"))
    memory = Memory.of(library)
    ask(library, EVES, 7, 1, asker=EVE)
    ask(library, "Wo wohnt Bob?", 7, 2, asker=BOB)
    for person in (EVE, BOB):
        memory.opinions.rate(Opinion(1, person, -1, f"meint {person}", NOON))
        memory.opinions.rate(Opinion(2, person, 1, "", NOON))
        memory.requests.add(2, person, NOON)
    return library


def test_all_there_is_of_a_person_is_counted_and_given_out(crowded: Library) -> None:
    persons = Persons(crowded.corpus.database)
    assert persons.counts(EVE) == {
        "posted_answers": 1,
        "feedback": 2,
        "source_requests": 1,
        "changes": 1,
    }
    rows = list(persons.export(EVE))
    assert [row["table"] for row in rows] == [
        *("posted_answers", "feedback", "feedback", "source_requests", "changes"),
    ]
    assert (rows[0]["question"], rows[1]["reason"], rows[-1]["why"]) == (EVES, "meint 9", "neu")
    assert "Bob" not in json.dumps(rows)


def test_an_erased_person_is_in_no_file_and_their_changes_stay(
    crowded: Library, settings: Settings
) -> None:
    persons = Persons(crowded.corpus.database)
    before = persons.counts(BOB)
    with crowded.corpus.write() as changelog:
        erase_person(changelog, EVE)
    crowded.corpus.forget_deleted()

    assert persons.counts(EVE) == {}
    assert list(persons.export(EVE)) == []
    assert persons.counts(BOB) == before | {"feedback": before["feedback"] - 1}
    assert [(each.operation, each.who, each.why) for each in crowded.corpus.changes()] == [
        ("add", "somebody", "neu"),
        ("remove", f"discord:{BOB}", ""),
    ]
    for path in settings.data_dir.iterdir():
        assert not path.is_file() or EVES.encode() not in path.read_bytes()


def test_an_operator_takes_away_and_erases_a_persons_data(belegbot: Run, tmp_path: Path) -> None:
    unknown = belegbot("person", "erase", "9", "--yes")
    assert unknown.returncode == 1
    assert unknown.stderr.startswith("There is no data of the person 9.")

    belegbot("source", "list")
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=None)
    with closing(Library(settings, participants=(Forgetting(),))) as library:
        ask(library, EVES, 7, 1, asker=EVE)

    written = parsed(belegbot("person", "export", "9", str(tmp_path / "out"), "--json"))
    assert written == {
        "person": "9",
        "file": str(tmp_path / "out" / "person.jsonl"),
        "rows": {"posted_answers": 1},
    }
    [row] = (tmp_path / "out" / "person.jsonl").read_text("utf-8").splitlines()
    assert json.loads(row)["question"] == EVES

    refused = belegbot("person", "erase", "9")
    assert refused.returncode == 1
    assert "Erase all data of the person 9 (questions with their answers: 1)?" in refused.stderr
    # On a busy machine standard error says, too, that it is erased already.
    erased = belegbot("person", "erase", "9", "--yes", "--json")
    assert json.loads(erased.stdout) == {"erased": "9", "rows": {"posted_answers": 1}}
    assert belegbot("person", "export", "9", str(tmp_path / "out")).returncode == 1
