"""A post's way in a help channel is what docs/architecture.md tells of it."""

from collections.abc import Iterator

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from tests.bot.helping.posting import PAUSE, post, said, switch
from tests.bot.test_ways import HELPING
from tests.house import Calls, listening, told


@pytest.fixture
def calls() -> Iterator[Calls]:
    """What is called; comes before the bot, whose threads are to be heard, too."""
    with listening() as calls:
        yield calls


async def test_a_post_calls_what_the_map_tells_in_its_order(
    calls: Calls, env: simcord.Env, bot: Belegbot, forum: ChannelHandle, alice: MemberActor
) -> None:
    await switch(bot, forum)
    with calls.heard():
        thread = await post(env, forum, alice)
        await env.advance_time(PAUSE + 1)
    assert len(said(env, thread)) == 1
    assert calls.of(told(HELPING)) == told(HELPING)
