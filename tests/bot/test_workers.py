"""Lanes of threads: what one server wants keeps no other waiting."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bot.workers import FairLane

PATIENCE = 20.0


@pytest.fixture
async def lane() -> AsyncIterator[FairLane]:
    lane = FairLane("test", 2)
    yield lane
    await lane.close()


async def test_a_server_has_one_thread_and_others_go_on(lane: FairLane) -> None:
    order: list[str] = []
    begun, go = threading.Event(), threading.Event()

    def wait(name: str) -> None:
        order.append(name)
        begun.set()
        assert go.wait(PATIENCE)

    first = asyncio.create_task(lane.of(7)(wait, "first of 7"))
    second = asyncio.create_task(lane.of(7)(wait, "second of 7"))
    assert await asyncio.to_thread(begun.wait, PATIENCE)
    for number in range(3):
        await lane.of(8)(order.append, f"{number} of 8")
    go.set()
    await asyncio.gather(first, second)

    assert order == ["first of 7", "0 of 8", "1 of 8", "2 of 8", "second of 7"]


async def test_what_fails_gives_the_turn_on(lane: FairLane) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await lane.of(7)(int, "x")

    assert await lane.of(7)(int, "7") == 7
