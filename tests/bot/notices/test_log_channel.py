"""The log channel tells of what the operator changes, too, once, also after the bot was away."""

from collections.abc import Awaitable, Callable

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.notices.test_notices import ADA, noticed
from tests.bot.server.test_settings import said
from tests.bot.shown import bot_of, guild_of
from tests.bot.sources.sourcing import add_text

BATH = Draft("Das Bad öffnet um 9 Uhr.", "Bad", "de")


@pytest.fixture
def log(library: Library, channel: ChannelHandle) -> ChannelHandle:
    """The channel that a server's changes are said in."""
    log = guild_of(channel).create_text_channel("protokoll")
    preferences = Memory.of(library).preferences
    preferences.prefer(guild_of(channel).id, WHOLE_SERVER, {"log_channel": log.id})
    return log


@pytest.mark.parametrize(
    ("language", "added", "why", "detail", "undone"),
    [
        (
            *("de", "➕ Der Betreiber hat **Bad** hinzugefügt.", "Grund: neu"),
            *("-# Quelle {} · Änderung 2", "↩️ Der Betreiber hat "),
        ),
        (
            *("en", "➕ The operator added **Bad**.", "Why: neu"),
            *("-# Source {} · change 2", "↩️ The operator took back change 2"),
        ),
    ],
)
async def test_what_the_operator_changes_is_posted_with_the_reason(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    language: str,
    added: str,
    why: str,
    detail: str,
    undone: str,
) -> None:
    server = guild_of(channel).id
    Memory.of(library).preferences.prefer(server, WHOLE_SERVER, {"language": language})
    await noticed(env)
    change = library.add(BATH, Author("operator:ada", "neu"), Scope.of(server))
    library.add(Draft("Anderswo ist Markt.", "Markt", "de"), ADA, Scope("1234"))
    await noticed(env)
    [posted] = log.history()
    assert posted.content.split("\n") == [
        added,
        why,
        detail.format(change.article_id),
    ]
    library.undo(2, ADA)
    await noticed(env)
    assert log.history()[-1].content.startswith(undone)
    assert len(log.history()) == 2


async def test_what_was_changed_while_the_bot_was_away_is_posted_and_many_are_counted(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    restart: Callable[[], Awaitable[Belegbot]],
) -> None:
    await noticed(env)
    server = Scope.of(guild_of(channel).id)
    for number in range(12):
        library.add(Draft(f"Die Nummer {number} ist da.", f"Nr. {number}", "de"), ADA, server)
    await restart()
    await noticed(env)
    said = [message.content.split("\n")[0] for message in log.history()]
    assert said == [
        *(f"➕ The operator added **Nr. {number}**." for number in range(10)),
        "… and 2 more changes",
    ]
    await noticed(env)
    assert len(log.history()) == 11


async def test_what_a_moderator_does_is_posted_once(
    env: simcord.Env,
    channel: ChannelHandle,
    moderator: MemberActor,
    log: ChannelHandle,
) -> None:
    await noticed(env)
    await add_text(moderator, channel)
    await noticed(env)
    [posted] = log.history()
    assert posted.content.startswith(f"➕ {moderator.mention} added **Der Turm von Altheim")


@pytest.mark.parametrize(
    ("speaks", "preferred", "community", "logged"),
    [
        ("de", "en-US", False, "➕ Der Betreiber hat **Bad** hinzugefügt."),
        ("en-GB", "en-US", False, "➕ The operator added **Bad**."),
        ("de", "en-US", True, "➕ The operator added **Bad**."),
        ("en-GB", "de", True, "➕ Der Betreiber hat **Bad** hinzugefügt."),
    ],
)
async def test_it_speaks_as_who_set_it_up_where_discord_knows_no_language_of_the_server(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    again: Again,
    speak: Speak,
    speaks: str,
    preferred: str,
    community: bool,  # noqa: FBT001 - a parameter of tests
    logged: str,
) -> None:
    def be_a_community() -> None:
        # SimCord knows no features of servers.
        guild = bot_of(env).get_guild(guild_of(channel).id)
        assert guild is not None
        guild.preferred_locale = discord.Locale(preferred)
        guild.features = ["COMMUNITY"] if community else []

    be_a_community()
    speak(speaks)
    log = guild_of(channel).create_text_channel("protokoll")
    [shown] = said(await moderator.slash(channel, "settings server", **{"log-channel": log}))
    german = logged.startswith("➕ Der")
    named = ("Deutsch" if german else "Englisch") if speaks == "de" else None
    named = named or ("German" if german else "English")
    line = "Änderungen an den Quellen stehen in {}, auf {}"
    if speaks != "de":
        line = "Changes to the sources are posted in {}, in {}"
    assert shown.split("\n")[-1] == line.format(f"<#{log.id}>", named)
    await again()
    be_a_community()
    server = Scope.of(guild_of(channel).id)
    library.add(BATH, ADA, server)
    await noticed(env)
    assert log.history()[-1].content.split("\n")[0] == logged
