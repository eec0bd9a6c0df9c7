"""Listens in help channels: who asks there is answered without a mention, if it is certain.

A post waits until its person pauses, is decided on once, and is claimed in the memory before
anything is said to it. Posts are decided on one after the other: those who ask the bot itself
don't wait for them.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import discord
from discord.ext import commands, tasks

from bot.asking.delivery import channel_language, is_ongoing
from bot.asking.ways import QUESTION_TYPES, own_mentions
from bot.client.client import Belegbot
from bot.desk.question import Question
from bot.desk.readership import Readership
from bot.failures import record
from bot.helping.asked import asks
from bot.helping.calling import call_role
from bot.helping.decision import decide
from bot.helping.saying import (
    say_answer,
    say_call_on_trial,
    say_capped,
    say_left_out,
    say_on_trial,
)
from bot.helping.setting import HelpSetting
from bot.helping.team import Presence, of_team
from bot.helping.waiting import PostPlace, Waiting, WaitingRoom
from bot.helping.words import SOLVED
from bot.interactions.checks import missing_permissions
from bot.interactions.common import place_of
from bot.memory.helping.posts import HelpPost, PostOutcome
from index.asking.answers import Answer
from index.language.terms import words

log = logging.getLogger(__name__)

OF_ONE_SERVER = 50
"""Posts that may wait."""
DAY = timedelta(hours=24)

Channel = discord.Thread | discord.TextChannel


class HelpChannels(commands.Cog):
    """What waits is in memory; what was dealt with is in the bot's memory."""

    def __init__(self, bot: Belegbot, clock: Callable[[], datetime] = discord.utils.utcnow) -> None:
        self.bot = bot
        self._now = clock
        self._waiting = WaitingRoom(OF_ONE_SERVER, bot.settings.queue)
        self._presence = Presence()

    async def cog_load(self) -> None:
        """Begin; a bot that stops says nothing more to what waits."""
        self.look.start()
        self.bot.before_close.append(self.look.cancel)

    async def cog_unload(self) -> None:
        """Stop."""
        self.look.cancel()

    def setting_of(self, channel: object) -> HelpSetting:
        """Return how a channel, or a forum's post, is to be helped in."""
        guild_id, place = _help_channel(channel)
        if guild_id is None:
            return HelpSetting()
        return HelpSetting.of(self.bot.desk.preferences.of(guild_id, place).help)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Let a post wait until its person pauses; notice who else is there."""
        channel, setting = message.channel, self.setting_of(message.channel)
        if setting.mode == "off" or not isinstance(channel, Channel):
            return
        if message.author.bot or message.webhook_id or message.type not in QUESTION_TYPES:
            return
        book = self.bot.desk.preferences
        if of_team(message.author, channel, setting=setting, book=book):
            self._presence.note(channel.id, self._now())
        elif not self.bot.intents.message_content or self._is_for_others(message):
            return
        elif isinstance(channel, discord.TextChannel):
            place = PostPlace(channel.guild.id, channel.id, channel.id, message.author.id)
            self._begin(place, message)
        elif channel.owner_id == message.author.id:
            place = PostPlace(channel.guild.id, channel.parent_id, channel.id, message.author.id)
            if message.id == channel.id:
                self._begin(place, message)
            else:
                self._waiting.go_on(place, message.id, message.content, self._now())

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Take what waits as it is now."""
        self._waiting.correct(event.message_id, event.message.content)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Forget what was taken back."""
        self._waiting.withdraw(event.message_id)

    @tasks.loop(seconds=1)
    async def look(self) -> None:
        """Decide on the posts whose person has paused, and tell of those that were left out."""
        try:
            for place in self._waiting.places():
                channel = self._channel_of(place)
                pause = timedelta(seconds=self.setting_of(channel).pause)
                post = self._waiting.due(place, self._now(), pause)
                if post is not None and channel is not None:
                    # What is being said is said to the end, even if the bot stops meanwhile.
                    await asyncio.shield(asyncio.create_task(self._decide(post, channel)))
            for guild_id, count in self._waiting.left_out().items():
                await say_left_out(self.bot, guild_id, count)
        except Exception:
            log.exception("Help channels could not be looked at; that is tried again in a second")

    def _begin(self, place: PostPlace, message: discord.Message) -> None:
        self._waiting.begin(place, message.id, message.content, self._now())

    def _is_for_others(self, message: discord.Message) -> bool:
        """Tell whether somebody else is meant, or the bot itself, which then answers anyway.

        In a forum's post people may be named; who asks the bot there needs nothing else from it.
        """
        channel = message.channel
        if any(own_mentions(self.bot, message)):
            if isinstance(channel, discord.Thread):
                self._presence.note(channel.id, self._now())
            return True
        if isinstance(channel, discord.Thread):
            return False
        return bool(
            message.reference is not None or message.raw_mentions or message.mention_everyone
        )

    def _channel_of(self, place: PostPlace) -> Channel | None:
        """Return where a post stands, unless it is closed or gone."""
        guild = self.bot.get_guild(place.guild_id)
        channel = guild.get_channel_or_thread(place.id) if guild else None
        return channel if isinstance(channel, Channel) else None

    def _is_quiet(self, channel: Channel, setting: HelpSetting) -> bool:
        """Tell whether people have the word: somebody of the team is there, or it is solved."""
        thread = isinstance(channel, discord.Thread)
        if self._presence.is_in(channel.id, self._now(), thread=thread):
            return True
        if not isinstance(channel, discord.Thread):
            return False
        solved = SOLVED | {_name(setting.solved)} if setting.solved else SOLVED
        tags = {_name(tag.name) for tag in channel.applied_tags}
        return channel.locked or channel.archived or not solved.isdisjoint(tags)

    async def _decide(self, post: Waiting, channel: Channel) -> None:
        """Answer a post, or don't; whatever fails, it isn't tried again."""
        with self.bot.at_work():
            await self._decide_at_work(post, channel)

    async def _decide_at_work(self, post: Waiting, channel: Channel) -> None:
        place, setting = post.place, self.setting_of(channel)
        facts = {"guild": place.guild_id, "channel": place.channel_id, "post": post.post_id}
        preferences = self.bot.desk.preferences.of(place.guild_id, place.channel_id)
        if setting.mode == "off" or not preferences.listens:
            return
        if not post.text or not (place.in_forum or asks(post.text)):
            return
        if setting.mode == "on" and (lacking := missing_permissions(channel)):
            log.warning("No permission to answer in a help channel: %s", lacking, extra=facts)
            return
        try:
            await self._deal_with(post, channel, setting)
        except Exception as error:  # noqa: BLE001 - nobody has asked the bot, so nobody is told
            record(error, f"A post in help channel {place.channel_id}")

    async def _deal_with(self, post: Waiting, channel: Channel, setting: HelpSetting) -> None:
        bot, place = self.bot, post.place
        question = self._question(post, channel)
        title = channel.name if place.in_forum else ""
        dealt_with = HelpPost(
            post_id=post.post_id,
            guild_id=place.guild_id,
            channel_id=place.channel_id,
            in_forum=place.in_forum,
            person=place.person,
            last_message=post.last_id,
            at=self._now(),
        )
        if await bot.lanes.remember(bot.memory.helped.known, dealt_with):
            return
        answer = None
        if not self._is_quiet(channel, setting):
            scopes = await bot.lanes.ask(question.reader.scopes, bot.library.catalogue)
            answer = await bot.lanes.ask(decide, bot.library, post.text, scopes, title)
        # Meanwhile somebody may have come.
        quiet = self._is_quiet(channel, setting)
        outcome = "silent" if quiet else _outcome(answer, setting)
        since = self._now() - DAY
        claim = await bot.lanes.remember(
            bot.memory.helped.claim, dealt_with, outcome, setting.daily, since
        )
        facts = {"guild": place.guild_id, "channel": place.channel_id, "claim": claim}
        log.info("Help channel: %s", outcome, extra=facts)
        if claim == "first capped":
            calls = outcome == "called"
            await say_capped(bot, place.guild_id, place.channel_id, setting.daily, calls=calls)
        if claim != "ours" or outcome == "silent":
            return
        last = channel.get_partial_message(post.last_id)
        if answer is None and setting.mode == "trial":
            await say_call_on_trial(bot, place.guild_id, setting.call or 0, last)
        elif answer is None:
            await call_role(bot, setting.call or 0, last, channel)
        elif outcome == "tried":
            await say_on_trial(bot, question, answer, last)
        else:
            await say_answer(bot, question, answer, last)

    def _question(self, post: Waiting, channel: Channel) -> Question:
        preferences = self.bot.desk.preferences.of(post.place.guild_id, post.place.channel_id)
        return Question(
            id=post.post_id,
            text=post.text,
            guild_id=post.place.guild_id,
            channel_id=channel.id,
            asker=post.place.person,
            at=post.began,
            reader=Readership.all_in(post.place.guild_id, place_of(channel)),
            ongoing=is_ongoing(channel),
            language=preferences.language,
            server_language=channel_language(self.bot, channel),
        )


def _outcome(answer: Answer | None, setting: HelpSetting) -> PostOutcome:
    """Return what comes of a post where nobody else has the word."""
    if answer is not None:
        return "answered" if setting.mode == "on" else "tried"
    return "called" if setting.call else "silent"


def _help_channel(channel: object) -> tuple[int | None, int | None]:
    """Return the server and the channel that says how to help; Nones outside such channels."""
    if isinstance(channel, discord.TextChannel):
        return channel.guild.id, channel.id
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel):
        return channel.guild.id, channel.parent_id
    return None, None


def _name(tag: str) -> str:
    """Return a tag's name as it is compared: without emoji, in small letters."""
    return " ".join(words(tag))
