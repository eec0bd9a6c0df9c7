"""Telling people of changes waits for Discord; following the collection doesn't."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from pathlib import Path

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client import client
from bot.client.client import Belegbot
from bot.desk.desk import Desk
from bot.desk.question import Reply
from bot.notices import loop
from index.asking.answers import Answer
from index.config import CorpusSettings
from index.corpus.corpus import Corpus
from index.indexing.errors import VectorEngineAwayError
from index.indexing.indexer import Indexer
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.notices.test_log_channel import BATH, log  # noqa: F401 - a fixture
from tests.bot.notices.test_notices import ADA, BRIDGE, bridge, note_of, noticed
from tests.bot.shown import embed_of, guild_of

POOL = Draft("Das Hallenbad öffnet um 7 Uhr.", "Hallenbad", "de")


async def test_a_new_source_is_found_while_discord_takes_no_note(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scope = Scope.of(guild_of(channel).id)
    article = library.add(bridge(1900), ADA, scope).article_id
    await noticed(env)
    await alice.slash(channel, "ask", question=BRIDGE)
    fetch = discord.PartialMessage.fetch

    async def slow(message: discord.PartialMessage) -> discord.Message:
        await asyncio.sleep(30)
        return await fetch(message)

    monkeypatch.setattr(discord.PartialMessage, "fetch", slow)
    library.replace(article, bridge(1901), ADA)
    await noticed(env)
    followed: list[int] = []
    catch_up = Library.catch_up

    def counted(self: Library) -> None:
        catch_up(self)
        followed.append(self.corpus.revision())

    monkeypatch.setattr(Library, "catch_up", counted)
    await env.advance_time(3)
    assert followed == [3, 3, 3]
    assert note_of(channel.last_message) == []

    await env.advance_time(30)
    assert note_of(channel.last_message) == [
        r"Korrigiert wurden inzwischen: \[1\]. Frag noch einmal, um zu sehen, was jetzt gilt."
    ]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_what_a_server_announces_is_followed_and_told_without_waiting_for_the_next_look(
    env: simcord.Env,
    library: Library,
    kept: CorpusSettings,
    tmp_path: Path,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = library.add(bridge(1900), ADA, Scope.of(guild_of(channel).id)).article_id
    await noticed(env)
    await alice.slash(channel, "ask", question=BRIDGE)
    monkeypatch.setattr(loop, "LOOKS", 3600)
    await noticed(env)

    with closing(Corpus.open(tmp_path, settings=kept)) as elsewhere, elsewhere.write() as changes:
        changes.replace(article, bridge(1901), ADA)
    for _ in range(100):
        # What a server does reaches those who listen a moment later.
        await asyncio.to_thread(time.sleep, 0.01)
        await env.advance_time(1)
        if note_of(channel.last_message):
            break

    assert note_of(channel.last_message) == [
        r"Korrigiert wurden inzwischen: \[1\]. Frag noch einmal, um zu sehen, was jetzt gilt."
    ]


@pytest.mark.parametrize("silent", [False, True])
async def test_a_change_that_was_dealt_with_before_an_answer_was_kept_reaches_it_all_the_same(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    *,
    silent: bool,
) -> None:
    scope = Scope.of(guild_of(channel).id)
    article = library.add(POOL if silent else bridge(1900), ADA, scope).article_id
    await noticed(env)
    keep, kept_back = Desk.remember, list[tuple[Desk, Reply, int, int]]()

    async def late(desk: Desk, reply: Reply, channel_id: int, message_id: int) -> None:
        kept_back.append((desk, reply, channel_id, message_id))

    monkeypatch.setattr(Desk, "remember", late)
    await alice.slash(channel, "ask", question=BRIDGE)
    library.replace(article, bridge(1901), ADA)
    await noticed(env)
    shown = embed_of(channel.last_message)
    assert (shown.fields, "1901" in str(shown.description)) == ([], False)

    for each in kept_back:
        await keep(*each)
    await noticed(env)

    shown = embed_of(channel.last_message)
    assert (len(shown.fields), "1901" in str(shown.description)) == (
        (0, True) if silent else (1, False)
    )


@pytest.mark.parametrize("behind", [False, True])
async def test_what_could_not_be_answered_while_vectors_were_away_is_asked_again_once_they_are_back(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    *,
    behind: bool,
) -> None:
    await alice.slash(channel, "ask", question=BRIDGE)

    def by_words(_: Library, question: str, _scopes: Sequence[Scope]) -> Answer:
        return Answer(question, "", 0.0)

    with monkeypatch.context() as away:
        away.setattr(Library, "ask_again", by_words)
        if behind:
            # It is back, and lacks what came meanwhile.
            away.setattr(Indexer, "revision", 0)
        else:
            problem = VectorEngineAwayError(uri="http://127.0.0.1:1", reason="refused")
            away.setattr(Library, "problem", problem)
        library.add(bridge(1900), ADA, Scope.of(guild_of(channel).id))
        await noticed(env)
        assert "1900" not in str(embed_of(channel.last_message).description)

    await noticed(env)

    assert "1900" in str(embed_of(channel.last_message).description)


async def test_what_was_posted_is_not_posted_again_by_the_bot_that_goes_on(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    log: ChannelHandle,  # noqa: F811
    restart: Callable[[], Awaitable[Belegbot]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scope = Scope.of(guild_of(channel).id)
    article = library.add(bridge(1900), ADA, scope).article_id
    await noticed(env)
    await alice.slash(channel, "ask", question=BRIDGE)
    before = len(log.history())
    monkeypatch.setattr(client, "GRACE", 0.05)

    async def stuck(_: discord.PartialMessage) -> discord.Message:
        await asyncio.sleep(1e6)
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr(discord.PartialMessage, "fetch", stuck)
        library.replace(article, bridge(1901), ADA)
        library.add(BATH, ADA, scope)
        await noticed(env)
        assert len(log.history()) == before + 2
        await restart()
    library.add(POOL, ADA, scope)
    await noticed(env)

    assert [message.content.split("\n")[0] for message in log.history()[before:]] == [
        "✏️ The operator changed **Brücke**.",
        "➕ The operator added **Bad**.",
        "➕ The operator added **Hallenbad**.",
    ]
    assert note_of(channel.last_message)
