"""What is shown around a quote: its paragraph, and the neighbours that belong to it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.asking.answers import Quote
from index.config import Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Block, Draft
from index.scopes import SHARED
from tests.models import BUILTIN

ADA = Author("operator:ada")
OPENS, DOGS = "Das Bad öffnet um 9 Uhr.", "Hunde bleiben draußen."
TEXT = f"Zeiten\n\n{OPENS}\n\nRegeln\n\n{DOGS}"


def heading(title: str) -> Block:
    start = TEXT.index(title)
    return Block("heading", 1, None, start, start + len(title))


DRAFT = Draft(TEXT, "Bad", "de", blocks=(heading("Zeiten"), heading("Regeln")))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=None, embedder=BUILTIN)
    with closing(Library(settings)) as made:
        made.start()
        yield made


def quoted(library: Library) -> Quote:
    added = library.add(DRAFT, ADA)
    start = TEXT.index(OPENS)
    return Quote(1, added.article_id, added.revision, 2, start, start + len(OPENS))


def test_a_heading_belongs_to_what_comes_below_it(library: Library) -> None:
    context = library.asker.context(quoted(library), SHARED.visible)
    assert context is not None
    assert (context.previous, context.sentence, context.following) == ("Zeiten", OPENS, "")


def test_other_details_leave_a_quotes_context_where_it_was(library: Library) -> None:
    quote = quoted(library)
    library.replace(quote.article_id, replace(DRAFT, title="Freibad", date="2026"), ADA)
    context = library.asker.context(quote, SHARED.visible)
    assert context is not None
    assert (context.article.title, context.sentence) == ("Freibad", OPENS)
