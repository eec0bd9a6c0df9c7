"""`/feedback`: moderators see what was wrong with which answers, and no private question."""

from collections.abc import Awaitable, Callable

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import UNANSWERED, Speak
from tests.bot.asking.test_buttons import Again, click
from tests.bot.notices.test_notices import WEATHER, noticed
from tests.bot.server.test_settings import show_to
from tests.bot.shown import foot_of, guild_of, text_of
from tests.bot.sources.sourcing import REFUSED, told

ADA = Author("operator:ada")
BRIDGE = "Wann wurde die Brücke gebaut?"
Dislike = Callable[..., Awaitable[None]]


@pytest.fixture
def dislike(library: Library, channel: ChannelHandle, alice: MemberActor) -> Dislike:
    """Ask about the bridge, and say what is wrong with the answer."""
    draft = Draft("Die Brücke wurde 1900 gebaut.", "Brücke", "de")
    library.add(draft, ADA, Scope.of(guild_of(channel).id))

    async def dislike(reason: str, *, private: bool = False) -> None:
        result = await alice.slash(channel, "ask", question=BRIDGE, private=private)
        form = await click(alice, result, "down")
        await alice.submit_modal(form, {"reason": reason})

    return dislike


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "de",
            [
                "-# 👍 0 · 👎 2",
                "-# Gewünschte Quellen der letzten 30 Tage: 1 offen · 0 inzwischen beantwortet",
                "👎 *Eine private Frage*",
                "-# Grund: geheim falsch · Quellen: Brücke · ",
                f"👎 **{BRIDGE}** · [zur Antwort](https://discord.com/channels/",
                r"> Die Brücke wurde 1900 gebaut. \[1\]",
                "-# Grund: veraltet · Quellen: Brücke · ",
            ],
        ),
        (
            "en-US",
            [
                "-# 👍 0 · 👎 2",
                "-# Wanted sources of the last 30 days: 1 waiting · 0 answered since",
                "👎 *A private question*",
                "-# Why: geheim falsch · Sources: Brücke · ",
                f"👎 **{BRIDGE}** · [to the answer](https://discord.com/channels/",
                r"> Die Brücke wurde 1900 gebaut. \[1\]",
                "-# Why: veraltet · Sources: Brücke · ",
            ],
        ),
    ],
)
async def test_moderators_read_why_and_of_which_answer(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    dislike: Dislike,
    speak: Speak,
    language: str,
    lines: list[str],
) -> None:
    await dislike("veraltet")
    await env.advance_time(2)
    await dislike("geheim falsch", private=True)
    await click(alice, await alice.slash(channel, "ask", question=UNANSWERED), "request")
    speak(language)
    shown = text_of((await moderator.slash(channel, "feedback")).response)
    found = [line for line in shown.split("\n") if line]
    assert len(found) == len(lines)
    for line, beginning in zip(found, lines, strict=True):
        assert line.startswith(beginning)


@pytest.mark.parametrize("early", [True, False])
async def test_what_was_thought_of_a_silence_isnt_taken_for_one_of_the_answer_that_came_since(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    speak: Speak,
    *,
    early: bool,
) -> None:
    await noticed(env)
    form = await click(alice, await alice.slash(channel, "ask", question=UNANSWERED), "down")
    if early:
        await alice.submit_modal(form, {"reason": "doch, das steht da"})
    library.add(WEATHER, ADA, Scope.of(guild_of(channel).id))
    await noticed(env)
    assert "sonnig" in text_of(channel.last_message)
    if not early:
        await alice.submit_modal(form, {"reason": "doch, das steht da"})
    speak("de")
    shown = text_of((await moderator.slash(channel, "feedback")).response).split("\n")
    assert shown[-2] == "> Die Quellen sagten dazu nichts."
    assert shown[-1].startswith("-# Grund: doch, das steht da · inzwischen beantwortet · <t:")


async def test_of_an_answer_that_was_erased_since_no_silence_is_told(
    library: Library, channel: ChannelHandle, moderator: MemberActor, dislike: Dislike
) -> None:
    await dislike("veraltet")
    [bridge] = [each.id for each in library.catalogue.articles() if each.title == "Brücke"]
    library.purge(bridge, ADA)
    shown = text_of((await moderator.slash(channel, "feedback")).response)
    assert "> What it said has been erased.\n" in shown


async def test_many_are_pages(
    env: simcord.Env,
    channel: ChannelHandle,
    moderator: MemberActor,
    dislike: Dislike,
    again: Again,
) -> None:
    for number in range(6):
        await dislike(f"Nr. {number}")
        await env.advance_time(20)
    result = await moderator.slash(channel, "feedback")
    assert foot_of(result.response) == "Page 1 of 2"
    await again()
    assert result.response is not None
    await moderator.click(result.response, custom_id="bk:feedback:0:1")
    assert foot_of(result.response) == "Page 2 of 2"
    assert "Why: Nr. 0" in text_of(result.response)


async def test_members_are_refused_and_another_servers_opinions_are_nobodys(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    dislike: Dislike,
) -> None:
    await dislike("veraltet")
    show_to(env, alice, "feedback")
    assert told(await alice.slash(channel, "feedback")).startswith(REFUSED)
    elsewhere = env.create_guild().create_text_channel("anderswo")
    role = guild_of(elsewhere).create_role(
        "mods", permissions=discord.Permissions(manage_messages=True, send_messages=True)
    )
    other = guild_of(elsewhere).add_member(env.create_user("other"), roles=[role])
    shown = text_of((await other.slash(elsewhere, "feedback")).response)
    assert "Brücke" not in shown
    assert shown.endswith("Nobody has found anything wrong with an answer yet.")
    assert env.errors
