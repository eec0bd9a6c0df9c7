"""Has answers put in other words, beside everything else: nobody waits for a model.

Each server has so many tokens a day; when many answers wait for the model, further ones do without.
"""

import logging

import discord

from bot.desk.preferences import Preferences
from bot.desk.question import Reply
from bot.memory.memory import Memory
from bot.workers import Lanes
from index.library import Library
from index.writing.written import Written

log = logging.getLogger(__name__)

MOST_WAITING = 20
"""Answers that wait for the model, or are with it."""


class Scribe:
    """The queue before the language model, and what each server may spend on it."""

    def __init__(self, library: Library, memory: Memory, lanes: Lanes) -> None:
        self._library = library
        self._memory = memory
        self._lanes = lanes
        self._waiting = 0

    def writes(self, reply: Reply, preferences: Preferences) -> bool:
        """Tell whether an answer is to be put in other words: a model is there, and wanted here."""
        there = self._library.writer is not None and preferences.writes
        return there and not reply.answer.abstained and not reply.answer.pinned

    async def written(self, reply: Reply) -> Written | None:
        """Return an answer in other words; None if that is too much now, or today."""
        server = reply.question.guild_id
        if self._waiting >= MOST_WAITING:
            log.info("Nothing written: too many answers wait", extra={"guild": server})
            return None
        self._waiting += 1
        try:
            day = discord.utils.utcnow().date()
            tokens, remember = self._memory.tokens, self._lanes.remember
            if await remember(tokens.spent, server, day) >= self._most:
                log.info("Nothing written: the day's tokens are spent", extra={"guild": server})
                return None
            written = await self._lanes.phrase(self._library.write, reply.answer)
            if written.tokens:
                await remember(tokens.spend, server, day, written.tokens)
            return written
        finally:
            self._waiting -= 1

    @property
    def _most(self) -> int:
        return self._library.settings.writer.tokens_per_day
