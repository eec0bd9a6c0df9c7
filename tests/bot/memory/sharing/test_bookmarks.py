"""How far the bot has come, where several processes share what is to be done."""

import pytest

from bot.memory.bookmarks import Bookmarks
from bot.shards import WHOLE, shards_in
from index.corpus.storage.database import Database

[A, B] = shards_in("0-1/2")


@pytest.fixture
def bookmarks(database: Database) -> Bookmarks:
    return Bookmarks(database)


def test_each_shard_has_its_own_and_begins_where_those_were_that_had_its_servers(
    bookmarks: Bookmarks,
) -> None:
    bookmarks.set("noticed", "5")
    bookmarks.set("noticed-day", "2026-05-01")
    assert bookmarks.get("noticed", A) is None
    assert bookmarks.before("noticed", A) == ["5"]

    bookmarks.set("noticed", "7", A)
    bookmarks.set("noticed", "6", B)

    assert [bookmarks.get("noticed", each) for each in (WHOLE, A, B)] == ["5", "7", "6"]
    # Of four shards two each have been in one of two.
    assert sorted(bookmarks.before("noticed", shards_in("3/4")[0])) == ["5", "6"]
    assert sorted(bookmarks.before("noticed", shards_in("0/3")[0])) == ["5", "6", "7"]


def test_earlier_ones_are_kept_until_each_shard_has_its_own(bookmarks: Bookmarks) -> None:
    bookmarks.set("noticed", "5")
    bookmarks.set("logged", "4")
    bookmarks.set("noticed", "7", A)
    bookmarks.tidy("noticed", 2)
    assert bookmarks.get("noticed") == "5"

    bookmarks.set("noticed", "6", B)
    bookmarks.tidy("noticed", 2)

    assert bookmarks.get("noticed") is None
    assert bookmarks.get("noticed", A) == "7"
    assert bookmarks.get("logged") == "4"


def test_of_two_who_go_on_with_the_same_one_does_each_thing(
    bookmarks: Bookmarks, database: Database
) -> None:
    other = Bookmarks(database)

    assert bookmarks.advance("logged", 3, A)
    assert not other.advance("logged", 3, A)
    assert not other.advance("logged", 2, A)
    assert other.advance("logged", 10, A)
    assert not bookmarks.advance("logged", 4, A)
    assert bookmarks.advance("logged", 4, B)
    assert bookmarks.get("logged", A) == "10"
