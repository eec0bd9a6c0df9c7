"""What one server may add."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from threading import Barrier

import pytest

from index.config import QuotaSettings, Settings
from index.corpus.changelog import Author
from index.corpus.errors import (
    ArticleDuplicateError,
    QuotaArticlesError,
    QuotaBytesError,
    QuotaError,
    QuotaSentencesError,
)
from index.library import Library
from index.models import Draft
from index.previews import Origin, Pending

ADA = Author("ada")
SERVER = 4711
TEXT = "Der Turm ist hoch. Er steht am Markt."
OTHER = "Die Brücke ist alt. Sie ist aus Stein."


@contextmanager
def limited(settings: Settings, quota: QuotaSettings) -> Iterator[Library]:
    limits = settings.model_copy(update={"quota": quota})
    with closing(Library.open(limits)) as library:
        yield library


def accept(
    library: Library, draft: Draft, server: int = SERVER, article_id: str | None = None
) -> str:
    pending = Pending(server, 1, datetime.now(UTC), draft, Origin("x"), article_id=article_id)
    library.previews.put(pending)
    return library.accept(pending, ADA).article_id


@pytest.mark.parametrize(
    ("quota", "error"),
    [
        (QuotaSettings(articles=1), QuotaArticlesError),
        (QuotaSettings(sentences=3), QuotaSentencesError),
        (QuotaSettings(megabytes_per_day=60 / 1_000_000), QuotaBytesError),
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
        pending = Pending(SERVER, 1, datetime.now(UTC), draft(OTHER), Origin("x"))
        library.previews.put(pending)
        with pytest.raises(error):
            library.inspect(pending, [])
        with pytest.raises(error):
            library.accept(pending, ADA)
        assert library.revision() == 1
        # It wasn't decided on: with more room, the same click works.
        assert library.previews.get(pending.id, pending.at) == pending


def test_servers_have_room_of_their_own_and_removed_articles_take_none(
    settings: Settings, draft: Callable[..., Draft]
) -> None:
    with limited(settings, QuotaSettings(articles=1, sentences=2)) as library:
        first = accept(library, draft(TEXT))
        accept(library, draft(TEXT), 42)
        library.remove(first, ADA)
        accept(library, draft(OTHER))
        assert [a.scope for a in library.articles() if not a.removed] == [str(SERVER), "42"]


def test_a_new_version_takes_the_room_of_the_old_one(
    settings: Settings, draft: Callable[..., Draft]
) -> None:
    with limited(settings, QuotaSettings(articles=1, sentences=2)) as library:
        article = accept(library, draft(TEXT))
        accept(library, draft(OTHER), article_id=article)
        assert library.article(article).text == OTHER


def test_the_operator_may_add_more(settings: Settings, draft: Callable[..., Draft]) -> None:
    with limited(settings, QuotaSettings(articles=1)) as library:
        accept(library, draft(TEXT))
        library.add(draft(OTHER), ADA, str(SERVER))
        assert len(library.articles(str(SERVER))) == 2


def test_of_two_who_add_the_same_text_at_the_same_moment_one_does(
    library: Library, draft: Callable[..., Draft]
) -> None:
    start, errors = Barrier(2), []

    def add(person: int) -> None:
        pending = Pending(SERVER, person, datetime.now(UTC), draft(TEXT), Origin("x"))
        library.previews.put(pending)
        start.wait()
        try:
            library.accept(pending, Author(f"discord:{person}"))
        except ArticleDuplicateError as error:
            errors.append(error)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add, (1, 2)))
    assert len(errors) == 1
    [article] = library.articles(str(SERVER))
    assert errors[0].values["article"] == article.id
