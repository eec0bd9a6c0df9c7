"""Drafts that wait for a decision: kept over restarts, erased when decided on or old."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.memory.errors import PreviewsFullError
from bot.memory.memory import Memory
from bot.memory.previews import Origin, Preview, Previews
from index.articles.omissions import Omission
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME
from index.library import Library
from index.models import Draft, Span
from index.review.rows import draft_row
from index.scopes import Scope

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def previews(library: Library) -> Previews:
    return Memory.of(library).previews


@pytest.fixture
def pending(draft: Callable[..., Draft]) -> Preview:
    pages = draft("Seite eins.\n\nSeite zwei.", date="2020-02", url="https://example.org/")
    left_out = (Omission("pages", 2, "3, 4"), Omission("scripts", 1))
    origin = Origin("a.pdf", left_out, {"date": "gestern"})
    return Preview(1, 2, NOW, pages, origin, "weil", "abc", 7)


def test_a_draft_comes_back_as_it_was_kept(previews: Previews, pending: Preview) -> None:
    previews.put(pending)
    assert previews.get(pending.id, NOW) == pending


def test_drafts_that_wait_take_up_so_much_of_a_server_and_no_more(
    previews: Previews, pending: Preview
) -> None:
    one = len(json.dumps(draft_row(pending.draft)))
    most = one + one // 2
    previews.put(pending, most)
    previews.put(replace(pending, why="noch einmal"), most)
    previews.put(replace(pending, id="elsewhere", guild_id=3), most)
    with pytest.raises(PreviewsFullError):
        previews.put(replace(pending, id="second"), most)
    assert previews.get("second", NOW) is None
    assert previews.get(pending.id, NOW) == replace(pending, why="noch einmal")
    previews.drop(pending.id)
    previews.put(replace(pending, id="second"), most)


def test_a_draft_comes_back_divided_as_it_was(
    library: Library, previews: Previews, pending: Preview
) -> None:
    spans = (Span(1, 1, 0, 11), Span(2, 1, 13, 24, passage=2))
    divided = replace(pending, draft=replace(pending.draft, spans=spans))
    previews.put(divided)
    assert spans_in(previews, pending) == spans

    # As a version before would have written them.
    for other in (
        "json_set(draft, '$.division', 1)",
        "json_remove(draft, '$.spans', '$.division')",
    ):
        with library.corpus.database.write() as connection:
            connection.execute(text(f"UPDATE previews SET draft = {other}"))
        assert spans_in(previews, pending) is None


def spans_in(previews: Previews, pending: Preview) -> tuple[Span, ...] | None:
    kept = previews.get(pending.id, NOW)
    assert kept == pending
    return kept.draft.spans


def test_a_draft_that_an_earlier_program_kept_can_be_decided_on(
    library: Library, previews: Previews, pending: Preview
) -> None:
    previews.put(pending)
    facts = '{"source": "a.pdf", "dropped": 12, "hidden": 5, "scripts": 2, "unusable": {}}'
    with library.corpus.database.write() as connection:
        connection.execute(text("UPDATE previews SET facts = :facts"), {"facts": facts})

    assert previews.get(pending.id, NOW) == replace(pending, origin=Origin("a.pdf"))


def test_a_draft_with_other_details_takes_the_place(previews: Previews, pending: Preview) -> None:
    previews.put(pending)
    other = replace(pending, draft=Draft("x", "y", "de", pages=(0, 3)), why="doch")
    previews.put(other)
    assert previews.get(pending.id, NOW) == other


def test_an_old_draft_is_not_given_and_then_erased(
    library: Library, previews: Previews, pending: Preview
) -> None:
    previews.put(pending)
    later = NOW + timedelta(seconds=1)
    assert previews.get(pending.id, later) is None
    assert previews.forget_before(later) == 1
    assert previews.forget_before(later) == 0
    assert previews.get(pending.id, NOW) is None
    library.corpus.forget_deleted()
    assert b"Seite eins" not in (library.settings.data_dir / FILE_NAME).read_bytes()


def test_a_persons_oldest_drafts_make_room_for_new_ones(
    previews: Previews, pending: Preview
) -> None:
    elsewhere = replace(pending, id="elsewhere", guild_id=9)
    previews.put(elsewhere)
    for minute in range(25):
        at = NOW + timedelta(minutes=minute)
        previews.put(replace(pending, id=f"draft-{minute}", at=at))
    kept = [previews.get(f"draft-{minute}", NOW) is not None for minute in range(25)]
    assert kept == [False] * 5 + [True] * 20
    assert previews.get("elsewhere", NOW) == elsewhere


def test_only_one_decision_on_a_draft_counts(previews: Previews, pending: Preview) -> None:
    previews.put(pending)
    assert previews.drop(pending.id)
    assert not previews.drop(pending.id)


def test_a_server_is_forgotten_with_its_drafts(
    library: Library, previews: Previews, pending: Preview
) -> None:
    previews.put(pending)
    library.purge_scope(Scope("2"), Author("bot"))
    assert previews.get(pending.id, NOW) == pending
    library.purge_scope(Scope("1"), Author("bot"))
    assert previews.get(pending.id, NOW) is None
