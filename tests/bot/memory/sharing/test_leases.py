"""Who has which of Discord's shards: one process each, and another one once that has ended."""

import time

import pytest
from sqlalchemy import select, update

from bot.memory.sharing.leases import LASTS, Lease, Leases
from bot.memory.storage.tables import shard_leases
from bot.shards import WHOLE, Shard, shards_in
from index.corpus.storage.database import Database
from index.corpus.storage.words import milliseconds

BOT = 1
FIRST, SECOND = shards_in("0-1/4"), shards_in("2-3/4")


@pytest.fixture
def ada(database: Database) -> Leases:
    return Leases(database, "ada")


@pytest.fixture
def bob(database: Database) -> Leases:
    return Leases(database, "bob")


def run_out(database: Database, holder: str) -> None:
    """Let time go by in which a process renews nothing."""
    gone = update(shard_leases).where(shard_leases.c.holder == holder)
    with database.write() as connection:
        connection.execute(gone.values(until=shard_leases.c.until - LASTS))


def of(leases: list[Lease]) -> list[tuple[str, str | None]]:
    return [(str(each.shard), each.holder) for each in leases]


def test_each_process_has_its_own_shards(ada: Leases, bob: Leases) -> None:
    assert ada.begin(BOT, FIRST) == []
    assert bob.begin(BOT, SECOND) == []

    mine, left = ada.renew(BOT)

    assert (of(mine), left) == ([("0/4", "ada"), ("1/4", "ada")], [])
    assert of(bob.renew(BOT)[0]) == [("2/4", "bob"), ("3/4", "bob")]


@pytest.mark.parametrize(
    ("wanted", "barring"),
    [
        (shards_in("1-2/4"), ["1/4"]),
        ((WHOLE,), ["0/4", "1/4"]),
        (shards_in("7/8"), ["0/4", "1/4"]),
    ],
)
def test_nobody_gets_servers_that_somebody_has(
    ada: Leases, bob: Leases, wanted: tuple[Shard, ...], barring: list[str]
) -> None:
    ada.begin(BOT, FIRST)

    assert of(bob.begin(BOT, wanted)) == [(each, "ada") for each in barring]

    assert bob.renew(BOT) == ([], [])
    assert of(ada.renew(BOT)[0]) == [("0/4", "ada"), ("1/4", "ada")]


def test_another_application_has_shards_of_its_own(ada: Leases, bob: Leases) -> None:
    ada.begin(BOT, FIRST)

    assert bob.begin(2, FIRST) == []


def test_a_lease_runs_out_that_is_not_renewed(ada: Leases, bob: Leases, database: Database) -> None:
    ada.begin(BOT, FIRST)
    run_out(database, "ada")

    assert bob.begin(BOT, FIRST) == []

    assert ada.renew(BOT) == ([], [])


def test_who_was_seen_not_to_renew_is_waited_for_no_longer(ada: Leases, bob: Leases) -> None:
    ada.begin(BOT, FIRST)
    seen = bob.begin(BOT, FIRST)

    assert bob.begin(BOT, FIRST, seen) == []

    # Unless it has renewed in between.
    again = ada.begin(BOT, FIRST)
    bob.renew(BOT)
    assert of(ada.begin(BOT, FIRST, again)) == [("0/4", "bob"), ("1/4", "bob")]


def test_what_nobody_goes_on_with_one_takes_over_and_gives_back(
    ada: Leases, bob: Leases, database: Database
) -> None:
    ada.begin(BOT, FIRST)
    bob.begin(BOT, SECOND)
    run_out(database, "ada")
    left = bob.renew(BOT)[1]
    assert of(left) == [("0/4", "ada"), ("1/4", "ada")]

    assert bob.adopt(BOT, left[0])
    assert not bob.adopt(BOT, left[0])
    assert not Leases(database, "eve").adopt(BOT, left[0])

    back = Leases(database, "ada again")
    assert of(back.begin(BOT, FIRST)) == [("0/4", "bob")]
    wanted = [(str(each.shard), each.wanted) for each in bob.renew(BOT)[0] if each.adopted]
    assert wanted == [("0/4", "ada again")]
    bob.release(BOT, [Shard(4, 0)])
    assert back.begin(BOT, FIRST) == []
    assert of(bob.renew(BOT)[0]) == [("2/4", "bob"), ("3/4", "bob")]


def test_what_is_gone_on_with_meanwhile_is_not_taken_over(
    ada: Leases, bob: Leases, database: Database
) -> None:
    ada.begin(BOT, FIRST)
    bob.begin(BOT, SECOND)
    run_out(database, "ada")
    left = bob.renew(BOT)[1]
    ada.renew(BOT)

    assert not bob.adopt(BOT, left[0])


def test_what_is_released_can_be_had_at_once(ada: Leases, bob: Leases) -> None:
    ada.begin(BOT, FIRST)
    bob.release(BOT, FIRST)
    assert of(ada.renew(BOT)[0]) == [("0/4", "ada"), ("1/4", "ada")]

    ada.release(BOT, FIRST)

    assert of(bob.renew(BOT)[1]) == [("0/4", None), ("1/4", None)]
    assert bob.begin(BOT, shards_in("0/2")) == []
    assert bob.renew(BOT)[1] == []


def test_the_database_s_clock_is_what_it_should_be(database: Database) -> None:
    before = time.time_ns() // 1_000_000
    with database.read() as connection:
        shown = connection.execute(select(milliseconds())).scalar_one()
    assert before - 1 <= shown <= time.time_ns() // 1_000_000 + 1
