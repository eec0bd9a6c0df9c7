"""The ways to ask, and what a question goes on from, before and after a restart."""

from random import Random

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.asking.ways import looks_like_a_question
from bot.client.client import Belegbot
from bot.memory.preferences import WHOLE_SERVER
from index.asking.answers import Answer, Turn
from index.library import Library
from index.scopes import Scope
from tests.bot.asking.test_ask import QUESTION, SENTENCE, UNANSWERED
from tests.bot.asking.test_buttons import Again, buttons, posted
from tests.bot.shown import embed_of, foot_of, guild_of, last, plain_of, replied_to

FOLLOW_UP = "Und warum?"
Turns = list[Turn | None]


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Turns:
    """What each question went on from, as the library was told."""
    told: Turns = []
    original = Library.ask

    def ask(
        library: Library, question: str, scopes: tuple[Scope, ...], previous: Turn | None = None
    ) -> Answer:
        told.append(previous)
        return original(library, question, scopes, previous)

    monkeypatch.setattr(Library, "ask", ask)
    return told


def questions(turns: Turns) -> list[str | None]:
    return [None if turn is None else turn.question for turn in turns]


async def test_a_private_answer_is_seen_by_who_asked_only(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    assert (await alice.slash(channel, "ask", question=QUESTION, private=True)).ephemeral
    assert not (await alice.slash(channel, "ask", question=QUESTION, private=False)).ephemeral


async def test_a_direct_message_says_that_only_shared_sources_are_asked(env: simcord.Env) -> None:
    bob = env.create_user("bob")
    await bob.send_dm(QUESTION)
    foot = "icher · wörtlich zitiert\nHier frage ich nur die gemeinsamen Quellen"
    assert foot_of(bob.dm_channel.last_message).endswith(foot)
    result = await bob.slash("ask", question=UNANSWERED)
    assert foot_of(result.response).startswith("Hier frage ich nur")


async def test_a_reply_to_an_answer_is_a_follow_up_without_a_mention(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, again: Again, turns: Turns
) -> None:
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    await again()
    follow_up = await alice.send(channel, FOLLOW_UP, reply_to=channel.last_message)
    answer = last(channel)
    assert replied_to(answer) == follow_up.id
    assert questions(turns) == [None, QUESTION]
    await again()
    await alice.send(channel, "Und wer?", reply_to=answer)
    assert questions(turns)[2] == posted_question(turns)


def posted_question(turns: Turns) -> str:
    """Return what the second question was searched as: itself and words of the first."""
    from index.asking.questions.follow_up import resolve

    return resolve(FOLLOW_UP, turns[1]).asked


async def test_another_person_may_reply_to_an_answer_too(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, bob: MemberActor, turns: Turns
) -> None:
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    await bob.send(channel, f"{bot.me.mention} {FOLLOW_UP}", reply_to=channel.last_message)
    assert questions(turns) == [None, QUESTION]


@pytest.mark.parametrize("text", ["Danke!", "Das ist falsch.", "ok 👍"])
async def test_thanks_and_chatter_in_reply_are_left_alone(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, asked: list[object], text: str
) -> None:
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    thanks = await alice.send(channel, text, reply_to=channel.last_message)
    assert last(channel).id == thanks.id
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Und wann?", True),
        ("wer hat das beschlossen", True),
        ("und die Bundeswehr", True),
        ("what about Germany", True),
        ("Danke", False),
        ("Wirklich gut", False),
        ("", False),
    ],
)
def test_a_question_is_told_from_chatter(text: str, question: bool) -> None:  # noqa: FBT001
    assert looks_like_a_question(text) is question


async def test_a_reply_to_an_answer_of_ask_cannot_be_read_unless_it_mentions_the_bot(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, turns: Turns
) -> None:
    # Discord gives no text of replies to answers of commands: hence the button "Follow up".
    await alice.slash(channel, "ask", question=QUESTION)
    answer = channel.last_message
    await alice.send(channel, FOLLOW_UP, reply_to=answer)
    await alice.send(channel, f"{bot.me.mention} {FOLLOW_UP}", reply_to=answer)
    assert questions(turns) == [None, QUESTION]


async def test_questions_in_a_channel_stand_alone(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, turns: Turns
) -> None:
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    await alice.send(channel, f"{bot.me.mention} {FOLLOW_UP}")
    await alice.slash(channel, "ask", question=FOLLOW_UP)
    assert turns == [None, None, None]


async def test_direct_messages_go_on_until_the_conversation_expires(
    env: simcord.Env, again: Again, turns: Turns
) -> None:
    bob, carol = env.create_user("bob"), env.create_user("carol")
    await bob.send_dm(QUESTION)
    await again()
    await carol.send_dm(FOLLOW_UP)
    await bob.send_dm(FOLLOW_UP)
    assert questions(turns) == [None, None, QUESTION]
    await env.advance_time(61)
    await bob.send_dm(FOLLOW_UP)
    assert turns[3] is None


async def test_a_thread_is_a_conversation_of_each_person(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, again: Again, turns: Turns
) -> None:
    await bot.desk.preferences.prefer(guild_of(channel).id, WHOLE_SERVER, {"threads": True})
    alice, bob = (guild_of(channel).add_member(env.create_user(n)) for n in ("alice", "bob"))
    asked = await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    [thread] = channel.threads
    assert (thread.id, thread.name) == (asked.id, QUESTION)
    assert SENTENCE in plain_of(thread.last_message)
    assert last(thread).content == (
        f"-# Um hier weiterzufragen, erwähne mich ({bot.me.mention}) oder drück „Nachfragen“."
    )
    # Discord doesn't tell what it says.
    unread = await alice.send(thread, FOLLOW_UP)
    assert last(thread).id == unread.id
    assert last(channel).type is discord.MessageType.thread_created
    await again()
    await bob.send(thread, f"{bot.me.mention} {FOLLOW_UP}")
    await alice.send(thread, f"{bot.me.mention} {FOLLOW_UP}")
    assert questions(turns) == [None, None, QUESTION]
    assert embed_of(thread.last_message).title == FOLLOW_UP
    await env.advance_time(61)
    await alice.send(thread, f"{bot.me.mention} {FOLLOW_UP}")
    assert turns[3] is None


async def test_a_commands_answer_gets_a_thread_that_goes_on_from_it(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, again: Again, turns: Turns
) -> None:
    await bot.desk.preferences.prefer(guild_of(channel).id, channel.id, {"threads": True})
    result = await alice.slash(channel, "ask", question=QUESTION)
    [thread] = channel.threads
    assert result.response is not None
    assert thread.id == result.response.id
    await again()
    hint = last(thread)
    assert hint.content.startswith("-# Um hier weiterzufragen, erwähne mich (")
    await alice.slash(thread, "ask", question=FOLLOW_UP)
    assert questions(turns) == [None, QUESTION]
    [follow_up] = buttons(hint)
    form = await alice.click(hint, custom_id=str(follow_up["custom_id"]))
    await alice.submit_modal(form, {"question": FOLLOW_UP})
    assert questions(turns) == [None, QUESTION, QUESTION]
    assert embed_of(thread.last_message).title == FOLLOW_UP
    assert thread.threads == []


async def test_without_the_permission_for_threads_the_answer_is_in_the_channel(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    await bot.desk.preferences.prefer(guild_of(channel).id, WHOLE_SERVER, {"threads": True})
    env.inject_error("POST", "/channels/*/messages/*/threads", status=403, times=None)
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    assert SENTENCE in plain_of(channel.last_message)
    assert last(channel).content.startswith("-# Ich kann hier keinen Thread eröffnen")
    result = await alice.slash(channel, "ask", question=QUESTION)
    [told] = result.followups
    assert told.ephemeral
    assert told.content.startswith("I can't open a thread here")


async def test_the_context_menu_asks_about_a_message(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor, again: Again, turns: Turns
) -> None:
    said = await bob.send(channel, "Die NATO-Mission im Irak")
    form = await alice.context_menu(channel, "Ask about this", said)
    assert form.modal is not None
    assert form.modal["title"] == "About this message"
    question, about = (label["component"] for label in form.modal["components"])
    assert question["custom_id"] == "question"
    assert about["value"] == "Die NATO-Mission im Irak"
    await again()
    sent = await alice.submit_modal(
        form, {"question": "Wann wurde das ausgesetzt?", "about": about["value"]}
    )
    assert questions(turns) == ["Die NATO-Mission im Irak"]
    assert SENTENCE in plain_of(sent.response)
    assert not sent.ephemeral


async def test_the_context_menu_on_an_answer_is_a_follow_up(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, again: Again, turns: Turns
) -> None:
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    form = await alice.context_menu(channel, "Ask about this", last(channel))
    await again()
    assert form.modal is not None
    assert [label["component"]["custom_id"] for label in form.modal["components"]] == ["question"]
    await alice.submit_modal(form, {"question": FOLLOW_UP})
    assert questions(turns) == [None, QUESTION]


async def test_the_context_menu_on_a_message_without_text_asks_for_a_question_only(
    channel: ChannelHandle, alice: MemberActor, turns: Turns
) -> None:
    picture = await alice.send(channel, attachments=[("bild.png", b"png")])
    form = await alice.context_menu(channel, "Ask about this", picture)
    assert form.modal is not None
    assert len(form.modal["components"]) == 1
    sent = await alice.submit_modal(form, {"question": QUESTION})
    assert turns == [None]
    assert SENTENCE in plain_of(sent.response)


@pytest.mark.parametrize("kind", ["voice", "stage", "news"])
async def test_other_channels_with_text_are_answered_in(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, kind: str
) -> None:
    await bot.desk.preferences.prefer(
        guild_of(channel).id, WHOLE_SERVER, {"threads": kind != "news"}
    )
    other = getattr(channel.guild, f"create_{kind}_channel")("other")
    await alice.send(other, f"{bot.me.mention} {QUESTION}")
    assert SENTENCE in plain_of(other.last_message)
    result = await alice.slash(other, "ask", question=QUESTION)
    assert SENTENCE in plain_of(result.response)


async def test_a_forums_post_is_answered_in(
    bot: Belegbot, env: simcord.Env, channel: ChannelHandle, alice: MemberActor, turns: Turns
) -> None:
    forum = guild_of(channel).create_forum_channel("fragen")
    found = bot.get_channel(forum.id)
    assert isinstance(found, discord.ForumChannel)
    with env.time_context():
        await found.create_thread(name="Irak", content="Alles zum Irak")
    await env.settle()
    [post] = forum.threads
    await alice.send(post, f"{bot.me.mention} {QUESTION}")
    assert SENTENCE in plain_of(post.last_message)
    await alice.send(post, f"{bot.me.mention} {FOLLOW_UP}")
    assert questions(turns) == [None, QUESTION]


async def test_an_answer_is_remembered_with_where_it_stands(
    bot: Belegbot, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    message = await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    answer = posted(library, channel.last_message)
    assert answer.id == message.id
    assert (answer.asked.guild_id, answer.asked.channel_id) == (guild_of(channel).id, channel.id)
    assert (answer.asked.asker, answer.asked.language) == (alice.id, "de")
    assert answer.question == QUESTION
    assert answer.text.startswith(SENTENCE)


async def test_messages_that_discord_brings_again_are_answered_once(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    again: Again,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    events: list[tuple[object, ...]] = []
    original = env.backend.emit

    def emit(*event: object, **how: object) -> object:
        events.append(event)
        return original(*event, **how)  # type: ignore[arg-type]

    async def bring_again(asked: list[tuple[object, ...]]) -> None:
        for event in Random(7).choices(asked, k=250):
            original(*event)  # type: ignore[arg-type]
        await env.settle()

    monkeypatch.setattr(env.backend, "emit", emit)
    asked = []
    for text in (QUESTION, "danke!", "asdfgh", FOLLOW_UP, ""):
        events.clear()
        await alice.send(channel, f"{bot.me.mention} {text}")
        asked.append(next(event for event in events if event[0] == "MESSAGE_CREATE"))
    before = len(channel.history())
    await bring_again(asked)
    # A bot that was restarted knows by its memory what it has dealt with.
    await again()
    await bring_again(asked)

    assert before == 2 * len(asked)
    assert len(channel.history()) == before


async def test_the_bots_own_role_stands_for_the_bot(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    guild = bot.get_guild(guild_of(channel).id)
    assert guild is not None
    # Discord says whose it is; SimCord doesn't.
    role = next(role for role in guild.roles if role.name == bot.me.name)
    monkeypatch.setattr(discord.Guild, "self_role", role)

    await alice.send(channel, f"{role.mention} {QUESTION}")

    assert len(channel.history()) == 2
    said = last(channel)
    # Without the message content Discord tells that the role is mentioned, and no more.
    assert said.content.startswith("Frag mich etwas: ")
