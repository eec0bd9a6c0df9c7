"""Who sees an answer: where it was posted, everybody; a private one, who asked."""

from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.interactions.access import answer_shown_by
from bot.interactions.seen import Viewer
from bot.memory.answers import Inquiry, PostedAnswer
from index.asking.answers import Turn
from index.library import Library
from tests.bot.asking.test_ask import QUESTION
from tests.bot.asking.test_buttons import posted
from tests.bot.interactions.crafting import craft
from tests.bot.shown import guild_of

SERVER, CHANNEL, THREAD = 1, 10, 11
ASKER, OTHER = 100, 101

ASKED = Inquiry(5, SERVER, CHANNEL, ASKER, datetime(2026, 1, 1, tzinfo=UTC), "de", private=False)
POSTED = PostedAnswer(ASKED, 6, "Wann?", "Wann?", Turn("Wann?"), "", 0.0, 1, "", ())

PRIVATE = replace(POSTED, asked=replace(ASKED, private=True))
IN_THREAD = replace(POSTED, asked=replace(ASKED, channel_id=THREAD))
DIRECT = replace(POSTED, asked=replace(ASKED, guild_id=None))


@pytest.mark.parametrize(
    ("answer", "viewer", "sees"),
    [
        (POSTED, Viewer(ASKER, SERVER, (CHANNEL,)), True),
        (POSTED, Viewer(OTHER, SERVER, (CHANNEL,)), True),
        # Below it, in a thread of its own, it stands above all else.
        (POSTED, Viewer(OTHER, SERVER, (CHANNEL, THREAD)), True),
        (POSTED, Viewer(OTHER, SERVER, (12,)), False),
        (POSTED, Viewer(OTHER, 2, (CHANNEL,)), False),
        (POSTED, Viewer(OTHER, None, (CHANNEL,)), False),
        (POSTED, Viewer(None, SERVER, (CHANNEL,)), True),
        # A thread may be private: its channel isn't enough.
        (IN_THREAD, Viewer(OTHER, SERVER, (CHANNEL,)), False),
        (IN_THREAD, Viewer(OTHER, SERVER, (CHANNEL, THREAD)), True),
        (PRIVATE, Viewer(ASKER, SERVER, (CHANNEL,)), True),
        (PRIVATE, Viewer(ASKER, SERVER, (12,)), True),
        (PRIVATE, Viewer(ASKER, 2, (CHANNEL,)), False),
        # Out of the server, perhaps for good.
        (PRIVATE, Viewer(ASKER, None, (CHANNEL,)), False),
        (PRIVATE, Viewer(OTHER, SERVER, (CHANNEL,)), False),
        (PRIVATE, Viewer(None, SERVER, (CHANNEL,)), False),
        (DIRECT, Viewer(ASKER, None, (CHANNEL,)), True),
        (DIRECT, Viewer(OTHER, None, (CHANNEL,)), False),
        (DIRECT, Viewer(ASKER, SERVER, (CHANNEL,)), False),
    ],
)
def test_an_answer_is_seen_where_it_was_posted_and_a_private_one_by_its_asker(
    answer: PostedAnswer, viewer: Viewer, *, sees: bool
) -> None:
    assert viewer.sees(answer) is sees


async def test_a_message_that_is_replied_to_shows_an_answer_only_where_it_was_posted(
    bot: Belegbot, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)
    answer = posted(library, result.response)
    aside = guild_of(channel).create_text_channel("aside")
    here = await alice.send(channel, "Und warum?")
    there = await alice.send(aside, "Und warum?")
    assert await answer_shown_by(bot, answer.message_id, Viewer.writing(here)) == answer
    assert await answer_shown_by(bot, answer.message_id, Viewer.writing(there)) is None
    assert await answer_shown_by(bot, 1, Viewer.writing(here)) is None


async def test_who_clicks_in_a_thread_sees_what_is_in_its_channel(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    message = await alice.send(channel, "Ein Faden")
    place = bot.get_channel(channel.id)
    assert isinstance(place, discord.TextChannel)
    thread = await place.get_partial_message(message.id).create_thread(name="Faden")
    viewer = Viewer.of(craft(env, bot, alice, channel))
    assert (viewer.person, viewer.guild_id) == (alice.id, guild_of(channel).id)
    assert set(viewer.places) == {channel.id}
    [handle] = [found for found in channel.threads if found.id == thread.id]
    await thread.send("Darin")
    assert set(Viewer.of(craft(env, bot, alice, handle)).places) == {channel.id, thread.id}
