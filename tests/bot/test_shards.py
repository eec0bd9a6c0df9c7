"""Shards as they are named, and whose servers they have."""

import pytest

from bot.shards import WHOLE, Shard, named, shards_in


@pytest.mark.parametrize(
    ("text", "numbers", "again"),
    [
        ("0-3/8", [0, 1, 2, 3], "0-3/8"),
        (" 5 / 8 ", [5], "5/8"),
        ("0, 2-3,1/4", [0, 1, 2, 3], "0-3/4"),
        ("7,0,1/8", [0, 1, 7], "0-1,7/8"),
        ("0/1", [0], "0/1"),
    ],
)
def test_shards_are_read_as_they_are_named(text: str, numbers: list[int], again: str) -> None:
    shards = shards_in(text)

    assert [shard.number for shard in shards] == numbers
    assert named(shards) == again


@pytest.mark.parametrize(
    "text", ["", "3", "/8", "8/8", "3-1/8", "-1/8", "0-3/0", "0-3/8/9", "a/8", "0..3/8"]
)
def test_what_names_no_shards_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"shards"):
        shards_in(text)


def test_each_server_is_in_one_shard_and_direct_messages_are_the_first_s() -> None:
    shards = shards_in("0-7/8")
    # Discord's own example: (guild_id >> 22) % num_shards.
    assert [str(each) for each in shards if each.covers(197038439483310086)] == ["2/8"]
    assert [str(each) for each in shards if each.covers(None)] == ["0/8"]
    assert WHOLE.covers(197038439483310086)
    assert Shard(1, 0) == WHOLE
