"""Posts wait until their person pauses: by a clock that the test moves, in bounds."""

from datetime import UTC, datetime, timedelta

from bot.helping.team import PLACES, PRESENT, Presence
from bot.helping.waiting import LONGEST, PARTS, PostPlace, WaitingRoom

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
PAUSE = timedelta(seconds=30)
ALICE = PostPlace(1, 10, 100, 7)
BOB = PostPlace(1, 10, 200, 8)
ELSEWHERE = PostPlace(2, 20, 20, 9)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_a_post_is_due_once_after_a_pause_with_all_its_messages() -> None:
    room = WaitingRoom(5, 5)
    assert room.begin(ALICE, 100, "Hallo", at(0))
    room.go_on(ALICE, 101, "Wann?", at(20))
    assert room.due(ALICE, at(49), PAUSE) is None
    post = room.due(ALICE, at(50), PAUSE)
    assert post is not None
    assert (post.post_id, post.last_id, post.text) == (100, 101, "Hallo\nWann?")
    assert room.due(ALICE, at(90), PAUSE) is None


def test_who_never_pauses_is_answered_all_the_same() -> None:
    room = WaitingRoom(5, 5)
    room.begin(ALICE, 0, "0", at(0))
    for number in range(1, 60):
        room.go_on(ALICE, number, str(number), at(number * 10))
    assert room.due(ALICE, NOON + LONGEST - timedelta(seconds=1), timedelta(hours=1)) is None
    post = room.due(ALICE, NOON + LONGEST, timedelta(hours=1))
    assert post is not None
    assert len(post.parts) == PARTS


def test_the_same_message_again_makes_nobody_wait_longer() -> None:
    room = WaitingRoom(5, 5)
    room.begin(ALICE, 100, "Wann?", at(0))
    room.begin(ALICE, 100, "Wann?", at(29))
    assert room.due(ALICE, at(30), PAUSE) is not None


def test_edits_and_deletions_reach_what_waits() -> None:
    room = WaitingRoom(5, 5)
    room.begin(ALICE, 100, "Hallo", at(0))
    room.go_on(ALICE, 101, "Wan?", at(1))
    room.correct(101, "Wann?")
    room.withdraw(100)
    post = room.due(ALICE, at(40), PAUSE)
    assert post is not None
    assert post.text == "Wann?"
    room.begin(BOB, 200, "Wann?", at(0))
    room.withdraw(200)
    assert BOB not in room


def test_one_server_can_not_take_all_the_room_and_what_is_left_out_is_given_once() -> None:
    room = WaitingRoom(2, 3)
    taken = [room.begin(PostPlace(1, 10, n, 7), n, "?", at(0)) for n in range(5)]
    assert taken == [True, True, False, False, False]
    assert room.begin(ELSEWHERE, 50, "?", at(0))
    assert not room.begin(PostPlace(3, 30, 30, 1), 60, "?", at(0))
    # The server whose posts still wait isn't over it yet.
    assert room.left_out() == {3: 1}
    for place in room.places():
        room.due(place, at(60), PAUSE)
    assert room.left_out() == {1: 3}
    assert room.left_out() == {}


def test_somebody_is_there_for_a_while_in_a_thread_for_ever() -> None:
    presence = Presence()
    presence.note(10, NOON)
    assert presence.is_in(10, NOON + PRESENT - timedelta(seconds=1), thread=False)
    assert not presence.is_in(10, NOON + PRESENT, thread=False)
    assert presence.is_in(10, NOON + timedelta(days=9), thread=True)
    assert not presence.is_in(11, NOON, thread=True)
    for number in range(100, 100 + PLACES):
        presence.note(number, NOON)
    assert not presence.is_in(10, NOON, thread=True)
