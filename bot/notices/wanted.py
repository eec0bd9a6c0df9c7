"""Who wanted a source for a question is told, once, when one answers it that they may read."""

import logging
from dataclasses import replace

import discord

from bot.asking.render import answer_embed
from bot.client.client import Belegbot
from bot.desk.readership import Readership
from bot.i18n import TEXTS
from bot.interactions.common import place_of
from bot.memory.answers import PostedAnswer
from bot.memory.opinions import SourceRequest
from bot.notices.late import message_of, scopes_of_all
from bot.shards import Shard
from index.asking.answers import Answer
from index.errors import BelegbotError
from index.i18n import N_
from index.scopes import SHARED, Scope

log = logging.getLogger(__name__)

NOW_ANSWERED = N_("You wanted a source for this question. Now there is an answer:")
YOUR_QUESTION = N_("-# Your question: {link}")
NOW_ANSWERED_IN = N_("{person}, a source answers this question now. Ask it again to see it.")


class WantedSources:
    """Asks the open questions again that new sources may answer."""

    def __init__(self, bot: Belegbot, shard: Shard) -> None:
        self._bot = bot
        self._shard = shard

    async def tell(self, brought: set[Scope]) -> None:
        """Look at those of the scopes in which something is new."""
        bot = self._bot
        told: set[tuple[int, int | None, str]] = set()
        for request in await bot.lanes.remember(bot.memory.requests.open):
            server = request.posted.asked.guild_id
            scope = Scope.of(server)
            if not self._shard.covers(server):
                continue
            if not any(each == SHARED or scope.holds(each) for each in brought):
                continue
            try:
                await self._tell_if_answered(request, told)
            except BelegbotError:
                # One question that can't be asked must not keep the others from being told.
                log.exception(
                    "A requested source couldn't be looked for", extra=_facts(request.posted)
                )

    async def _scopes(self, request: SourceRequest) -> tuple[Scope, ...]:
        """Return what the person may read alone; their roles are asked for where they matter."""
        bot, scope = self._bot, Scope.of(request.posted.asked.guild_id)
        if not await bot.lanes.ask(bot.library.catalogue.parts, scope):
            return scope.visible
        reader = await self._reader(request)
        return await bot.lanes.ask(reader.scopes, bot.library.catalogue)

    async def _tell_if_answered(
        self, request: SourceRequest, told: set[tuple[int, int | None, str]]
    ) -> None:
        """Tell a person once of a question, however often they have asked it."""
        bot, scopes = self._bot, await self._scopes(request)
        # As it was searched then, whatever limit holds for questions now.
        answer = await bot.lanes.ask(bot.library.ask_again, request.posted.searched, scopes)
        if not answer.complete:
            return
        posted = request.posted
        question = (request.person, posted.asked.guild_id, posted.searched.casefold())
        claim, now = bot.memory.requests.claim, discord.utils.utcnow()
        if await bot.lanes.remember(claim, request, now) and question not in told:
            told.add(question)
            await self._tell_person(request, answer)

    async def _reader(self, request: SourceRequest) -> Readership:
        """Return the person as they are now: with what they may read alone where they asked."""
        asked = request.posted.asked
        guild = None if asked.guild_id is None else self._bot.get_guild(asked.guild_id)
        if guild is None:
            return Readership(asked.guild_id)
        try:
            member = await guild.fetch_member(request.person)
        except discord.HTTPException:
            return Readership(asked.guild_id)
        channel = guild.get_channel_or_thread(asked.channel_id)
        there = channel is not None and channel.permissions_for(member).view_channel
        reader = Readership.all_in(asked.guild_id, place_of(channel) if there else ())
        return replace(reader, roles=frozenset(role.id for role in member.roles))

    async def _tell_person(self, request: SourceRequest, answer: Answer) -> None:
        posted = request.posted
        asked = posted.asked
        text = TEXTS.text(asked.language, NOW_ANSWERED)
        if not asked.private:
            # A private one's message is gone by now.
            place = asked.guild_id or "@me"
            link = f"https://discord.com/channels/{place}/{asked.channel_id}/{posted.message_id}"
            text += "\n" + TEXTS.text(asked.language, YOUR_QUESTION, link=link)
        embed = answer_embed(answer, asked.language, shared_only=asked.guild_id is None)
        try:
            if not await self._may_still_ask(request):
                return
            await self._bot.draw(3)
            person = await self._bot.fetch_user(request.person)
            await person.send(text, embed=embed)
        except discord.HTTPException as error:
            log.info("No direct message: %s", error, extra=_facts(posted))
            await self._tell_in_channel(request, answer)
        log.info("Told that a source answers a question now", extra=_facts(posted))

    async def _may_still_ask(self, request: SourceRequest) -> bool:
        """Tell whether a person is where they asked: what its sources say is for nobody else."""
        server = request.posted.asked.guild_id
        if server is None:
            return True
        guild = self._bot.get_guild(server)
        try:
            return guild is not None and await guild.fetch_member(request.person) is not None
        except discord.NotFound:
            log.info("Who wanted a source has left", extra=_facts(request.posted))
            return False

    async def _tell_in_channel(self, request: SourceRequest, answer: Answer) -> None:
        asked = request.posted.asked
        scopes = await scopes_of_all(self._bot, request.posted)
        if asked.private or any(each.article.scope not in scopes for each in answer.citations):
            # The others there may not even know that there is such a source.
            return
        mention = f"<@{request.person}>"
        text = TEXTS.text(asked.language, NOW_ANSWERED_IN, person=mention)
        only = discord.AllowedMentions(users=[discord.Object(request.person)])
        try:
            await message_of(self._bot, request.posted).reply(text, allowed_mentions=only)
        except discord.HTTPException as error:
            log.warning("The person couldn't be told: %s", error, extra=_facts(request.posted))


def _facts(posted: PostedAnswer) -> dict[str, object]:
    return {"guild": posted.asked.guild_id, "channel": posted.asked.channel_id}
