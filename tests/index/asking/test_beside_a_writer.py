"""Whatever is looked up while somebody writes is there or isn't: never an error of the moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import Engine, event

from index.asking.answers import Quote
from index.asking.asker import Asker
from index.corpus.changelog import ChangeLog
from index.corpus.corpus import Corpus
from index.corpus.errors import ArticleUnknownError
from index.models import Change, Draft
from index.scopes import SHARED
from tests.index.asking.conftest import ADA

QUESTION = "Wann war die Ernte?"
OLD = "Die Ernte war 2018 gut. Das Fest fiel aus."
NEW = "Die Ernte war 2019 gut. Das Fest fiel aus."

Look = Callable[[Asker, Corpus, Change], str]
Write = Callable[[ChangeLog, str], object]


@contextmanager
def after_statement(number: int, work: Callable[[], object]) -> Iterator[list[int]]:
    """Do the work as soon as so many statements have been executed; give how many there were."""
    seen: list[int] = []
    working = False

    def executed(*_: object) -> None:
        nonlocal working
        if working:
            return
        seen.append(len(seen))
        if len(seen) == number:
            working = True
            work()
            working = False

    event.listen(Engine, "after_cursor_execute", executed)
    try:
        yield seen
    finally:
        event.remove(Engine, "after_cursor_execute", executed)


def _asked(asker: Asker, _: Corpus, __: Change) -> str:
    answer = asker.ask(QUESTION, [SHARED])
    return " ".join(citation.excerpt for citation in answer.citations)


def _nearest(asker: Asker, _: Corpus, __: Change) -> str:
    return " ".join(each.excerpt for each in asker.nearest(QUESTION, [SHARED], 1))


def _first(asker: Asker, _: Corpus, __: Change) -> str:
    _verdict, evidence = asker.first_evidence(QUESTION, [SHARED])
    return evidence.text if evidence else ""


def _ranked(asker: Asker, _: Corpus, __: Change) -> str:
    ranking, _verdict = asker.rank(QUESTION, [SHARED])
    return ranking.hits[0].sentence.text if ranking.hits else ""


def _around(asker: Asker, _: Corpus, added: Change) -> str:
    found = asker.context(Quote(1, added.article_id, added.revision, 1, 0, 23), [SHARED])
    return found.sentence if found else ""


def _article(_: Asker, corpus: Corpus, added: Change) -> str:
    try:
        return corpus.article(added.article_id).text
    except ArticleUnknownError:
        return ""


def _version(_: Asker, corpus: Corpus, added: Change) -> str:
    version = corpus.version(added.revision)
    return version.text if version else ""


def _units(_: Asker, corpus: Corpus, added: Change) -> str:
    return " ".join(sentence.text for sentence in corpus.units(added.revision))


def _purge(log: ChangeLog, article_id: str) -> None:
    log.purge(article_id, ADA)


def _replace(log: ChangeLog, article_id: str) -> None:
    log.replace(article_id, Draft(NEW, "Ernte", "de"), ADA)


@pytest.mark.parametrize("write", [_purge, _replace])
@pytest.mark.parametrize(
    "look", [_asked, _nearest, _first, _ranked, _around, _article, _version, _units]
)
def test_a_change_between_any_two_statements_leaves_what_was_or_what_is(
    make_asker: Callable[..., Asker], corpus: Corpus, look: Look, write: Write
) -> None:
    for step in count(1):
        with corpus.write() as log:
            added = log.add(Draft(OLD, "Ernte", "de"), ADA, scope=SHARED)
        asker = make_asker()
        whole = look(asker, corpus, added)
        assert "2018" in whole

        def change(article_id: str = added.article_id) -> None:
            with corpus.write() as log:
                write(log, article_id)

        corpus.forget_deleted()  # nothing read before
        with after_statement(step, change) as seen:
            found = look(asker, corpus, added)
        assert found in {whole, whole.replace("2018", "2019"), ""}
        if len(seen) < step:
            break
        with corpus.write() as log:
            if write is not _purge:
                log.purge(added.article_id, ADA)
    assert step > 1
