"""A clock that is set back keeps nobody from asking."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.config import DiscordSettings
from bot.desk.desk import Desk
from bot.desk.errors import CooldownError
from bot.memory.forgetting import Forgetting
from bot.memory.memory import Memory
from bot.workers import Lanes
from index.config import Settings
from index.library import Library

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    with closing(Library.open(settings, participants=(Forgetting(),))) as library:
        yield Desk(library, Memory.of(library), Lanes(), DiscordSettings(questions_per_minute=1))


def test_whoever_asked_before_the_clock_went_back_waits_a_minute_and_no_hour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def admitted(wall: datetime) -> bool:
        monkeypatch.setattr(discord.utils, "utcnow", lambda: wall)
        try:
            with desk.admit(1, 2):
                return True
        except CooldownError:
            return False

    back = NOON - timedelta(hours=1)
    assert admitted(NOON)
    assert not admitted(back)
    assert not admitted(back + timedelta(seconds=50))
    assert admitted(back + timedelta(seconds=61))
    assert not admitted(back + timedelta(seconds=70))
    assert admitted(NOON + timedelta(hours=1))
