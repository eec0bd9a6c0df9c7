"""What one server may add."""

from collections.abc import Callable

import pytest

from index.changelog import Author
from index.config import QuotaSettings
from index.errors import QuotaArticlesError, QuotaBytesError, QuotaError, QuotaSentencesError
from index.library import Library
from index.models import Draft

ADA = Author("ada")
SERVER = "4711"
TEXT = "Der Turm ist hoch. Er steht am Markt."


@pytest.mark.parametrize(
    ("quota", "error"),
    [
        (QuotaSettings(articles=1), QuotaArticlesError),
        (QuotaSettings(sentences=3), QuotaSentencesError),
        (QuotaSettings(megabytes_per_day=60 / 1_000_000), QuotaBytesError),
    ],
)
def test_what_there_is_no_room_for_is_refused_and_not_stored(
    library: Library, draft: Callable[..., Draft], quota: QuotaSettings, error: type[QuotaError]
) -> None:
    library.add(draft(TEXT), ADA, SERVER, quota)
    with pytest.raises(error):
        library.add(draft("Die Brücke ist alt. Sie ist aus Stein."), ADA, SERVER, quota)
    assert library.revision() == 1


def test_servers_have_room_of_their_own_and_removed_articles_take_none(
    library: Library, draft: Callable[..., Draft]
) -> None:
    quota = QuotaSettings(articles=1, sentences=2)
    first = library.add(draft(TEXT), ADA, SERVER, quota).article_id
    library.add(draft(TEXT), ADA, "another", quota)
    library.remove(first, ADA)
    library.add(draft("Die Brücke ist alt. Sie ist aus Stein."), ADA, SERVER, quota)
    assert [a.scope for a in library.articles() if not a.removed] == [SERVER, "another"]


def test_the_operator_may_add_more(library: Library, draft: Callable[..., Draft]) -> None:
    library.add(draft(TEXT), ADA, SERVER, QuotaSettings(articles=1))
    library.add(draft("Die Brücke ist alt."), ADA, SERVER)
    assert len(library.articles(SERVER)) == 2
