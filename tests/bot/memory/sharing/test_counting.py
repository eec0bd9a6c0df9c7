"""What processes of one bot count together: what they send unasked, and who asks how much."""

from sqlalchemy import select

from bot.memory.persons import erase_person
from bot.memory.sharing.budget import AT_ONCE, EACH, Budget
from bot.memory.sharing.cooldowns import Cooldowns
from bot.memory.storage.tables import cooldowns
from index.corpus.corpus import Corpus
from index.corpus.storage.database import Database

HOUR = 3_600_000


def test_so_many_requests_go_at_once_and_the_rest_one_after_the_other(
    database: Database, clock: list[int]
) -> None:
    one, other = Budget(database), Budget(database)
    for _ in range(AT_ONCE // 2):
        assert one.draw(1) == other.draw(1) == 0

    assert [one.draw(1), other.draw(1, 3), one.draw(1)] == [0.05, 0.2, 0.25]

    assert one.draw(2) == 0
    clock[0] += EACH * 5
    assert other.draw(1) == 0.05
    # Set back: nobody waits for an hour.
    clock[0] -= HOUR
    assert one.draw(1) <= 60.05


def test_a_person_has_asked_what_any_process_counts_and_may_ask_again_after_a_minute(
    database: Database, clock: list[int]
) -> None:
    one, other = Cooldowns(database), Cooldowns(database)
    assert one.count(7, 3) == 0
    clock[0] += 10_000
    assert other.count(7, 3) == 0
    assert other.count(8, 3) == 0

    assert one.count(7, 3) == 50
    clock[0] += 20_000
    assert other.count(7, 3) == 30

    clock[0] += 30_000
    assert one.count(7, 3) == 0
    assert one.count(9, 1) == 60


def test_nothing_is_left_of_it_after_a_minute_or_once_the_person_is_erased(
    database: Database, clock: list[int]
) -> None:
    counted = Cooldowns(database)

    def people() -> list[int]:
        with database.read() as connection:
            return [row.person for row in connection.execute(select(cooldowns))]

    counted.count(7, 3)
    counted.count(8, 3)
    with Corpus(database).write() as changelog:
        erase_person(changelog, 7)
    assert people() == [8]
    clock[0] += 60_000
    counted.count(9, 3)
    assert people() == [9]
