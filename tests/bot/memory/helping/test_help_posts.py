"""The posts in help channels that were dealt with: claimed once, counted, forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.memory.helping.posts import HelpPost
from bot.memory.memory import Memory
from bot.memory.persons import Persons, erase_person
from index.corpus.changelog import Author
from index.library import Library
from index.scopes import Scope

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(hours=24)
POST = HelpPost(100, 1, 10, True, 7, 103, NOON)  # noqa: FBT003 - in a forum
SAID = HelpPost(200, 1, 20, False, 7, 203, NOON)  # noqa: FBT003 - in a channel


def test_a_post_is_claimed_once_whichever_of_its_messages_comes_again(library: Library) -> None:
    posts = Memory.of(library).helped
    assert not posts.known(SAID)
    assert posts.claim(SAID, "answered", 5, NOON - DAY) == "ours"
    for again in (SAID, replace(SAID, post_id=202), replace(SAID, post_id=203)):
        assert posts.known(again)
        assert posts.claim(again, "answered", 5, NOON - DAY) == "known"
    # A later message, another person's, another channel's are other posts.
    for other in (
        replace(SAID, post_id=204),
        replace(SAID, post_id=201, person=8),
        replace(SAID, post_id=201, channel_id=21),
    ):
        assert not posts.known(other)


def test_of_one_persons_posts_in_a_forum_each_stands_alone(library: Library) -> None:
    posts = Memory.of(library).helped
    later = replace(POST, post_id=300, last_message=300)
    assert posts.claim(later, "silent", 5, NOON - DAY) == "ours"
    assert not posts.known(POST)
    assert posts.claim(POST, "answered", 5, NOON - DAY) == "ours"


def test_a_day_has_room_for_so_many_and_silence_counts_for_nothing(library: Library) -> None:
    posts = Memory.of(library).helped

    def claim(number: int, outcome: str, at: datetime = NOON) -> str:
        post = replace(POST, post_id=number, at=at)
        return posts.claim(post, outcome, 2, at - DAY)  # type: ignore[arg-type]

    assert [claim(n, "silent") for n in range(3)] == ["ours"] * 3
    assert [claim(n, "answered") for n in range(10, 14)] == [
        *("ours", "ours", "first capped", "capped")
    ]
    # What was taken back was said; trial and answers are counted together, calls by themselves.
    assert posts.withdraw(10)
    assert not posts.withdraw(10)
    assert claim(20, "tried") == "capped"
    assert [claim(n, "called") for n in range(21, 25)] == [
        *("ours", "ours", "first capped", "capped")
    ]
    assert claim(30, "answered", NOON + DAY + timedelta(seconds=1)) == "ours"
    assert posts.channel_of(30) == 10
    assert posts.channel_of(31) is None


def test_what_is_old_a_persons_or_a_servers_goes(library: Library) -> None:
    memory = Memory.of(library)
    posts = memory.helped
    posts.claim(POST, "answered", 5, NOON - DAY)
    posts.claim(SAID, "silent", 5, NOON - DAY)
    posts.forget_before(NOON)
    assert posts.known(POST)
    rows = [row for row in memory.servers.export(1) if row["table"] == "help_posts"]
    assert [row["outcome"] for row in rows] == ["answered", "silent"]
    assert Persons(library.corpus.database).counts(7) == {"help_posts": 2}
    with library.corpus.write() as log:
        erase_person(log, 7)
    assert not posts.known(POST)
    posts.claim(POST, "answered", 5, NOON - DAY)
    library.purge_scope(Scope("1"), Author("operator:ada"))
    assert not posts.known(POST)
    posts.claim(POST, "answered", 5, NOON - DAY)
    posts.forget_before(NOON + timedelta(seconds=1))
    assert not posts.known(POST)
