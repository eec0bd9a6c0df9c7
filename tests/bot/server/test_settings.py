"""Moderators' settings and diagnosis, who may use them, and help for everyone."""

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.client.client import Belegbot
from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.library import Library
from tests.bot.asking.test_ask import QUESTION, SENTENCE, Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.shown import embed_of, guild_of, last, plain_of

SURE = {
    "en": {"Very sure · quoted word for word", "Fairly sure · quoted word for word"},
    "de": {"Sehr sicher · wörtlich zitiert", "Ziemlich sicher · wörtlich zitiert"},
}
COMMANDS = {
    "settings show": {},
    "settings server": {"place": "yes"},
    "diagnose": {},
}


def said(result: InteractionResult) -> list[str]:
    """What was answered, all of it to the person alone."""
    messages = [*([result.response] if result.response else []), *result.followups]
    assert all(message.ephemeral for message in messages)
    return [message.content for message in messages]


def show_to(env: simcord.Env, person: MemberActor, command: str) -> None:
    """Let the server's administrators make a moderators' command visible to someone."""
    found = env.backend.find_command(command, person.guild.id)
    assert found is not None
    person.guild.set_command_permissions(int(found["id"]), {person: True})


@pytest.mark.parametrize("command", COMMANDS)
async def test_moderators_commands_are_hidden_from_members(
    channel: ChannelHandle, alice: MemberActor, moderator: MemberActor, command: str
) -> None:
    with pytest.raises(SetupError, match="not visible"):
        await alice.slash(channel, command, **COMMANDS[command])
    assert command in moderator.available_commands(channel)
    assert command not in alice.available_commands(channel)


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_member_who_sees_a_moderators_command_is_refused_all_the_same(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    command: str,
) -> None:
    show_to(env, alice, command.split(maxsplit=1)[0])
    result = await alice.slash(channel, command, **COMMANDS[command])
    assert env.errors
    assert result.ephemeral
    assert result.response is not None
    assert result.response.content.startswith("That is for this server's moderators")
    assert bot.desk.preferences.set_in(guild_of(channel).id) == {}


async def test_the_configured_role_moderates_until_it_is_taken_away(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor
) -> None:
    role = guild_of(channel).create_role("helpers")
    owner = MemberActor(env, guild_of(channel), guild_of(channel).owner)
    result = await owner.slash(channel, "settings server", role=role)
    assert role.mention in said(result)[0]
    show_to(env, alice, "settings")
    env.backend.get_guild(guild_of(channel).id).members[alice.id].role_ids.append(role.id)
    allowed = await alice.slash(channel, "settings show")
    assert said(allowed)[0].startswith("**In the whole server**")
    env.backend.get_guild(guild_of(channel).id).members[alice.id].role_ids.remove(role.id)
    refused = await alice.slash(channel, "settings show")
    assert env.errors
    assert refused.response is not None
    assert refused.response.content.startswith("That is for this server's moderators")


async def test_only_managers_decide_who_moderates(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, moderator: MemberActor
) -> None:
    role = guild_of(channel).create_role("helpers")
    result = await moderator.slash(channel, "settings server", role=role)
    assert env.errors
    assert result.response is not None
    assert "“Manage Server”" in result.response.content
    assert bot.desk.preferences.set_in(guild_of(channel).id) == {}


async def test_settings_hold_per_server_and_channel_and_survive_a_restart(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    again: Again,
    speak: Speak,
) -> None:
    speak("de")
    other = guild_of(channel).create_text_channel("other")
    await moderator.slash(channel, "settings server", private="yes", language="en")
    result = await moderator.slash(channel, "settings channel", channel=other, private="no")
    public, english = "ich antworte öffentlich; Antworten im Kanal", "auf Englisch"
    assert said(result)[0].split("\n") == [
        "Gespeichert.",
        f"**Im ganzen Server**: {public}; /frage privat, wenn man nichts anderes angibt; {english}",
        f"<#{other.id}>: {public}; /frage öffentlich; {english}",
        "Moderation: wer „Nachrichten verwalten“ darf",
    ]
    await again()
    assert (await moderator.slash(channel, "ask", question=QUESTION)).ephemeral
    open_to_all = await moderator.slash(other, "ask", question=QUESTION)
    assert not open_to_all.ephemeral
    assert embed_of(open_to_all.response).footer.text in SURE["en"]
    await moderator.slash(other, "settings channel", channel=other, private="unset")
    assert (await moderator.slash(other, "ask", question=QUESTION)).ephemeral
    assert Memory.of(library).preferences.all()[guild_of(channel).id] == {
        WHOLE_SERVER: {"private": True, "language": "en", "spoken": "de"}
    }


async def test_a_channel_follows_the_question_although_the_server_has_a_language(
    channel: ChannelHandle, moderator: MemberActor
) -> None:
    async def foot() -> str | None:
        asked = await moderator.slash(channel, "ask", question=QUESTION)
        return embed_of(asked.response).footer.text

    async def holds_here(language: str) -> str:
        result = await moderator.slash(
            channel, "settings channel", channel=channel, language=language
        )
        [line] = [line for line in said(result)[0].split("\n") if line.startswith("<#")]
        return line.rpartition("; ")[2]

    await moderator.slash(channel, "settings server", language="en")
    assert await foot() in SURE["en"]
    assert await holds_here("question") == "in the question's language"
    assert await foot() in SURE["de"]
    await moderator.slash(channel, "settings channel", channel=channel, language="unset")
    assert await foot() in SURE["en"]
    await moderator.slash(channel, "settings server", language="question")
    assert await foot() in SURE["de"]


async def test_where_the_bot_is_not_to_answer_publicly_ask_is_private_and_a_mention_says_so(
    bot: Belegbot, channel: ChannelHandle, moderator: MemberActor, alice: MemberActor
) -> None:
    other = guild_of(channel).create_text_channel("other")
    await moderator.slash(channel, "settings server", answering="no")
    await moderator.slash(channel, "settings channel", channel=other, answering="yes")
    private = await alice.slash(channel, "ask", question=QUESTION, private=False)
    assert private.ephemeral
    assert private.response is not None
    assert private.response.content.startswith("-# In diesem Kanal antworte ich nur privat")
    await alice.send(channel, f"{bot.me.mention} {QUESTION}")
    assert last(channel).content.startswith("In this channel I don't answer publicly")
    await alice.send(other, f"{bot.me.mention} {QUESTION}")
    assert SENTENCE in plain_of(other.last_message)


async def test_of_a_channel_with_private_answers_nothing_is_listed_that_has_no_effect(
    channel: ChannelHandle, moderator: MemberActor
) -> None:
    result = await moderator.slash(
        channel, "settings channel", channel=channel, answering="no", place="yes", private="no"
    )
    assert said(result)[0].split("\n")[2] == (
        f"<#{channel.id}>: I answer privately only; in the question's language"
    )


async def test_a_channels_settings_hold_in_its_threads(
    bot: Belegbot, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await moderator.slash(
        channel, "settings channel", channel=channel, place="yes", language="en", private="no"
    )
    await moderator.send(channel, f"{bot.me.mention} {QUESTION}")
    [thread] = channel.threads
    await moderator.slash(thread, "ask", question=QUESTION)
    for message in thread.history():
        assert embed_of(message).footer.text in SURE["en"]


async def test_nothing_to_change_changes_nothing(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    result = await moderator.slash(channel, "settings server")
    assert said(result)[0].startswith("You named nothing to change.")
    assert Memory.of(library).preferences.all() == {}


async def test_settings_of_one_server_do_not_reach_another(
    env: simcord.Env, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await moderator.slash(channel, "settings server", private="yes")
    elsewhere = env.create_guild("B").create_text_channel("general")
    bob = guild_of(elsewhere).add_member(env.create_user("bob"))
    assert not (await bob.slash(elsewhere, "ask", question=QUESTION)).ephemeral


async def test_diagnose_names_what_is_missing_and_what_to_do(
    channel: ChannelHandle, moderator: MemberActor, speak: Speak
) -> None:
    speak("de")
    guild_of(channel).create_text_channel(
        "stumm",
        overwrites={
            guild_of(channel).default_role: discord.PermissionOverwrite(
                embed_links=False, read_message_history=False
            )
        },
    )
    result = await moderator.slash(channel, "diagnose")
    [report] = said(result)
    first, *rest = report.split("\n")
    assert first.startswith("⚠️ In #stumm fehlt mir: Links einbetten, Nachrichtenverlauf anzeigen.")
    assert "Kanal bearbeiten" in first
    assert any(line == "✅ Alle Quellen können gefragt werden; nichts steht aus." for line in rest)
    assert any(line.startswith("✅ Mit Discord verbunden") for line in rest)
    assert [line for line in rest if "Modell" in line or "Intents" in line] == []


async def test_diagnose_of_many_channels_comes_in_several_messages(
    channel: ChannelHandle, moderator: MemberActor
) -> None:
    guild = guild_of(channel)
    mute = discord.PermissionOverwrite(embed_links=False)
    for number in range(30):
        name = f"{'sehr-langer-name-' * 5}{number}"
        guild.create_text_channel(name, overwrites={guild.default_role: mute})
    result = await moderator.slash(channel, "diagnose")
    pages = said(result)
    assert len(pages) > 1
    assert "… and in further channels: 15." in "\n".join(pages)


async def test_help_shows_what_this_person_may_do_here(
    env: simcord.Env,
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
) -> None:
    for person, moderates in ((alice, False), (moderator, True)):
        result = await person.slash(channel, "help")
        assert result.ephemeral
        text = str(embed_of(result.response).to_dict())
        assert "Mention me" in text
        assert ("/settings" in text) is moderates
        assert "/sources" in text
        assert ("/source add" in text) is moderates
        assert ("/feedback" in text) is moderates
        assert ("/insights" in text) is moderates
        assert "tell the moderators how good" in text
    await bot.desk.preferences.prefer(guild_of(channel).id, channel.id, {"listens": False})
    text = str(embed_of((await alice.slash(channel, "help")).response).to_dict())
    assert "In this channel I answer privately" in text
    assert "Mention me" not in text
    result = await env.create_user("carol").slash("help")
    text = str(embed_of(result.response).to_dict())
    assert "the shared sources only" in text
    assert "tell the operator how good" in text
    assert "moderators" not in text
    assert "/settings" not in text


async def test_what_is_said_to_a_mention_is_in_the_language_that_was_set(
    bot: Belegbot, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await moderator.send(channel, bot.me.mention)
    assert last(channel).content.startswith("Frag mich etwas: ")
    await moderator.slash(channel, "settings server", language="en")
    await moderator.send(channel, bot.me.mention)
    assert last(channel).content.startswith("Ask me something: ")
