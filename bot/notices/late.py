"""What nothing answered when it was asked, and a source answers now: its message is edited."""

import logging
from collections.abc import Iterable
from dataclasses import replace

import discord

from bot.asking.delivery import messages
from bot.client.client import Belegbot
from bot.desk.question import Question, Reply
from bot.desk.readership import Readership
from bot.i18n import TEXTS
from bot.interactions.common import place_of
from bot.memory.answers import PostedAnswer
from bot.shards import Shard
from index.asking.answers import Answer
from index.errors import BelegbotError
from index.i18n import N_
from index.scopes import Scope

log = logging.getLogger(__name__)

SILENCES = 100
"""A shard's latest that are asked again when a source comes; each takes some milliseconds."""

SINCE = N_("A source has been added since; it answers this now.")


class LateAnswers:
    """Asks again what had no answer, and shows the answer where the question was asked."""

    def __init__(self, bot: Belegbot, shard: Shard) -> None:
        self._bot = bot
        self._shard = shard

    async def answer(self, brought: Iterable[Scope]) -> None:
        """Look at the silences of the scopes in which something is new."""
        silences = self._bot.memory.answers.silences
        await self.ask(await self._bot.lanes.remember(silences, brought, SILENCES, self._shard))

    async def ask(self, silences: Iterable[PostedAnswer]) -> None:
        """Ask public questions again that had no answer."""
        for posted in silences:
            try:
                await self._answer(posted)
            except BelegbotError:
                # One question that can't be asked must not keep the others from being answered.
                log.exception("A silence couldn't be asked again", extra=_facts(posted))
            except discord.HTTPException as error:
                log.info("A late answer was not possible: %s", error, extra=_facts(posted))

    async def _answer(self, posted: PostedAnswer) -> None:
        bot, asked = self._bot, posted.asked
        scopes = await scopes_of_all(bot, posted)
        answer = await bot.lanes.ask(bot.library.ask_again, posted.searched, scopes)
        if not answer.complete:
            return
        await bot.draw(2)
        message = await message_of(bot, posted).fetch()
        answer = replace(answer, question=posted.question)
        line = TEXTS.text(asked.language, SINCE)
        shown = messages(_reply(posted, answer), embeds=bool(message.embeds), line=line)
        # A plain answer that is too long for one message goes on below "Context".
        arguments = {"content": shown[0].arguments["content"], "view": shown[-1].arguments["view"]}
        if message.embeds:
            arguments["embed"] = shown[0].arguments["embed"]
        await message.edit(**arguments)
        await bot.lanes.remember(bot.memory.answers.record, asked, answer, posted.message_id)
        log.info("Answered what nothing had answered", extra=_facts(posted))


def message_of(bot: Belegbot, posted: PostedAnswer) -> discord.PartialMessage:
    """Return the message that shows an answer, whether or not its channel is in memory."""
    asked = posted.asked
    channel = bot.get_partial_messageable(asked.channel_id, guild_id=asked.guild_id)
    return channel.get_partial_message(posted.message_id)


async def scopes_of_all(bot: Belegbot, posted: PostedAnswer) -> tuple[Scope, ...]:
    """Return what all may read who see a message: in a channel nobody's roles count."""
    asked = posted.asked
    places = (*place_of(bot.get_channel(asked.channel_id)), asked.channel_id)
    reader = Readership.all_in(asked.guild_id, places)
    return await bot.lanes.ask(reader.scopes, bot.library.catalogue)


def _reply(posted: PostedAnswer, answer: Answer) -> Reply:
    asked = posted.asked
    question = Question(
        id=asked.id,
        text=posted.question,
        guild_id=asked.guild_id,
        channel_id=asked.channel_id,
        asker=asked.asker,
        at=asked.at,
        reader=Readership.all_in(asked.guild_id, (asked.channel_id,)),
    )
    return Reply(question, answer, asked.language)


def _facts(posted: PostedAnswer) -> dict[str, object]:
    return {"guild": posted.asked.guild_id, "channel": posted.asked.channel_id}
