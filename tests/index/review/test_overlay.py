"""A draft laid over the corpus reads as the corpus does once the draft is stored."""

import pytest

from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME
from index.corpus.pins import Pins
from index.library import Library
from index.models import Draft, Sentence
from index.review.overlay import Overlay
from index.scopes import SHARED, Scope

ADA = Author("operator:ada")
SERVER = Scope("4711")
TOWER = Draft("# Turm\n\nDer Turm ist hoch. Er steht am Markt.\n\n- Tor\n- Uhr", "Turm", "de")
HIGHER = Draft("# Turm\n\nDer Turm ist 83 Meter hoch. Er steht am Markt.\n\n- Tor", "Turm", "de")
BATH = Draft("Das Bad öffnet um 9 Uhr. Es schließt um 20 Uhr.", "Bad", "de")
EVERYWHERE = (SHARED, SERVER)


def said(sentences: list[Sentence]) -> list[object]:
    return [(each.text, each.span, each.context, each.article.title) for each in sentences]


@pytest.mark.parametrize("replaced", [True, False])
def test_it_reads_as_if_it_were_stored(library: Library, replaced: bool) -> None:  # noqa: FBT001 - a case
    corpus = library.corpus
    tower = library.add(TOWER, ADA)
    library.add(BATH, ADA, SERVER)
    pinned = next(each.span for each in library.corpus.units(1) if "Er steht" in each.text)
    library.pin(tower.article_id, "Wo steht er?", (pinned.start, pinned.end), ADA)
    article_id = tower.article_id if replaced else None
    all_ids = range(1, 100)
    before = said([unit for each in corpus.passages(all_ids, EVERYWHERE) for unit in each])
    laid = Overlay(corpus, HIGHER, SHARED, article_id)

    assert said([s for each in corpus.passages(all_ids, EVERYWHERE) for s in each]) == before
    seen = said([s for each in laid.passages(all_ids, EVERYWHERE) for s in each])
    shared = said([s for each in laid.passages(all_ids, [SHARED]) for s in each])
    only_there = laid.passages(all_ids, [SERVER])
    ids = [unit.id for unit in laid.units(laid.revision())]
    around = said(laid.around(laid.units(laid.revision())[0], 9, 9))
    position, counted = laid.position(), laid.count_units(0)
    places = [pin.place and pin.place.start for pin in Pins(laid).all()]
    logged = [(each.revision, each.operation, each.version) for each in laid.changes()]

    if replaced:
        stored = library.replace(tower.article_id, HIGHER, ADA)
    else:
        stored = library.add(HIGHER, ADA)
    assert seen == said([s for each in corpus.passages(all_ids, EVERYWHERE) for s in each])
    assert shared == said([s for each in corpus.passages(all_ids, [SHARED]) for s in each])
    assert [each[0].article.title for each in only_there] == ["Bad"]
    assert ids == [unit.id for unit in corpus.units(stored.revision)]
    assert around == said(corpus.around(corpus.units(stored.revision)[0], 9, 9))
    assert position.revision == stored.revision
    assert counted >= corpus.count_units(0)
    assert places == [pin.place and pin.place.start for pin in Pins(corpus).all()]
    assert logged == [(each.revision, each.operation, each.version) for each in corpus.changes()]
    assert laid.text(stored.revision) == corpus.text(stored.revision)
    assert laid.blocks(stored.revision) == corpus.blocks(stored.revision)


def test_the_log_ends_with_the_draft_whatever_others_store_meanwhile(library: Library) -> None:
    library.add(TOWER, ADA)
    laid = Overlay(library.corpus, HIGHER, SHARED, None)
    library.add(BATH, ADA)

    assert [change.who for change in laid.changes()] == [ADA.who, "preview"]
    assert laid.position() == laid.position(2) != library.corpus.position(2)
    assert laid.holds(laid.position())
    assert laid.holds(library.corpus.position(1))


def test_nothing_of_it_is_written(library: Library) -> None:
    library.add(TOWER, ADA)
    library.corpus.database.forget_deleted()
    before = (library.settings.data_dir / FILE_NAME).read_bytes()
    laid = Overlay(library.corpus, HIGHER, SHARED, None)
    laid.passages(range(1, 9), EVERYWHERE)
    assert (library.settings.data_dir / FILE_NAME).read_bytes() == before
