"""Fixed answers are part of the collection: logged, undone, exported, purged, withdrawn."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from index.config import Settings
from index.corpus.changelog import Author, Expectation
from index.corpus.errors import (
    ArticleUnknownError,
    ChangeNotUndoableError,
    PinUnknownError,
    PinWithoutQuestionError,
    PinWithoutSentenceError,
)
from index.corpus.exchange.transfer import export_lines, import_lines
from index.corpus.pins import sentence_with, whole_sentences
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.models import BUILTIN

BOB = "operator:bob"
ADA = Author("operator:ada", "oft gefragt")
TEXT = "Das Bad öffnet um 9 Uhr. Der Eintritt kostet 4 Euro."
OPENS, PRICE = (0, 24), (25, 52)
ASKED = "Ab wann darf ich ins Wasser?"
VEREIN = Scope("77")


@pytest.fixture
def bath(library: Library) -> str:
    return library.add(Draft(TEXT, "Bad", "de"), ADA, VEREIN).article_id


def test_a_fixed_answer_comes_first_for_the_same_words_in_its_scope_alone(
    library: Library, bath: str
) -> None:
    assert library.ask(ASKED, VEREIN).abstained
    change = library.pin(bath, ASKED, OPENS, ADA)
    assert (change.operation, change.scope, change.why) == ("pin", VEREIN, "oft gefragt")

    for question in (
        ASKED,
        "ab wann ins Wasser darf ich",
        "Hallo, ab wann darf ich ins Wasser? Danke",
    ):
        answer = library.ask(question, VEREIN)
        assert (answer.pinned, answer.outcome, answer.confidence) == (True, "answer", 1.0)
        assert answer.text == "Das Bad öffnet um 9 Uhr. [1]"
        [citation] = answer.citations
        assert (citation.article.id, citation.excerpt) == (bath, TEXT)
        assert answer.to_dict()["pinned"] is True
    assert library.ask(ASKED).abstained
    for other in ("Ab wann darf ich nicht ins Wasser?", "Bis wann darf ich ins Wasser?"):
        assert not library.ask(other, VEREIN).pinned


def test_a_slip_in_the_question_and_a_question_among_several_are_met(
    library: Library, bath: str
) -> None:
    library.pin(bath, "Wann öffnet das Bad im Sommer?", OPENS, ADA)

    answer = library.ask("Wann öffnet das Bad im Sommer? Was kostet der Eintritt?", VEREIN)
    assert [part.pinned for part in answer.parts] == [True, False]
    assert not answer.pinned
    assert library.ask("Wann ofnet das Bad im Sommer?", VEREIN).pinned


def test_it_stays_with_its_sentence_through_versions_and_goes_with_it(
    library: Library, bath: str
) -> None:
    library.pin(bath, ASKED, OPENS, ADA)
    moved = Draft(f"Neu: Es gibt Eis.\n\n{TEXT}", "Bad", "de")
    library.replace(bath, moved, ADA)
    answer = library.ask(ASKED, VEREIN)
    assert answer.pinned
    assert answer.citations[0].evidence.answer == (19, 43)
    changed = library.replace(bath, Draft("Das Bad öffnet um 10 Uhr.", "Bad", "de"), ADA)
    assert not library.ask(ASKED, VEREIN).pinned
    [pinned] = library.pins.all([VEREIN])
    assert (pinned.excerpt, pinned.place) == ("Das Bad öffnet um 9 Uhr.", None)
    library.undo(changed.revision, ADA)
    assert library.ask(ASKED, VEREIN).pinned
    library.remove(bath, ADA)
    assert not library.ask(ASKED, VEREIN).pinned
    library.restore(bath, ADA)
    assert library.ask(ASKED, VEREIN).pinned


def test_the_latest_of_two_for_one_question_counts(library: Library, bath: str) -> None:
    library.pin(bath, ASKED, OPENS, ADA)
    second = library.pin(bath, ASKED, PRICE, ADA)
    assert library.ask(ASKED, VEREIN).text == "Der Eintritt kostet 4 Euro. [1]"
    library.unpin(second.revision, ADA)
    assert library.ask(ASKED, VEREIN).text == "Das Bad öffnet um 9 Uhr. [1]"


def test_setting_and_taking_back_are_undone_and_undone_again(library: Library, bath: str) -> None:
    def counts() -> bool:
        return library.ask(ASKED, VEREIN).pinned

    library.pin(bath, ASKED, OPENS, ADA)
    undo = library.undo(None, ADA, VEREIN)
    assert (undo.operation, undo.undoes, counts()) == ("unpin", 2, False)
    again = library.undo(undo.revision, ADA, VEREIN)
    assert (again.operation, again.undoes, counts()) == ("pin", 3, True)
    with pytest.raises(ChangeNotUndoableError):
        library.undo(undo.revision, ADA, VEREIN)
    library.unpin(again.revision, ADA, VEREIN)
    assert not counts()
    with pytest.raises(ChangeNotUndoableError):
        library.undo(again.revision, ADA, VEREIN)
    library.undo(None, ADA, VEREIN)
    assert counts()
    assert library.indexer.verify() == []


def test_a_text_that_was_changed_before_something_was_fixed_can_still_be_taken_back(
    library: Library, bath: str
) -> None:
    change = library.replace(bath, Draft(f"{TEXT} Es gibt Eis.", "Bad", "de"), ADA)
    library.pin(bath, ASKED, OPENS, ADA)
    library.undo(change.revision, ADA)
    assert library.corpus.article(bath).text == TEXT
    assert library.ask(ASKED, VEREIN).pinned


def test_what_is_no_sentence_no_question_or_nobodys_is_refused_and_nothing_logged(
    library: Library, bath: str
) -> None:
    before = library.corpus.revision()
    for place in ((1, 24), (0, 20), (0, 0), (25, 24), (500, 600)):
        with pytest.raises(PinWithoutSentenceError):
            library.pin(bath, ASKED, place, ADA)
    for question in ("", "  ", "???"):
        with pytest.raises(PinWithoutQuestionError):
            library.pin(bath, question, OPENS, ADA)
    with pytest.raises(ArticleUnknownError):
        library.pin(bath, ASKED, OPENS, ADA, Expectation(Scope("5")))
    with pytest.raises(PinUnknownError):
        library.unpin(2, ADA)
    assert library.corpus.revision() == before
    pin = library.pin(bath, ASKED, OPENS, ADA).revision
    with pytest.raises(PinUnknownError):
        library.unpin(pin, ADA, SHARED)
    library.remove(bath, ADA)
    with pytest.raises(PinWithoutSentenceError):
        library.pin(bath, ASKED, OPENS, ADA)


def test_a_place_is_found_by_words_and_widened_to_whole_sentences(
    library: Library, bath: str
) -> None:
    units = library.corpus.units(library.corpus.article(bath).revision)
    assert sentence_with(units, "kostet  4\nEuro") == PRICE
    assert whole_sentences(units, 3, 30) == (0, 52)
    with pytest.raises(PinWithoutSentenceError):
        sentence_with(units, "kostet 5 Euro")
    with pytest.raises(PinWithoutSentenceError):
        whole_sentences(units, 60, 70)


def test_a_purge_erases_it_with_its_article(library: Library, bath: str) -> None:
    library.pin(bath, ASKED, OPENS, ADA)
    library.purge(bath, ADA)
    assert library.pins.all() == []
    assert library.corpus.database.scalar(text("SELECT count(*) FROM pins")) == 0
    for path in library.settings.data_dir.rglob("*"):
        assert not path.is_file() or b"ins Wasser" not in path.read_bytes()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Library]:
    """An empty library on another machine."""
    settings = Settings(data_dir=tmp_path / "there", seeds_dir=None, embedder=BUILTIN)
    with closing(Library.open(settings)) as library:
        yield library


def test_an_export_carries_what_is_fixed_and_what_was_taken_back(
    library: Library, bath: str, there: Library
) -> None:
    library.pin(bath, "Was kostet es?", PRICE, ADA)
    taken_back = library.pin(bath, ASKED, OPENS, ADA)
    library.unpin(taken_back.revision, ADA)
    lines = list(export_lines(library.history, VEREIN))
    assert "pin" not in json.loads(lines[1])
    imported = import_lines(there.corpus, lines, "export.jsonl", importer=BOB)
    there.start()

    assert imported.changes == 4
    [pinned] = there.pins.all([VEREIN])
    assert (pinned.pin.question, pinned.excerpt) == (
        "Was kostet es?",
        "Der Eintritt kostet 4 Euro.",
    )
    assert there.ask("Was kostet es?", VEREIN).pinned
    assert not there.ask(ASKED, VEREIN).pinned
    again = there.undo(None, ADA, VEREIN)
    assert (again.operation, there.ask(ASKED, VEREIN).pinned) == ("pin", True)
    # What was imported once more changes nothing.
    assert import_lines(there.corpus, lines, "export.jsonl", importer=BOB).changes == 0


def test_a_backup_has_it_and_a_second_process_sees_it(library: Library, bath: str) -> None:
    settings = library.settings
    with closing(Library.open(settings)) as other:
        assert not other.ask(ASKED, VEREIN).pinned
        library.pin(bath, ASKED, OPENS, ADA)
        assert other.ask(ASKED, VEREIN).pinned
