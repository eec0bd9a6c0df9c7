"""The ways through the bot are what docs/architecture.md tells of them."""

from collections.abc import Iterator

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.bot.asking.test_ask import QUESTION
from tests.bot.asking.test_buttons import click
from tests.bot.sources.sourcing import TOWER, press, preview_in
from tests.house import Calls, listening, told

ASKING = "A question in Discord"
CLICKING = "A click on a button"
SHOWING = "An article in Discord, shown before it counts"
ADDING = "An article in Discord, added"
WATCHING = "A watched page's change in Discord"

HELPING = "A post in a help channel"

IN_DISCORD = {ASKING, CLICKING, SHOWING, ADDING, WATCHING, HELPING}


@pytest.fixture
def calls() -> Iterator[Calls]:
    """What is called; comes before the bot, whose threads are to be heard, too."""
    with listening() as calls:
        yield calls


async def test_a_question_and_a_click_call_what_the_map_tells_in_its_order(
    calls: Calls, channel: ChannelHandle, alice: MemberActor
) -> None:
    with calls.heard():
        answer = await alice.slash(channel, "ask", question=QUESTION)
    assert calls.of(told(ASKING)) == told(ASKING)

    with calls.heard():
        await click(alice, answer, "context")
    assert calls.of(told(CLICKING)) == told(CLICKING)


async def test_an_article_that_is_shown_and_added_calls_what_the_map_tells_in_its_order(
    calls: Calls, channel: ChannelHandle, moderator: MemberActor
) -> None:
    # Otherwise there is no question that the draft could be tried on.
    await moderator.slash(channel, "ask", question=QUESTION)

    with calls.heard():
        shown = await moderator.slash(channel, "source add", file=("tower.txt", TOWER.encode()))
    assert calls.of(told(SHOWING)) == told(SHOWING)

    with calls.heard():
        await press(moderator, preview_in(shown), "add")
    assert calls.of(told(ADDING)) == told(ADDING)
