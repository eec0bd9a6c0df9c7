"""What one server may add."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Connection, text

from index.config import QuotaSettings, Settings
from index.corpus.changelog import Author, Expectation
from index.corpus.errors import (
    ArticleDuplicateError,
    QuotaArticlesError,
    QuotaBytesError,
    QuotaError,
    QuotaSentencesError,
    QuotaStoredError,
)
from index.library import Library
from index.models import Draft
from index.review.proposal import Proposal
from index.review.review import Review
from index.scopes import Scope

ADA = Author("ada")
SERVER = Scope("4711")
TEXT = "Der Turm ist hoch. Er steht am Markt."
OTHER = "Die Brücke ist alt. Sie ist aus Stein."
THIRD = "Der Brunnen ist tief."


@contextmanager
def limited(settings: Settings, quota: QuotaSettings) -> Iterator[Library]:
    limits = settings.model_copy(update={"quota": quota})
    with closing(Library.open(limits)) as library:
        yield library


def accept(
    library: Library, draft: Draft, scope: Scope = SERVER, article_id: str | None = None
) -> str:
    proposal = Proposal(draft, scope, article_id)
    return Review(library).accept(proposal, ADA, unclaimed).article_id


def unclaimed(_: Connection) -> None:
    """Nobody else decides."""


@pytest.mark.parametrize(
    ("quota", "error"),
    [
        (QuotaSettings(articles=1), QuotaArticlesError),
        (QuotaSettings(sentences=3), QuotaSentencesError),
        (QuotaSettings(megabytes_per_day=60 / 1_000_000), QuotaBytesError),
        (QuotaSettings(megabytes=60 / 1_000_000), QuotaStoredError),
    ],
)
def test_what_there_is_no_room_for_is_refused_and_not_stored(
    settings: Settings,
    draft: Callable[..., Draft],
    quota: QuotaSettings,
    error: type[QuotaError],
) -> None:
    with limited(settings, quota) as library:
        accept(library, draft(TEXT))
        proposal = Proposal(draft(OTHER), SERVER)
        with pytest.raises(error):
            Review(library).inspect(proposal, [])
        with pytest.raises(error):
            Review(library).accept(proposal, ADA, unclaimed)
        assert library.corpus.revision() == 1


def test_servers_have_room_of_their_own_and_removed_articles_take_none(
    settings: Settings, draft: Callable[..., Draft]
) -> None:
    with limited(settings, QuotaSettings(articles=1, sentences=2)) as library:
        first = accept(library, draft(TEXT))
        accept(library, draft(TEXT), Scope("42"))
        library.remove(first, ADA)
        accept(library, draft(OTHER))
        assert [a.scope for a in library.catalogue.articles() if not a.removed] == [
            SERVER,
            "42",
        ]


def test_a_new_version_takes_the_room_of_the_old_one(
    settings: Settings, draft: Callable[..., Draft]
) -> None:
    with limited(settings, QuotaSettings(articles=1, sentences=2)) as library:
        article = accept(library, draft(TEXT))
        accept(library, draft(OTHER), article_id=article)
        assert library.corpus.article(article).text == OTHER


def test_what_was_replaced_or_removed_is_stored_all_the_same_until_it_is_erased(
    settings: Settings, draft: Callable[..., Draft]
) -> None:
    with limited(settings, QuotaSettings(megabytes=80 / 1_000_000)) as library:
        article = accept(library, draft(TEXT))
        accept(library, draft(OTHER), article_id=article)
        with pytest.raises(QuotaStoredError):
            accept(library, draft(THIRD), article_id=article)
        library.remove(article, ADA)
        with pytest.raises(QuotaStoredError):
            accept(library, draft(THIRD))
        library.purge(article, ADA)
        accept(library, draft(THIRD))


@pytest.mark.parametrize(
    ("quota", "error"),
    [
        (QuotaSettings(megabytes=80 / 1_000_000), QuotaStoredError),
        (QuotaSettings(megabytes_per_day=80 / 1_000_000), QuotaBytesError),
    ],
)
def test_a_change_of_details_stores_no_text_again_and_counts_like_one(
    settings: Settings,
    draft: Callable[..., Draft],
    quota: QuotaSettings,
    error: type[QuotaError],
) -> None:
    with limited(settings, quota) as library:
        article = accept(library, draft(TEXT))
        titled = replace(draft(TEXT), title="Der Turm")
        accept(library, titled, article_id=article)

        first = library.corpus.version(1)
        assert first is not None
        assert library.corpus.article(article) == replace(first, revision=2, title="Der Turm")
        assert library.corpus.text(1) == library.corpus.text(2) == TEXT
        stored = "SELECT sum(length(text)) FROM versions"
        assert library.corpus.database.scalar(text(stored)) == len(TEXT)
        assert library.indexer.verify() == []
        with pytest.raises(error):
            accept(library, replace(titled, title="Ein Turm"), article_id=article)
        library.purge(article, ADA)
        assert library.corpus.database.scalar(text("SELECT count(*) FROM versions")) == 0


def test_what_was_added_before_the_clock_was_put_back_locks_nobody_out(
    settings: Settings, draft: Callable[..., Draft]
) -> None:
    now = datetime.now(UTC)
    quota = QuotaSettings(megabytes_per_day=len(OTHER.encode()) / 1_000_000)
    limits, times = settings.model_copy(update={"quota": quota}), [now + timedelta(days=300)]
    with closing(Library.open(limits, clock=lambda: times[0])) as library:
        accept(library, draft(TEXT))
        with pytest.raises(QuotaBytesError):
            accept(library, draft(OTHER))
        times[0] = now
        accept(library, draft(OTHER))
        with pytest.raises(QuotaBytesError):
            accept(library, draft(THIRD))


@pytest.mark.parametrize(
    ("quota", "error"),
    [
        (QuotaSettings(articles=1), QuotaArticlesError),
        (QuotaSettings(sentences=3), QuotaSentencesError),
    ],
)
def test_what_is_restored_or_undone_has_to_have_room(
    settings: Settings,
    draft: Callable[..., Draft],
    quota: QuotaSettings,
    error: type[QuotaError],
) -> None:
    with limited(settings, quota) as library:
        first = accept(library, draft(TEXT))
        library.remove(first, ADA)
        accept(library, draft(OTHER))
        with pytest.raises(error):
            library.restore(first, ADA, Expectation(SERVER), quota)
        with pytest.raises(error):
            library.undo(2, ADA, SERVER, quota)
        assert library.corpus.revision() == 3
        # The operator may, and then nothing keeps moderators from having less.
        library.restore(first, ADA)
        assert library.undo(4, ADA, SERVER, quota).operation == "remove"


def test_the_operator_may_add_more_which_leaves_moderators_no_room(
    settings: Settings, draft: Callable[..., Draft]
) -> None:
    with limited(settings, QuotaSettings(articles=2)) as library:
        moderators = accept(library, draft(TEXT))
        operators = [library.add(draft(text), ADA, SERVER).article_id for text in (OTHER, THIRD)]
        with pytest.raises(QuotaArticlesError):
            accept(library, draft("Das Tor ist offen."))
        found = [article.id for article in library.catalogue.articles(SERVER)]
        assert found == [*operators[::-1], moderators]


def test_of_two_who_add_the_same_text_at_the_same_moment_one_does(
    library: Library, draft: Callable[..., Draft]
) -> None:
    start, errors = Barrier(2), []

    def add(person: int) -> None:
        start.wait()
        try:
            proposal = Proposal(draft(TEXT), SERVER)
            Review(library).accept(proposal, Author(f"discord:{person}"), unclaimed)
        except ArticleDuplicateError as error:
            errors.append(error)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add, (1, 2)))
    assert len(errors) == 1
    [article] = library.catalogue.articles(SERVER)
    assert errors[0].values["article"] == article.id
