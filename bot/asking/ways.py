"""Asking: `/ask`, mentions, replies to an answer, direct messages, a message's context menu."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.asking.buttons import answer_of
from bot.asking.delivery import (
    channel_language,
    is_ongoing,
    reference_to,
    reply_to,
    respond,
    tell_author,
)
from bot.asking.forms import question_form
from bot.asking.spoken import asked_by, words_of
from bot.asking.talk import hint
from bot.client.client import Belegbot
from bot.desk.errors import WaitError
from bot.desk.moderators import home_of, is_guest
from bot.desk.question import Question
from bot.desk.readership import Readership
from bot.failures import record
from bot.i18n import TEXTS
from bot.interactions.access import AN_ANSWER_IF_ANY, answer_shown_by
from bot.interactions.actions import Finder, form_action
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, language_for, place_of, reader_of
from bot.interactions.seen import SeenAnswer, Viewer
from bot.memory.answers import PostedAnswer
from index.asking.questions.follow_up import GOING_ON
from index.i18n import N_, Language
from index.language.terms import words
from index.language.words import INTERROGATIVES

log = logging.getLogger(__name__)

NOT_HERE = N_(
    "In this channel I don't answer publicly; the moderators have set that. With /ask only you see "
    "the answer."
)
SEEN = 1000
"""Messages whose ids are remembered, so that none is answered twice."""
HEARD = "heard"
"""Bookmark: the latest message that was dealt with, of which a bot that starts brings nothing."""
QUESTION_TYPES = (discord.MessageType.default, discord.MessageType.reply)


class Ways(commands.Cog):
    """All of them. An answer's frame is in the question's language."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot
        self._seen: dict[int, None] = {}
        self._heard = self._before = 0
        self._about = app_commands.ContextMenu(
            name=locale_str(N_("Ask about this")), callback=self.ask_about
        )
        self._about.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
        self._about.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)

    async def cog_load(self) -> None:
        """Offer the context menu; discord.py has no decorator for one in a cog."""
        bookmarks = self.bot.memory.bookmarks
        self._before = int(await self.bot.lanes.remember(bookmarks.get, HEARD) or 0)
        self.bot.tree.add_command(self._about)

    async def cog_unload(self) -> None:
        """Take it back."""
        self.bot.tree.remove_command(self._about.name, type=self._about.type)

    @app_commands.command(
        name=locale_str(N_("ask")), description=locale_str(N_("Ask the sources a question"))
    )
    @app_commands.rename(question=locale_str(N_("question")), private=locale_str(N_("private")))
    @app_commands.describe(
        question=locale_str(N_("What you want to know, in your own words")),
        private=locale_str(N_("Whether only you see the answer")),
    )
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def ask(
        self,
        interaction: Interaction,
        question: str,
        private: bool | None = None,  # noqa: FBT001 - the option's value
    ) -> None:
        """Answer in the channel, or privately."""
        default = self.bot.desk.preferences.of(
            home_of(interaction), *place_of(interaction.channel)
        ).private
        alone = default if private is None else private

        def ask(only_private: bool) -> Question:  # noqa: FBT001 - `respond` calls it
            return from_interaction(interaction, question, private=alone or only_private)

        await respond(interaction, ask)

    async def ask_about(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask for a question about a message: an answer's follow-up, or with its text in mind."""
        language = language_for(interaction)
        ours = answer_of(message) if message.author.id == self.bot.me.id else None
        form = (
            question_form(language, about=without(words_of(message, clean=True), self.bot))
            if ours is None
            else question_form(language, answer_id=ours)
        )
        await interaction.response.send_modal(form)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a follow-up or a direct message, as a reply to it."""
        if message.author.bot or message.type not in QUESTION_TYPES or self._repeated(message):
            return
        with self.bot.at_work():
            try:
                await self._on_message(message)
            except discord.Forbidden:
                await tell_author(self.bot, message, "send_messages")
            except discord.HTTPException as error:
                record(error, f"A reply in channel {message.channel.id}")

    def _repeated(self, message: discord.Message) -> bool:
        """Tell whether Discord has brought a message before, as it may after a lost connection."""
        known = message.id in self._seen
        self._seen[message.id] = None
        while len(self._seen) > SEEN:
            del self._seen[next(iter(self._seen))]
        return known

    async def _on_message(self, message: discord.Message) -> None:
        own = own_mentions(self.bot, message)
        mentioned = message.guild is None or any(own)
        follows = await self._followed(message)
        above = self._above(message)
        said = [message.content, asked_by(message)]
        said += [above.content, asked_by(above)] if above is not None else []
        own_words, brought, *theirs = [without(text, self.bot, *own) for text in said]
        text = own_words or brought or next(filter(looks_like_a_question, theirs), "")
        goes_on = follows is not None or self._goes_on(message)
        if not mentioned and not (goes_on and looks_like_a_question(text)):
            return
        # A bot that was restarted in between has seen nothing yet.
        if message.id <= self._before:
            return
        if await self.bot.lanes.remember(self.bot.memory.answers.get, message.id) is not None:
            return
        guild_id = message.guild.id if message.guild else None
        preferences = self.bot.desk.preferences.of(guild_id, *place_of(message.channel))
        if not preferences.listens:
            await self._say(message, _not_here)
        elif not text:
            reader = Readership.all_in(guild_id, place_of(message.channel))
            await self._say(message, partial(hint, self.bot, reader, preferences.language))
        else:
            question = Question(
                id=message.id,
                text=text,
                guild_id=guild_id,
                channel_id=message.channel.id,
                asker=message.author.id,
                at=message.created_at,
                reader=Readership.all_in(guild_id, place_of(message.channel)),
                ongoing=is_ongoing(message.channel),
                follows=follows,
                language=preferences.language,
                server_language=channel_language(self.bot, message.channel),
            )
            await reply_to(self.bot, message, question)
        # Last: where nothing can be written, people are answered all the same.
        self._heard = max(self._heard, message.id)
        await self.bot.lanes.remember(self.bot.memory.bookmarks.set, HEARD, str(self._heard))

    def _above(self, message: discord.Message) -> discord.Message | None:
        """Return somebody else's message that this one replies to."""
        above = message.reference.resolved if message.reference else None
        if isinstance(above, discord.Message) and above.author.id != self.bot.me.id:
            return above
        return None

    def _goes_on(self, message: discord.Message) -> bool:
        """Tell whether a message may ask the bot in a thread of its own, and nobody else there.

        Where Discord keeps the content of messages to itself, there is nothing to ask.
        """
        channel = message.channel
        own = isinstance(channel, discord.Thread) and channel.owner_id == self.bot.me.id
        to_others = (
            message.reference is not None or message.raw_mentions or message.mention_everyone
        )
        return own and bool(message.content) and not to_others

    async def _followed(self, message: discord.Message) -> PostedAnswer | None:
        """Return the answer that a message replies to, if Discord lets the bot read the reply."""
        reference = message.reference
        if reference is None or reference.message_id is None or not message.content:
            return None
        return await answer_shown_by(self.bot, reference.message_id, Viewer.writing(message))

    async def _say(
        self, message: discord.Message, say: Callable[[Language], Awaitable[str]]
    ) -> None:
        """Say something to a message that asks nothing; it counts as a question all the same."""
        guild_id = message.guild.id if message.guild else None
        try:
            with self.bot.desk.admit(message.author.id, guild_id):
                said = await say(channel_language(self.bot, message.channel))
                reference = reference_to(message, message.channel)
                await message.channel.send(said, suppress_embeds=True, **reference)
        except WaitError as error:
            log.info("Nothing is said to a message: %s", error)


async def _not_here(language: Language) -> str:
    return TEXTS.text(language, NOT_HERE)


@form_action("bb:question", Right.EVERYONE, AN_ANSWER_IF_ANY)
async def _ask_from_form(
    interaction: Interaction, find: Finder[SeenAnswer | None], values: dict[str, str]
) -> None:
    """Ask what was entered into `question_form`: about an answer, a message, or nothing."""
    found = await find()
    follows = found.posted if found else None
    place = place_of(interaction.channel)
    default = interaction.client.desk.preferences.of(home_of(interaction), *place).private
    private = follows.asked.private if follows else default

    def ask(only_private: bool) -> Question:  # noqa: FBT001 - `respond` calls it
        return from_interaction(
            interaction,
            values.get("question", ""),
            private=private or only_private,
            follows=follows,
            about=values.get("about", ""),
        )

    await respond(interaction, ask)


def from_interaction(
    interaction: Interaction,
    text: str,
    *,
    private: bool,
    follows: PostedAnswer | None = None,
    about: str = "",
) -> Question:
    """Return what is asked by an interaction."""
    place, server, guest = (
        place_of(interaction.channel),
        home_of(interaction),
        is_guest(interaction),
    )
    preferences = interaction.client.desk.preferences.of(server, *place)
    return Question(
        id=interaction.id,
        text=text,
        guild_id=server,
        # Nothing is kept of where the bot is a guest.
        channel_id=0 if guest else interaction.channel_id or 0,
        asker=interaction.user.id,
        at=interaction.created_at,
        reader=reader_of(interaction, alone=private),
        private=private,
        ongoing=is_ongoing(interaction.channel) and not guest,
        follows=follows,
        about=about,
        language=preferences.language,
        locale=language_for(interaction),
    )


def own_mentions(bot: Belegbot, message: discord.Message) -> list[str]:
    """Return how a message mentions the bot, or the role that Discord offers beside it."""
    found = [f"<@{bot.me.id}>"] if bot.me.id in message.raw_mentions else []
    role = message.guild.self_role if message.guild else None
    # Discord tells the roles even where it keeps the content.
    if role is not None and role in message.role_mentions:
        found.append(role.mention)
    return found


def without(text: str, bot: Belegbot, *mentions: str) -> str:
    """Return a text without what mentions the bot."""
    for mention in (f"<@{bot.me.id}>", f"<@!{bot.me.id}>", *mentions):
        text = text.replace(mention, " ")
    return text.strip()


def looks_like_a_question(text: str) -> bool:
    """Tell a question from thanks or chatter, where it isn't said to whom a reply speaks."""
    first = words(text)[:1]
    return "?" in text or bool(first and (first[0] in INTERROGATIVES or GOING_ON.match(text)))
