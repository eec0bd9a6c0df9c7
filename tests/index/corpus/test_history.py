"""What was changed, told to people: the latest first, each with the title it was about."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from index.corpus.changelog import Author, ChangeLog
from index.corpus.corpus import Corpus
from index.corpus.history import History
from index.models import Draft
from index.scopes import SHARED, Scope

ADA = Author("ada")
SERVER, OTHER = Scope("7"), Scope("8")

Make = Callable[..., Draft]


@pytest.fixture
def history(corpus: Corpus) -> History:
    return History(corpus.database)


def titles(history: History, scope: Scope, article_id: str | None = None) -> list[object]:
    entries = history.entries(scope, article_id)
    return [(entry.change.operation, entry.title) for entry in entries]


def add(log: ChangeLog, draft: Draft, scope: Scope) -> str:
    return log.add(draft, ADA, scope=scope).article_id


def test_a_change_has_the_title_of_what_it_put_in_force_or_took_out(
    corpus: Corpus, history: History, draft: Make
) -> None:
    with corpus.write() as log:
        tower = add(log, draft("Eins.", title="Turm"), SERVER)
        log.replace(tower, draft("Zwei.", title="Turm, neu"), ADA)
        log.undo(None, ADA)
        log.remove(tower, ADA)
        log.restore(tower, ADA)
    assert titles(history, SERVER) == [
        ("restore", "Turm"),
        ("remove", "Turm"),
        ("replace", "Turm"),
        ("replace", "Turm, neu"),
        ("add", "Turm"),
    ]


def test_what_was_erased_has_no_title_any_more(
    corpus: Corpus, history: History, draft: Make
) -> None:
    with corpus.write() as log:
        tower = add(log, draft("Eins.", title="Turm"), SERVER)
        add(log, draft("Zwei.", title="Bad"), SERVER)
        log.purge(tower, ADA)
    assert titles(history, SERVER) == [("purge", None), ("add", "Bad"), ("add", None)]


def test_a_scope_sees_its_own_changes_and_those_to_one_shared_article(
    corpus: Corpus, history: History, draft: Make
) -> None:
    with corpus.write() as log:
        own = add(log, draft("Eins.", title="Turm"), SERVER)
        other = add(log, draft("Zwei.", title="Bad"), OTHER)
        shared = add(log, draft("Drei.", title="Allen"), SHARED)
    assert titles(history, SERVER) == [("add", "Turm")]
    assert titles(history, SERVER, own) == [("add", "Turm")]
    assert titles(history, SERVER, shared) == [("add", "Allen")]
    assert titles(history, SERVER, other) == []


def test_the_latest_changes_are_read_one_by_one(
    corpus: Corpus, history: History, draft: Make
) -> None:
    with corpus.write() as log:
        for number in range(3):
            add(log, draft(f"Nr. {number}.", title=f"Titel {number}"), SERVER)
    with closing(history.latest(SERVER)) as entries:
        assert next(entries).title == "Titel 2"
        assert next(entries).title == "Titel 1"
    with corpus.write() as log:
        add(log, draft("Danach.", title="Danach"), SERVER)
    assert len(history.entries(SERVER)) == 4


def test_a_new_version_of_the_same_text_tells_which_details_it_changed(
    corpus: Corpus, history: History, draft: Make
) -> None:
    with corpus.write() as log:
        tower = add(log, draft("Eins.", title="Turm"), SERVER)
        log.replace(tower, draft("Eins.", title="Turm, neu", date="2026"), ADA)
        named = draft("Eins.", title="Turm, neu", date="2026")
        ends = replace(named, valid_until="2026-12-31")
        log.replace(tower, ends, ADA)
        log.replace(tower, replace(ends, afterwards="hide"), ADA)
        log.replace(tower, draft("Eins.", title="Turm, neu", date="2026"), ADA)
        log.replace(tower, draft("Zwei.", title="Turm"), ADA)
    told = [(entry.details, entry.valid_until, entry.hides) for entry in history.all(tower)]
    assert told == [
        ((), None, False),
        (("title", "date"), None, False),
        (("valid_until",), "2026-12-31", False),
        (("afterwards",), "2026-12-31", True),
        (("valid_until", "afterwards"), None, False),
        ((), None, False),
    ]
    assert [entry.only_end for entry in history.all(tower)] == [*[False] * 2, *[True] * 3, False]


def test_what_was_taken_back_is_not_what_the_next_version_is_compared_with(
    corpus: Corpus, history: History, draft: Make
) -> None:
    with corpus.write() as log:
        tower = add(log, draft("Eins.", title="Turm"), SERVER)
        log.replace(tower, draft("Zwei.", title="Turm"), ADA)
        log.undo(None, ADA)
        log.replace(tower, draft("Eins.", title="Turm, neu"), ADA)
    assert history.all(tower)[-1].details == ("title",)
