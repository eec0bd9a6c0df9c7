"""What a message says is read whatever it is made of: forwarded, a poll, embeds, components."""

from typing import Any

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.asking.spoken import asked_by, words_of
from bot.client.client import Belegbot
from index.library import Library
from tests.bot.asking.test_ask import QUESTION, SENTENCE
from tests.bot.shown import embed_of, guild_of, plain_of
from tests.bot.sources.sourcing import entered, own, press, preview_in

POLL = {
    "question": {"text": "Wann öffnet das Bad?"},
    "answers": [
        {"answer_id": 1, "poll_media": {"text": "9 Uhr"}},
        {"answer_id": 2, "poll_media": {"text": "10 Uhr"}},
    ],
    "expiry": "2026-12-01T00:00:00+00:00",
    "allow_multiselect": False,
    "layout_type": 1,
}
EMBED = {
    "title": "Hausordnung",
    "description": "Ruhe ab 22 Uhr.",
    "fields": [{"name": "Bad", "value": "zu"}],
}
COMPONENTS = [
    {
        "type": 17,
        "id": 1,
        "components": [
            {"type": 10, "id": 2, "content": "# Sommerfest"},
            {
                "type": 9,
                "id": 3,
                "components": [{"type": 10, "id": 4, "content": "Beginn um 15 Uhr."}],
                "accessory": {
                    "type": 2,
                    "id": 5,
                    "style": 5,
                    "label": "Karte",
                    "url": "https://x.y",
                },
            },
        ],
    }
]


def message(bot: Belegbot, channel: ChannelHandle, values: dict[str, Any]) -> discord.Message:
    """Return a message as Discord sends it."""
    place = bot.get_channel(channel.id)
    assert isinstance(place, discord.TextChannel)
    payload: Any = {
        "id": "812345678901234567",
        "channel_id": str(channel.id),
        "guild_id": str(guild_of(channel).id),
        "author": {"id": "5", "username": "ada", "discriminator": "0", "avatar": None},
        "content": "",
        "timestamp": "2026-11-30T10:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "components": [],
        **values,
    }
    return discord.Message(state=bot._connection, channel=place, data=payload)


@pytest.mark.parametrize(
    ("values", "said", "asked"),
    [
        (
            {"poll": POLL},
            "Wann öffnet das Bad?\n- 9 Uhr\n- 10 Uhr",
            "Wann öffnet das Bad?",
        ),
        ({"embeds": [EMBED]}, "Hausordnung\nRuhe ab 22 Uhr.\nBad\nzu", None),
        ({"components": COMPONENTS}, "# Sommerfest\n\nBeginn um 15 Uhr.", None),
        (
            {"content": "Schau:", "embeds": [EMBED]},
            "Schau:\n\nHausordnung\nRuhe ab 22 Uhr.\nBad\nzu",
            "",
        ),
        ({"poll": {**POLL, "question": {"text": " "}, "answers": []}}, "", None),
        ({}, "", None),
    ],
    ids=["poll", "embed", "components", "words and embed", "empty poll", "nothing"],
)
async def test_all_that_a_message_says_is_read(
    bot: Belegbot,
    channel: ChannelHandle,
    values: dict[str, Any],
    said: str,
    asked: str | None,
) -> None:
    found = message(bot, channel, values)
    assert words_of(found) == said
    if asked != "":
        assert asked_by(found) == (said if asked is None else asked)


async def test_a_question_that_is_forwarded_to_the_bot_is_answered(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor
) -> None:
    asked = await alice.send(channel, QUESTION)
    await alice.user.send_dm("Hallo")
    await env.advance_time(20)
    await alice.forward(asked, alice.user.dm_channel)
    assert embed_of(alice.user.dm_channel.last_message).title == QUESTION
    assert SENTENCE in plain_of(alice.user.dm_channel.last_message)


async def test_a_forwarded_message_is_asked_about_and_added_as_a_source(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    first = await moderator.send(channel, "Der Turm von Altheim ist 40 Meter hoch.")
    forwarded = await moderator.forward(first, channel)
    form = await moderator.context_menu(channel, "Ask about this", forwarded)
    assert entered(form)["about"] == "Der Turm von Altheim ist 40 Meter hoch."
    shown = await moderator.context_menu(channel, "Add as source", forwarded)
    await press(moderator, preview_in(shown), "add")
    [article] = own(library, channel)
    assert library.corpus.article(article).text == "Der Turm von Altheim ist 40 Meter hoch."


async def test_that_the_bot_is_spoken_to_is_no_part_of_what_is_said(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, moderator: MemberActor
) -> None:
    said = await alice.send(channel, f"{bot.me.mention} Der Turm ist 40 Meter hoch.")
    form = await alice.context_menu(channel, "Ask about this", said)
    assert entered(form)["about"] == "Der Turm ist 40 Meter hoch."
    shown = await moderator.context_menu(channel, "Add as source", said)
    assert embed_of(preview_in(shown)).title == "Der Turm ist 40 Meter hoch"
