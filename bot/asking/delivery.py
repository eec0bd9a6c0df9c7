"""Brings an answer to where it was asked for: a response, a reply, a thread, or in private."""

import logging
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import discord

from bot.asking.buttons import answer_view, follow_view
from bot.asking.render import answer_embed, answer_messages
from bot.asking.talk import language_among, small_talk
from bot.asking.written import write_above
from bot.client.client import Belegbot
from bot.desk.errors import WaitError
from bot.desk.moderators import home_of, is_guest
from bot.desk.preferences import Preferences
from bot.desk.question import Question, Reply
from bot.failures import Recipient, explain, record
from bot.i18n import TEXTS
from bot.interactions.checks import NEEDED, own_permissions
from bot.interactions.common import Interaction, language_for, place_of, reader_of
from bot.markdown import ELLIPSIS, escape, one_line
from index.asking.questions.talk import talk_in
from index.i18n import N_, Language, language_of

log = logging.getLogger(__name__)

THREAD_NAME_LIMIT = 100
CANNOT_SPEAK = N_(
    "You asked me something in {channel}, but I may not answer there: I lack the permission "
    "“{permission}”. The server's moderators can grant it; /diagnose shows them what is missing."
)
ONLY_PRIVATE = N_("In this channel I answer privately; the moderators have set that.")
ONLY_YOU = N_("Only you see this: it is from sources that are not for everybody here.")
GO_ON = N_("To go on here, mention me ({mention}), or press “Follow up”.")
JUST_GO_ON = N_("Just go on asking here.")
UNDERSTOOD = N_("Understood as: {question}")
NO_THREAD = N_("I can't open a thread here, so the answer is in the channel.")


@dataclass(frozen=True, slots=True)
class AnswerMessage:
    """What one message is made of; `arguments` are those of discord.py's `send`."""

    arguments: dict[str, Any]


def messages(reply: Reply, *, embeds: bool, line: str = "") -> Sequence[AnswerMessage]:
    """Show a reply: as one embed, or in plain messages where the bot may not embed.

    `line` is said above it.
    """
    shared_only = reply.question.guild_id is None
    view = answer_view(reply)
    above = [f"-# {line}"] if line else []
    if embeds:
        embed = answer_embed(reply.answer, reply.language, shared_only=shared_only)
        return [AnswerMessage({"content": "\n".join(above) or None, "embed": embed, "view": view})]
    texts = [*above, *answer_messages(reply.answer, reply.language, shared_only=shared_only)]
    parts = [AnswerMessage({"content": text, "suppress_embeds": True}) for text in texts]
    return [*parts[:-1], AnswerMessage({**parts[-1].arguments, "view": view})]


async def respond(interaction: Interaction, ask: Callable[[bool], Question]) -> None:
    """Answer an interaction. `ask` makes its question, told whether the answer is to be private.

    Raises:
        RefusalError: the person, or everyone together, asks too much.
        QuestionError: the question can't be asked as it stands.
    """
    bot = interaction.client
    server = home_of(interaction)
    preferences = bot.desk.preferences.of(server, *place_of(interaction.channel))
    question = ask(not preferences.listens or is_guest(interaction))
    with bot.at_work(), bot.desk.admit(interaction.user.id, server):
        await interaction.response.defer(thinking=True, ephemeral=question.private)
        if talk := talk_in(question.text):
            said = await small_talk(bot, question, talk)
            await interaction.followup.send(said, ephemeral=question.private, suppress_embeds=True)
            return
        reply = await bot.desk.answer(question)
        line = "" if preferences.listens else TEXTS.text(reply.language, ONLY_PRIVATE)
        embeds = server is None or interaction.app_permissions.embed_links
        await bot.desk.one_by_one()
        shown = messages(reply, embeds=embeds, line=line)
        for message in shown:
            sent = await interaction.followup.send(
                **message.arguments, ephemeral=question.private, wait=True
            )
        besides = None if question.private else await _for_one(interaction, reply, sent.id)
        await bot.desk.remember(reply, question.channel_id, sent.id)
        _have_written(bot, reply, preferences, shown, sent)
        if besides is not None:
            await _whisper(interaction, besides, embeds=embeds)
        if preferences.threads and not question.private and can_thread(interaction.channel):
            await _thread_below(interaction, sent.id, reply)


async def _for_one(interaction: Interaction, reply: Reply, shown_as: int) -> Reply | None:
    """Return what the person who asked publicly may read alone, if that answers from more.

    `shown_as` is the public answer's message.
    """
    reader = reader_of(interaction, alone=True)
    return await interaction.client.desk.answer_besides(reply, reader, shown_as)


async def _whisper(interaction: Interaction, reply: Reply, *, embeds: bool) -> None:
    """Show an answer to who asked alone, below the one that all see."""
    line = TEXTS.text(reply.language, ONLY_YOU)
    for message in messages(reply, embeds=embeds, line=line):
        sent = await interaction.followup.send(**message.arguments, ephemeral=True, wait=True)
    await interaction.client.desk.remember(reply, reply.question.channel_id, sent.id)


async def reply_to(bot: Belegbot, message: discord.Message, question: Question) -> None:
    """Answer a message, in its channel or in a thread of its own; tell its author if it fails."""
    channel: Any = message.channel
    permissions = own_permissions(channel)
    if lacking := _silenced(channel, permissions):
        await tell_author(bot, message, lacking)
        return
    try:
        with bot.desk.admit(question.asker, question.guild_id):
            if talk := talk_in(question.text):
                said = await small_talk(bot, question, talk)
                await channel.send(said, suppress_embeds=True, **reference_to(message, channel))
                return
            target, line = await where_to(bot, message, question)
            async with AsyncExitStack() as stack:
                await _show_typing(target, stack)
                reply = await bot.desk.answer(question)
    except discord.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the asker gets a reply
        record(error, f"A mention in server {question.guild_id}")
        if isinstance(error, WaitError) and not bot.desk.may_tell(question.asker):
            return
        # Everybody in the channel reads it.
        text = explain(error, Recipient.MEMBER, await language_among(bot, question))
        await channel.send(text, **reference_to(message, channel))
        return
    text = TEXTS.text(reply.language, line, mention=bot.me.mention) if line else ""
    await bot.desk.one_by_one()
    shown = messages(reply, embeds=permissions.embed_links, line=text)
    for part in shown:
        reference = reference_to(message, target)
        sent = await target.send(**part.arguments, **reference)
    await bot.desk.remember(reply, target.id, sent.id)
    preferences = bot.desk.preferences.of(question.guild_id, *place_of(channel))
    _have_written(bot, reply, preferences, shown, sent)


def _have_written(
    bot: Belegbot,
    reply: Reply,
    preferences: Preferences,
    shown: Sequence[AnswerMessage],
    sent: discord.Message,
) -> None:
    """Have an answer put in other words, above it, unless it took several messages.

    A follow-up that nothing answers is asked once more as the model completes it.
    """
    if len(shown) != 1:
        return
    if bot.scribe.completes(reply, preferences):
        bot.meanwhile(_ask_completed(bot, reply, preferences, sent))
    elif bot.scribe.writes(reply, preferences):
        content = shown[0].arguments["content"] or ""
        bot.meanwhile(write_above(bot, reply, sent, content))


async def _ask_completed(
    bot: Belegbot, reply: Reply, preferences: Preferences, sent: discord.Message
) -> None:
    """Put an answer in a silence's place, if the completed follow-up has one, and show that."""
    try:
        completed = await bot.scribe.completed(reply)
        posted = await bot.lanes.remember(bot.memory.answers.get, reply.question.id)
        # Erased meanwhile, or answered by a new source.
        if completed is None or posted is None or posted.text:
            return
        line = TEXTS.text(reply.language, UNDERSTOOD, question=escape(completed.completed))
        shown = messages(completed, embeds=bool(sent.embeds), line=line)
        if len(shown) != 1:
            return
        arguments = shown[0].arguments
        arguments.pop("suppress_embeds", None)
        await sent.edit(**arguments)
        await bot.desk.remember(completed, posted.asked.channel_id, sent.id)
        _have_written(bot, completed, preferences, shown, sent)
    except discord.HTTPException as error:
        log.info("A completed follow-up's answer couldn't be shown: %s", error)
    except Exception:
        # The answer is there; what is only beside it must not disturb anybody.
        log.exception("A follow-up couldn't be completed")


async def _show_typing(target: discord.abc.Messageable, stack: AsyncExitStack) -> None:
    try:
        await stack.enter_async_context(target.typing())
    except discord.Forbidden:
        raise
    except discord.HTTPException as error:
        # A courtesy that fails is no reason not to answer.
        log.info("Discord doesn't show that I'm typing: %s", error)


def channel_language(bot: Belegbot, channel: object) -> Language:
    """Return the language in which to say something in a channel that isn't to a question."""
    guild: discord.Guild | None = getattr(channel, "guild", None)
    if guild is None:
        return language_of(None)
    preferences = bot.desk.preferences.of(guild.id, *place_of(channel))
    return preferences.language_in(guild)


async def tell_author(bot: Belegbot, message: discord.Message, permission: str) -> None:
    """Tell someone directly, once a minute, that the bot can't answer where they asked, and why."""
    if not bot.desk.may_tell(message.author.id):
        return
    language = channel_language(bot, message.channel)
    text = TEXTS.text(
        language,
        CANNOT_SPEAK,
        channel=f"<#{message.channel.id}>",
        permission=TEXTS.text(language, NEEDED[permission]),
    )
    log.warning("No permission to answer in channel %s: %s", message.channel.id, permission)
    try:
        await message.author.send(text)
    except discord.HTTPException as error:
        log.info("Its author couldn't be told: %s", error)


def is_ongoing(channel: object) -> bool:
    """Tell whether a channel is one conversation: a thread, a forum's post, direct messages."""
    return isinstance(channel, discord.Thread | discord.DMChannel)


def can_thread(channel: object) -> bool:
    """Tell whether a channel may have threads below its messages."""
    return isinstance(channel, discord.TextChannel)


def reference_to(
    message: discord.Message | discord.PartialMessage, target: discord.abc.Snowflake
) -> dict[str, Any]:
    """Refer to a message, where it is and the bot may; the message may be gone by now."""
    may = own_permissions(message.channel).read_message_history
    if target.id != message.channel.id or not may:
        return {}
    return {"reference": message.to_reference(fail_if_not_exists=False)}


def thread_name(question: str) -> str:
    """Return a question as a thread's name."""
    line = one_line(question)
    if len(line) <= THREAD_NAME_LIMIT:
        return line or "?"
    return line[: THREAD_NAME_LIMIT - len(ELLIPSIS)].rstrip() + ELLIPSIS


async def where_to(
    bot: Belegbot, message: discord.Message | discord.PartialMessage, question: Question
) -> tuple[Any, str]:
    """Return the channel for the answer to a message, and what to say about it."""
    channel: Any = message.channel
    preferences = bot.desk.preferences.of(question.guild_id, *place_of(channel))
    if not preferences.threads or question.follows or not can_thread(channel):
        return channel, ""
    try:
        return await message.create_thread(name=thread_name(question.text)), how_to_go_on(bot)
    except discord.HTTPException as error:
        log.warning("No thread in channel %s: %s", channel.id, error)
        return channel, NO_THREAD


def how_to_go_on(bot: Belegbot) -> str:
    """Return what the first message of a thread says about the next question there."""
    return JUST_GO_ON if bot.intents.message_content else GO_ON


async def _thread_below(interaction: Interaction, message_id: int, reply: Reply) -> None:
    channel = interaction.channel
    assert isinstance(channel, discord.TextChannel)  # noqa: S101 - `can_thread` has said so
    try:
        message = channel.get_partial_message(message_id)
        thread = await message.create_thread(name=thread_name(reply.question.text))
        bot = interaction.client
        said = TEXTS.text(reply.language, how_to_go_on(bot), mention=bot.me.mention)
        await thread.send(f"-# {said}", view=follow_view(reply))
    except discord.HTTPException as error:
        log.warning("No thread in channel %s: %s", channel.id, error)
        text = TEXTS.text(language_for(interaction), NO_THREAD)
        await interaction.followup.send(text, ephemeral=True)


def _silenced(channel: object, permissions: discord.Permissions) -> str | None:
    """Return the permission without which the bot can't say anything in a channel."""
    needed = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    missing = [name for name in ("view_channel", needed) if not getattr(permissions, name)]
    return missing[0] if missing else None
