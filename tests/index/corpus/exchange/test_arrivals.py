"""Of a file that somebody made up, an import believes only what could have been written here."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.corpus.errors import ImportLineRefusedError, ImportRefusedError
from index.corpus.exchange.transfer import FORMAT, FORMAT_VERSION, export_lines, import_lines
from index.corpus.history import History
from index.corpus.pins import Pins
from index.models import Draft
from index.scopes import SHARED, Scope

TEXT = "The pier is 5 metres long. It is old."
NO_TEXT: dict[str, Any] = {"text": None, "version": None}
PURGE = {"operation": "purge", **NO_TEXT}
PIN: dict[str, Any] = {
    "operation": "pin",
    "text": None,
    "version": 1,
    "pin": {
        "revision": 3,
        "article_id": "pier2345",
        "scope": "shared",
        "question": "How old is it?",
        "version": 2,
        "start": 0,
        "end": 26,
    },
}
"""The third change: of a sentence that another article's version has."""


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus.open(tmp_path)


BOB = "operator:bob"


def row(revision: int = 1, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """A row as an export has it; `text` and what is within it can be given by name."""
    version: dict[str, Any] = {
        "text": TEXT,
        "title": "Pier",
        "language": "en",
        "date": None,
        "url": None,
        "author": None,
        "pages": [],
        "blocks": None,
        "file_hash": None,
    }
    within = {name: values.pop(name) for name in list(values) if name in {*version} - {"text"}}
    change = {
        "revision": revision,
        "article_id": "pier2345",
        "scope": "shared",
        "operation": "add",
        "version": revision,
        "at": "2026-01-01T00:00:00+00:00",
        "who": "operator:ada",
        "why": "",
        "undoes": None,
    }
    if "words" in values:
        within["text"] = values.pop("words")
    return change | {"text": version | within} | values


def lines(*rows: dict[str, Any], **header: object) -> list[str]:
    first = {"format": FORMAT, "version": FORMAT_VERSION} | header
    return [json.dumps(line) + "\n" for line in (first, *rows, {"changes": len(rows)})]


AHEAD = datetime.now(UTC) + timedelta(days=3)

HOSTILE: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "a time without a zone": ("at", [row(at="2026-01-01T00:00:00")]),
    "a time that no calendar shows": ("at", [row(at="0001-01-01T00:00:00+14:00")]),
    "a number for a time": ("at", [row(at=1e9)]),
    "a revision as text": ("revision", [row(revision="1", version="1")]),  # type: ignore[arg-type]
    "a revision below one": ("revision", [row(0)]),
    "a revision that SQLite can't hold": ("revision", [row(2**70)]),
    "revisions that go back": ("revision", [row(5), row(4, article_id="other")]),
    "no id": ("article_id", [row(article_id="")]),
    "an id that a terminal obeys": ("article_id", [row(article_id="a\x1b[2Jb")]),
    "an id of 5,000 letters": ("article_id", [row(article_id="a" * 5_000)]),
    "no scope": ("scope", [row(scope="")]),
    "a scope that is a path": ("scope", [row(scope="../x")]),
    "an article that changes its scope": (
        "scope",
        [row(), row(2, operation="replace", scope="42")],
    ),
    "nobody who did it": ("who", [row(who="\x1b\x07")]),
    "an unknown operation": ("operation", [row(operation="drop")]),
    "a removal of nothing": ("operation", [row(operation="remove", version=None, text=None)]),
    "a new version of nothing": ("operation", [row(operation="replace")]),
    "an article added twice": ("operation", [row(), row(2)]),
    "a change after the erasure": ("operation", [row(), row(2, **PURGE), row(3)]),
    "a version that isn't its own": ("version", [row(version=7)]),
    "a version of another article": (
        "text",
        [row(), row(2, article_id="b", text=None, version=1)],
    ),
    "a text that is missing": ("text", [row(text=None)]),
    "an erasure with a text": ("text", [row(), row(2, operation="purge", version=None)]),
    "no text": ("text", [row(words=" \x00 ")]),
    "a list for a text": ("text", [row(words=["a"])]),
    "no title": ("title", [row(title="\u200b")]),
    "a date that is none": ("date", [row(date="gestern")]),
    "a day that no month has": ("date", [row(date="2026-02-31")]),
    "an address that is a script": ("url", [row(url="javascript:alert(1)")]),
    "an address that a terminal obeys": ("url", [row(url="https://a.example/\x1b[31m")]),
    "a language that is a path": ("language", [row(language="../../etc")]),
    "pages beyond the text": ("pages", [row(pages=[0, 900])]),
    "pages that go back": ("pages", [row(pages=[0, 9, 4])]),
    "a sentence of another article for a fixed answer": (
        "pin",
        [row(), row(2, article_id="other"), row(3, **PIN)],
    ),
    "a return of what is in force": (
        "operation",
        [row(), row(2, operation="restore", text=None, version=1)],
    ),
    "a return of what was in force before the last": (
        "version",
        [
            row(),
            row(2, operation="replace"),
            row(3, operation="remove", **NO_TEXT),
            row(4, operation="restore", text=None, version=1),
        ],
    ),
    "an earlier version that no undoing brings back": (
        "operation",
        [row(), row(2, operation="replace"), row(3, operation="replace", text=None, version=1)],
    ),
    "a move that takes an earlier version along": (
        "version",
        [
            row(scope="42"),
            row(2, scope="42", operation="replace"),
            row(3, scope="42/staff", operation="move", text=None, version=1),
        ],
    ),
    "a fixed answer of what is removed": (
        "operation",
        [row(), row(2, operation="remove", **NO_TEXT), row(3, **PIN | {"version": None})],
    ),
    "a change of another article undone": (
        "undoes",
        [row(), row(2, article_id="other"), row(3, operation="remove", undoes=2, **NO_TEXT)],
    ),
    "a change undone that is yet to come": (
        "undoes",
        [row(), row(2, operation="remove", undoes=3, **NO_TEXT)],
    ),
    "a hash that is none": ("file_hash", [row(file_hash=7)]),
}


@pytest.mark.parametrize("defect", HOSTILE)
def test_what_no_export_has_is_refused_with_its_line_and_nothing_is_stored(
    corpus: Corpus, defect: str
) -> None:
    field, rows = HOSTILE[defect]
    with pytest.raises(ImportLineRefusedError) as refused:
        import_lines(corpus, lines(*rows), "x.jsonl", importer=BOB)

    assert str(refused.value.values["field"]) == field
    assert corpus.changes() == []


def test_a_line_of_endless_brackets_is_refused(corpus: Corpus) -> None:
    deep = [lines()[0], "[" * 100_000 + "]" * 100_000 + "\n", '{"changes": 1}\n']
    with pytest.raises(ImportRefusedError, match="isn't an export of Belegbot's"):
        import_lines(corpus, deep, "x.jsonl", importer=BOB)


def test_control_characters_are_left_out_of_what_is_taken_in(corpus: Corpus) -> None:
    hostile = row(
        who="ad\x1b[31ma",
        why="be\ncause\x9b2J\u202e",
        title="\x1b]0;own\x07Pier",
        author="A\x1b[2Jda",
        words="The pier\x1b[2J is 5\x00 metres long.\u202e It is old.",
    )
    import_lines(corpus, lines(hostile), "x.jsonl", importer=BOB)

    (change,), article = corpus.changes(), corpus.article("pier2345")
    assert (change.who, change.why) == ("ad[31ma", "be cause2J")
    assert (article.title, article.author) == ("]0;ownPier", "A[2Jda")
    assert article.text == "The pier[2J is 5 metres long. It is old."


def test_a_reason_is_as_long_as_one_that_is_given_here(corpus: Corpus) -> None:
    long = "because " * 130_000
    import_lines(corpus, lines(row(why=long)), "x.jsonl", importer=BOB)
    with corpus.write() as log:
        log.remove("pier2345", Author(BOB, long))

    kept = " ".join(["because"] * 125) + " …"
    assert [change.why for change in corpus.changes()] == [kept, kept]


def test_a_fixed_answer_of_half_a_sentence_comes_along_and_does_not_count(corpus: Corpus) -> None:
    """Where texts are divided anew, half of what was a sentence is left; whoever makes it up."""
    half = {**PIN["pin"], "revision": 2, "version": 1, "start": 4, "end": 20}
    import_lines(corpus, lines(row(), row(2, **PIN | {"pin": half})), "x.jsonl", importer=BOB)

    [pinned] = Pins(corpus).all()
    assert (pinned.excerpt, pinned.place) == ("pier is 5 metres", None)


def test_a_fixed_answer_that_is_taken_back_after_a_removal_comes_along(
    corpus: Corpus, tmp_path: Path
) -> None:
    author = Author("discord:1")
    with corpus.write() as log:
        article = log.add(Draft(TEXT, "Pier", "en"), author, scope=Scope("42")).article_id
        pinned = log.pin(article, "How old is it?", (27, 37), author)
        log.remove(article, author)
        taken_back = log.unpin(pinned.revision, author)
        log.undo(taken_back.revision, author)
    (tmp_path / "other").mkdir()
    other = Corpus.open(tmp_path / "other")
    import_lines(other, export_lines(History(corpus.database)), "x.jsonl", importer=BOB)

    assert other.changes() == corpus.changes()
    assert Pins(other).all() == Pins(corpus).all()


def test_what_is_of_one_scope_comes_into_that_one_alone(corpus: Corpus) -> None:
    own, other = row(scope="42"), row(2, scope="43", article_id="other")
    for rows, header, only in (
        ([own, other], {"scope": "42"}, None),
        ([own, other], {}, Scope("42")),
        ([row()], {"scope": "42"}, None),
        ([row()], {}, Scope("42")),
    ):
        with pytest.raises(ImportLineRefusedError) as refused:
            import_lines(corpus, lines(*rows, **header), "x.jsonl", only, importer=BOB)
        assert str(refused.value.values["field"]) == "scope"
    with pytest.raises(ImportRefusedError, match="it is of another server"):
        import_lines(corpus, lines(own, scope="42"), "x.jsonl", Scope("43"), importer=BOB)
    assert corpus.changes() == []

    import_lines(corpus, lines(own, scope="42"), "x.jsonl", Scope("42"), importer=BOB)
    assert corpus.article("pier2345").scope == Scope("42")


def test_in_what_the_operator_takes_over_from_others_nobody_else_is_one(corpus: Corpus) -> None:
    import_lines(corpus, lines(row(who="operator:root")), "x.jsonl", importer=BOB)
    assert [change.who for change in corpus.changes()] == [f"{BOB}, imported: operator:root"]


def test_a_time_that_is_yet_to_come_is_taken_for_now(corpus: Corpus) -> None:
    before = datetime.now(UTC)
    import_lines(corpus, lines(row(at=AHEAD.isoformat())), "x.jsonl", importer=BOB)
    [change] = corpus.changes()
    assert before <= change.at <= datetime.now(UTC)


@pytest.mark.parametrize(
    "who",
    [
        *("operator:root", "seeds", "Operator:root", "\u043eperator:root", "root", "operator:7"),
        *("discord:abc", "discord:42 (Ada)", "discord:042", "discord:4\n2"),
    ],
)
def test_nobody_speaks_as_the_operator_in_what_others_hand_in(corpus: Corpus, who: str) -> None:
    import_lines(corpus, lines(row(scope="42", who=who), scope="42"), "x.jsonl", importer=BOB)
    assert [change.who for change in corpus.changes()] == ["imported"]


def test_a_moderator_stays_who_they_are(corpus: Corpus) -> None:
    import_lines(
        corpus, lines(row(scope="42", who="discord:7"), scope="42"), "x.jsonl", importer=BOB
    )
    assert [change.who for change in corpus.changes()] == ["discord:7"]


def test_an_export_of_one_scope_says_which(corpus: Corpus) -> None:
    with corpus.write() as log:
        log.add(Draft(TEXT, title="Pier", language="en"), Author("a"), scope=Scope("42"))
        log.add(Draft(TEXT, title="Pier", language="en"), Author("a"), scope=SHARED)

    history = History(corpus.database)
    assert json.loads(next(export_lines(history, Scope("42"))))["scope"] == "42"
    assert "scope" not in json.loads(next(export_lines(history)))
