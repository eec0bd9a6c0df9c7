"""Where a question becomes an answer, whichever way it came in, and is remembered."""

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import discord
from discord.ext import commands

from bot.config import DiscordSettings
from bot.desk.errors import BusyError, CooldownError, ServerCooldownError
from bot.desk.preferences import PreferenceBook
from bot.desk.question import Question, Reply, turn_before
from bot.desk.readership import Readership, may_read
from bot.memory.answers import PostedAnswer
from bot.memory.memory import Memory
from bot.workers import Lanes
from index.asking.answers import Answer, Turn
from index.errors import BelegbotError
from index.i18n import Language, language_of
from index.language.detection import detect_question_language
from index.library import Library

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, and in which server."""

    person: int
    guild_id: int | None


class ForwardClock:
    """Seconds that never go back: where the machine's clock is set back, they go on from there.

    Otherwise whoever asked just before would be kept waiting for as long as it was set back.
    """

    def __init__(self) -> None:
        self._latest = self._ahead = 0.0

    def now(self) -> float:
        """Return the time in seconds."""
        now = discord.utils.utcnow().timestamp() + self._ahead
        if now < self._latest:
            self._ahead += self._latest - now
            now = self._latest
        self._latest = now
        return now


class Desk:
    """Takes questions: not too many at once, in order, each remembered with its answer."""

    def __init__(
        self, library: Library, memory: Memory, lanes: Lanes, settings: DiscordSettings
    ) -> None:
        self.preferences = PreferenceBook(memory, lanes)
        self._library = library
        self._memory = memory
        self._lanes = lanes
        self._settings = settings
        self._people = commands.CooldownMapping[Who].from_cooldown(
            settings.questions_per_minute, 60, lambda who: who.person
        )
        self._servers = commands.CooldownMapping[Who].from_cooldown(
            settings.server_questions_per_minute, 60, lambda who: who.guild_id
        )
        self._told = commands.CooldownMapping[Who].from_cooldown(1, 60, lambda who: who.person)
        self._clock = ForwardClock()
        self._shares = bool(settings.own_shards)
        self._kept_waiting: dict[int, float] = {}
        """Until when people may ask nothing more, by what they have asked other processes, too."""
        self._counting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self.counted: Callable[[str, float | None], None] = lambda _outcome, _seconds: None
        """Told of each question what came of it, and how many seconds an answer took."""
        self.overtaken: set[int] = set()
        """Answers, by their ids, that were kept only after what they are from may have changed."""
        self._showing = asyncio.Lock()

    @contextmanager
    def admit(self, person: int, guild_id: int | None) -> Iterator[None]:
        """Let a person ask, if it isn't too much; until the end they count as waiting.

        Raises:
            BusyError: the queue is full.
            CooldownError: the person asked too often.
            ServerCooldownError: the people of their server together did.
        """
        try:
            self._require_room(person, guild_id)
        except BelegbotError:
            self.counted("refused", None)
            raise
        if self._shares:
            # Beside the answer, which waits for no database.
            task = asyncio.create_task(self._count_with_others(person))
            self._counting.add(task)
            task.add_done_callback(self._counting.discard)
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    @property
    def waiting(self) -> int:
        """How many questions are on their way."""
        return self._waiting

    def _require_room(self, person: int, guild_id: int | None) -> None:
        if self._waiting >= self._settings.queue:
            raise BusyError(waiting=self._waiting)
        who, now = Who(person, guild_id), self._clock.now()
        if (until := self._kept_waiting.get(person, now)) > now:
            raise CooldownError(seconds=math.ceil(until - now))
        if retry_after := self._people.update_rate_limit(who, now):
            raise CooldownError(seconds=math.ceil(retry_after))
        if guild_id is not None and (retry_after := self._servers.update_rate_limit(who, now)):
            raise ServerCooldownError(seconds=math.ceil(retry_after))

    async def _count_with_others(self, person: int) -> None:
        """Count a question with those that other processes have had of its person."""
        most = self._settings.questions_per_minute
        try:
            seconds = await self._lanes.remember(self._memory.cooldowns.count, person, most)
        except BelegbotError as error:
            log.warning("A question couldn't be counted with others: %s", error)
            return
        now = self._clock.now()
        kept = {each: until for each, until in self._kept_waiting.items() if until > now}
        self._kept_waiting = kept | ({person: now + seconds} if seconds else {})

    def may_tell(self, person: int) -> bool:
        """Tell whether a person is to read why they get no answer: once a minute, whatever it is.

        Otherwise whoever floods a channel would have the bot flood it, too.
        """
        return not self._told.update_rate_limit(Who(person, None), self._clock.now())

    async def answer(self, question: Question) -> Reply:
        """Answer a question as the follow-up of what it goes on from, or alone.

        Raises:
            QuestionError: it can't be asked as it stands.
            BelegbotError: the library can't answer now.
        """
        began = time.perf_counter()
        try:
            previous = await self._followed(question)
            answer, turn = await self._lanes.ask(self._asked, question, previous)
            language = await self._language(question, previous, answer)
        except Exception:
            self.counted("failed", None)
            raise
        self.counted(answer.outcome, time.perf_counter() - began)
        facts: dict[str, object] = {
            "guild": question.guild_id,
            "channel": question.channel_id,
            "follow_up": turn is not None,
            "abstained": answer.abstained,
            "confidence": round(answer.confidence, 2),
            "revision": answer.revision,
            "milliseconds": round(1000 * (time.perf_counter() - began)),
        }
        if self._settings.log_questions:
            facts["question"] = question.text
        log.info("Answered", extra=facts)
        return Reply(question, answer, language, turn)

    async def answer_besides(
        self, reply: Reply, reader: Readership, answer_id: int
    ) -> Reply | None:
        """Return what `reader` is answered alone to a question that was answered for all.

        None if that isn't from sources which the others may not read. `answer_id` becomes its id.
        """
        asked = reply.question
        if not await self._lanes.ask(self._reads_more, reader, asked.reader):
            return None
        alone = await self.answer(replace(asked, id=answer_id, private=True, reader=reader))
        scopes = {citation.article.scope for citation in alone.answer.citations}
        more = any(each.part and not asked.reader.reads(each) for each in scopes)
        return alone if more else None

    def _reads_more(self, reader: Readership, other: Readership) -> bool:
        parts = self._library.catalogue.parts(reader.scope)
        return any(reader.reads(part) and not other.reads(part) for part in parts)

    def _asked(
        self, question: Question, previous: PostedAnswer | None
    ) -> tuple[Answer, Turn | None]:
        """Ask the library; return also what the question went on from.

        What is asked by another person, or is read by others, doesn't go on from what isn't for
        them: words of that would be taken along.
        """
        library = self._library
        scopes = question.reader.scopes(library.catalogue)
        if previous is not None and not may_read(library.corpus, scopes, previous.quotes):
            previous = None
        turn = turn_before(question, previous)
        return library.ask(question.text, scopes, turn), turn

    async def one_by_one(self) -> None:
        """Wait until no other answer is being shown at this moment.

        Building a message takes a millisecond or two on the event loop. When many answers come at
        once, everything else there would wait for all of them.
        """
        async with self._showing:
            await asyncio.sleep(0)

    async def remember(self, reply: Reply, channel_id: int, message_id: int) -> None:
        """Keep an answer for its buttons, follow-ups and corrections."""
        asked = reply.question.asked(reply.language, channel_id)
        await self._lanes.remember(self._memory.answers.record, asked, reply.answer, message_id)
        if await self._lanes.remember(self._library.corpus.revision) != reply.answer.revision:
            self.overtaken.add(reply.question.id)

    async def _followed(self, question: Question) -> PostedAnswer | None:
        """Return the answer that a question goes on from, if any."""
        if question.follows is not None or question.about or not question.ongoing:
            return question.follows
        answers = self._memory.answers
        since = question.at - timedelta(minutes=self._settings.conversation_minutes)
        latest = await self._lanes.remember(
            answers.latest, question.channel_id, question.asker, since
        )
        if latest is not None:
            return latest
        # A thread has the id of the message it began with, which may be the person's answer.
        first = await self._lanes.remember(answers.shown_by, question.channel_id)
        ours = first and first.asked.asker == question.asker and first.asked.at >= since
        return first if ours else None

    async def language_of(self, question: Question, shown: Sequence[str] = ()) -> Language:
        """Return the language for what is said to a question.

        Where a short one tells none, it is the person's, or the most frequent of those that the
        articles `shown` are in, or the server's.
        """
        if question.language is not None:
            return question.language
        counts = Counter(map(language_of, shown))
        [(of_most, _)] = counts.most_common(1) or [(question.server_language, 0)]
        otherwise = question.locale or of_most
        return await self._lanes.ask(detect_question_language, question.text, otherwise)

    async def _language(
        self, question: Question, previous: PostedAnswer | None, answer: Answer
    ) -> Language:
        if previous is not None:
            question = replace(question, locale=previous.asked.language)
        shown = answer.citations or answer.nearest
        return await self.language_of(question, [each.article.language for each in shown[:1]])
