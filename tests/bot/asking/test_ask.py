"""Asking in Discord: what people see, who sees it, and where it is computed."""

import logging
import threading
from collections.abc import Callable

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from index.asking.answers import Answer, Turn
from index.corpus.errors import CorpusDamagedError
from index.library import Library
from index.scopes import SHARED, Scope
from tests.bot.shown import embed_of, guild_of, last, plain_of, replied_to, text_of

Speak = Callable[[str], None]

QUESTION = "Wann wurde die NATO-Mission im Irak ausgesetzt?"
SENTENCE = "Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt"
UNANSWERED = "Wie wird das Wetter morgen in Hamburg?"
UNANSWERED_NEAR = "Wie teuer war die Hochzeit in Bagdad?"


async def test_ask_shows_the_question_the_answer_and_the_passage_with_its_source(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)
    embed = embed_of(result.response)
    assert embed.title == QUESTION
    lines = (embed.description or "").replace("\n\n", "\n").split("\n")
    short, excerpt, as_of, source = lines[:4]
    assert short == "**Anfang Januar**"
    assert source.startswith(r"-# **\[1\]** Offiziell wurde die NATO-Mission")
    assert source.endswith("Februar 2020 · Absatz 1, Satz 1")
    assert as_of == "-# „Anfang Januar“ → Stand: Februar 2020"
    assert excerpt.startswith(
        "> Offiziell wurde die NATO-Mission im Irak **Anfang Januar** ausgesetzt, nachdem"
    )
    assert excerpt.endswith(
        "zuspitzte. Brüssel will heute über die Zukunft des Einsatzes entscheiden."
    )
    assert not result.ephemeral


async def test_ask_is_acknowledged_before_anything_is_computed(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests_at_asking: list[tuple[str, object]] = []
    original = Library.ask

    def ask(library: Library, question: str, scope: Scope, *turn: Turn) -> Answer:
        requests_at_asking.extend((r.path, r.json) for r in env.http_requests)
        return original(library, question, scope, *turn)

    monkeypatch.setattr(Library, "ask", ask)
    await alice.slash(channel, "ask", question=QUESTION)
    path, body = requests_at_asking[-1]
    assert path.endswith("/callback")
    assert body == {"type": discord.InteractionResponseType.deferred_channel_message.value}


async def test_nothing_is_computed_on_the_event_loop(
    channel: ChannelHandle, alice: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    original = Library.ask

    def ask(library: Library, question: str, scope: Scope, *turn: Turn) -> Answer:
        threads.append(threading.current_thread())
        return original(library, question, scope, *turn)

    monkeypatch.setattr(Library, "ask", ask)
    await alice.slash(channel, "ask", question=QUESTION)
    [thread] = threads
    assert thread is not threading.current_thread()
    assert thread.name.startswith("belegbot-ask")


async def test_what_the_sources_do_not_say_is_said_with_the_nearest_passages_unmarked(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    shown = (await alice.slash(channel, "ask", question=UNANSWERED_NEAR)).response
    first, missing, label, *rest = text_of(shown).split("\n")
    assert first == "**Die Quellen sagen dazu nichts.**"
    assert missing == "Ein Preis steht nirgends."
    assert label == "Das passt am ehesten, ist aber keine Antwort:"
    excerpts = [line for line in rest if line.startswith("> ")]
    assert excerpts
    assert not any("**" in line for line in excerpts)
    assert embed_of(shown).footer.text is None


async def test_an_english_question_gets_an_english_frame_around_the_german_passage(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    question = "What did the wedding in Bagdad cost?"
    text = text_of((await alice.slash(channel, "ask", question=question)).response)
    assert text.startswith("**The sources don't say.**")
    assert "February 2020 · paragraph" in text


async def test_what_shares_nothing_with_a_question_is_not_shown_as_near_to_it(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    shown = (await alice.slash(channel, "ask", question=UNANSWERED)).response
    assert text_of(shown) == "**Die Quellen sagen dazu nichts.**"


async def test_a_mention_is_answered_as_a_reply_without_the_message_content_intent(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    message = await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    reply = last(channel)
    assert replied_to(reply) == message.id
    assert embed_of(reply).title == QUESTION
    assert SENTENCE in plain_of(reply)
    assert any(request.path.endswith("/typing") for request in env.http_requests)


async def test_a_direct_message_is_answered(env: simcord.Env) -> None:
    bob = env.create_user("bob")
    message = await bob.send_dm(QUESTION)
    assert SENTENCE in plain_of(bob.dm_channel.last_message)
    assert replied_to(last(bob.dm_channel)) == message.id


async def test_a_mention_without_a_question_gets_a_hint(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.send(channel, bot.me.mention)
    asking, examples, title = last(channel).content.splitlines()
    # The server's language is what Discord sets by itself; its only source is German.
    assert asking == f"Frag mich etwas: {bot.me.mention} und deine Frage."
    assert examples == "Du könntest zum Beispiel nach diesen fragen:"
    assert title.startswith("- **")


@pytest.mark.parametrize("text", ["Wann?", "@everyone Wann?", "<@1234567890123456789> Wann?"])
async def test_messages_that_do_not_mention_the_bot_are_left_alone(
    channel: ChannelHandle, alice: MemberActor, asked: list[object], text: str
) -> None:
    message = await alice.send(channel, text)
    assert last(channel).id == message.id
    assert asked == []


async def test_other_bots_are_not_answered(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, asked: list[object]
) -> None:
    robot = guild_of(channel).add_member(env.create_user("robot", bot=True))
    await robot.send(channel, f"{bot.me.mention} {QUESTION}")
    assert asked == []


async def test_a_server_is_asked_with_its_own_scope_and_a_direct_message_with_the_shared_one_only(
    env: simcord.Env, bot: Belegbot, asked: list[tuple[str, Scope]]
) -> None:
    channels = [env.create_guild(name).create_text_channel("general") for name in ("A", "B")]
    carol = env.create_user("carol")
    for channel in channels:
        member = guild_of(channel).add_member(carol)
        await member.slash(channel, "ask", question=QUESTION)
        await member.send(channel, f"{bot.me.mention} {QUESTION}")
    await carol.send_dm(QUESTION)
    first, second = (Scope.of(guild_of(channel).id) for channel in channels)
    assert [scope for _, scope in asked] == [first, first, second, second, SHARED]


async def test_no_answer_pings_anyone(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.slash(channel, "ask", question="@everyone <@1> wann?")
    await alice.send(channel, f"{bot.me.mention} @everyone wann?")
    await alice.send(channel, bot.me.mention)
    sent = [r.json for r in env.http_requests if r.json and r.path.endswith("/messages")]
    sent += [r.json for r in env.http_requests if r.path.startswith("/webhooks/")]
    assert len(sent) == 3
    assert all(body["allowed_mentions"] == {"parse": []} for body in sent)


async def test_markdown_in_a_question_is_shown_as_it_was_written(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    question = "# **Wann** _wurde_ ||die|| [NATO](https://x.org) <@1> ausgesetzt?"
    embed = embed_of((await alice.slash(channel, "ask", question=question)).response)
    assert embed.title == (
        r"\# \*\*Wann\*\* \_wurde\_ \|\|die\|\| \[NATO\](https\://x.org) \<\@1> ausgesetzt?"
    )


@pytest.mark.parametrize("question", ["   ", "w" * 5000])
async def test_a_question_that_cannot_be_asked_is_explained_privately_in_the_persons_language(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor, speak: Speak, question: str
) -> None:
    for tag, text in (("de", "Die Frage"), ("en-US", "The question")):
        speak(tag)
        result = await alice.slash(channel, "ask", question=question)
        assert env.errors
        assert result.response is None
        [told] = result.followups
        assert told.ephemeral
        assert told.content.startswith(text)


async def test_a_failure_is_told_privately_and_the_log_has_the_full_story(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def ask(*_: object) -> Answer:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(Library, "ask", ask)
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert env.errors
    [told] = result.followups
    assert told.ephemeral
    assert told.content.startswith("Something went wrong, and it was logged.")
    assert result.response is None
    assert "secret detail" in caplog.text
    assert QUESTION not in caplog.text


async def test_an_error_that_names_the_operators_files_is_kept_from_members(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask(*_: object) -> Answer:
        raise CorpusDamagedError(path="/home/operator/corpus.sqlite", reason="x")

    monkeypatch.setattr(Library, "ask", ask)
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    assert last(channel).content.startswith("Da ist etwas schiefgegangen")
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert env.errors
    assert "operator" not in result.followups[0].content


async def test_who_asks_where_the_bot_may_not_speak_is_told_directly(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    env.inject_error("POST", f"/channels/{channel.id}/typing", status=403)
    message = await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    assert last(channel).id == message.id
    told = last(alice.user.dm_channel).content
    assert told.startswith(f"You asked me something in <#{channel.id}>, but I may not answer")
    assert "“Send Messages”" in told
    assert "No permission to answer" in caplog.text


async def test_discords_own_failure_to_take_a_reply_is_logged(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    env.inject_error("POST", f"/channels/{channel.id}/messages", status=400)
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    assert "A reply in channel" in caplog.text


async def test_the_log_holds_no_question(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await alice.slash(channel, "ask", question=QUESTION)
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    assert "Mission" not in caplog.text
