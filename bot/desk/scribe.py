"""Has answers put in other words, and follow-ups completed: nobody waits for a model.

Each server has so many tokens a day; when many answers wait for the model, further ones do without.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

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

    def completes(self, reply: Reply, preferences: Preferences) -> bool:
        """Tell whether a follow-up that nothing answers is to be completed by the model."""
        there = self._library.writer is not None and preferences.writes
        return there and reply.answer.abstained and reply.previous is not None

    async def written(self, reply: Reply) -> Written | None:
        """Return an answer in other words; None if that is too much now, or today."""
        async with self._allowed(reply) as day:
            if day is None:
                return None
            written = await self._lanes.phrase(self._library.write, reply.answer)
            await self._spend(reply, day, written.tokens)
            return written

    async def completed(self, reply: Reply) -> Reply | None:
        """Return what a follow-up is answered as the model completes it; None if it isn't."""
        asked, library = reply.question, self._library
        async with self._allowed(reply) as day:
            if day is None:
                return None
            alone = await self._lanes.phrase(library.completed, asked.text, reply.previous)
            await self._spend(reply, day, alone.tokens)
        if alone.question is None:
            return None
        scopes = await self._lanes.ask(asked.reader.scopes, library.catalogue)
        answer = await self._lanes.ask(library.ask, alone.question, scopes)
        if answer.abstained:
            return None
        answer = replace(answer, question=asked.text)
        return replace(reply, answer=answer, completed=alone.question)

    @asynccontextmanager
    async def _allowed(self, reply: Reply) -> AsyncIterator[date | None]:
        """Count what is with the model; give the day, or None if that is too much now, or today."""
        server, day = reply.question.guild_id, discord.utils.utcnow().date()
        if self._waiting >= MOST_WAITING:
            log.info("Nothing written: too many answers wait", extra={"guild": server})
            yield None
            return
        self._waiting += 1
        try:
            spent = await self._lanes.remember(self._memory.tokens.spent, server, day)
            if spent >= self._library.settings.writer.tokens_per_day:
                log.info("Nothing written: the day's tokens are spent", extra={"guild": server})
                yield None
            else:
                yield day
        finally:
            self._waiting -= 1

    async def _spend(self, reply: Reply, day: date, tokens: int) -> None:
        if tokens:
            server = reply.question.guild_id
            await self._lanes.remember(self._memory.tokens.spend, server, day, tokens)
