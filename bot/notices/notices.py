"""What a change of the sources means for what was said before.

The bot follows the collection's change log, as the index does. An answer whose source was corrected
or removed gets a note, and what that source said is struck; a public silence becomes an answer
once a source answers; who asked for a source is told, once, when one does.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import discord

from bot.asking.render import (
    CONTENT_LIMIT,
    DESCRIPTION_LIMIT,
    PERHAPS,
    answer_embed,
    answer_messages,
)
from bot.asking.written import without_written
from bot.client.client import Belegbot
from bot.desk.readership import unreadable
from bot.i18n import TEXTS
from bot.markdown import width
from bot.memory.answers import PostedAnswer
from bot.notices.late import LateAnswers, message_of, scopes_of_all
from bot.notices.operators import BOOKMARK as LOGGED
from bot.notices.operators import OperatorsLog
from bot.notices.wanted import WantedSources
from bot.notices.withdrawn import struck, unsure
from bot.shards import Shard
from index.asking.answers import Answer
from index.corpus.corpus import Corpus
from index.dates import local_day
from index.errors import BelegbotError
from index.i18n import N_, Language
from index.models import Change
from index.scopes import Scope

log = logging.getLogger(__name__)

BOOKMARK, DAY = "noticed", "noticed-day"
FIELD_LIMIT = 1024
NOTE = N_("Note")
CORRECTED = N_("Corrected since: {numbers}. Ask again for what holds now.")
REMOVED = N_("Removed since: {numbers}. What they say here no longer counts.")
EXPIRED = N_("Expired since: {numbers}. Ask again for what holds now.")
HIDDEN = N_("Expired since: {numbers}. What they say here no longer counts.")
SAID = {"corrected": CORRECTED, "removed": REMOVED, "expired": EXPIRED, "hidden": HIDDEN}


class Notices:
    """Follows the change log from where the bot left off, whichever process made the changes.

    What was said in the servers of one shard: each has bookmarks of its own, so that another
    process can go on from where one has ended.
    """

    def __init__(self, bot: Belegbot, shard: Shard) -> None:
        self._bot = bot
        self._shard = shard
        self._noticed: int | None = None
        self._day = ""
        self._owed = set[Scope]()
        """In which something came while a part of the index couldn't be asked."""
        self._late = LateAnswers(bot, shard)
        self._wanted = WantedSources(bot, shard)
        self._log = OperatorsLog(bot, shard)

    async def seen(self) -> int:
        """Return the revision up to which everything was dealt with."""
        if self._noticed is None:
            self._noticed = await self._bot.lanes.remember(self._begin)
        return self._noticed

    def _begin(self) -> int:
        bookmarks, shard = self._bot.memory.bookmarks, self._shard
        known = bookmarks.get(BOOKMARK, shard)
        if known is None and (before := bookmarks.before(BOOKMARK, shard)):
            known = min(before, key=int)
        # What a bot finds at its first start has no answers to correct yet.
        noticed = self._bot.library.corpus.revision() if known is None else int(known)
        bookmarks.set(BOOKMARK, str(noticed), shard)
        for name in (BOOKMARK, LOGGED, DAY):
            bookmarks.tidy(name, shard.of)
        return noticed

    async def deal_with(self, changes: Sequence[Change]) -> None:
        """Correct and tell what the changes, oldest first, make necessary.

        Broken off, it is done again from the first of them: a note is the same the second time,
        and what would be read twice is claimed before it is sent.
        """
        if not changes:
            return
        await self._log.post(changes)
        await self._correct({change.article_id for change in changes})
        brought = {change.scope for change in changes if change.version is not None}
        await self._ask_again(brought, changes[-1].revision)
        self._noticed = changes[-1].revision
        bookmarks = self._bot.memory.bookmarks
        await self._bot.lanes.remember(bookmarks.set, BOOKMARK, str(self._noticed), self._shard)

    async def make_up(self) -> None:
        """Ask again what was asked while the engine of the vectors was away, once it is back."""
        if self._owed and await self._is_whole(seen := await self.seen()):
            owed, self._owed = self._owed, set()
            await self._ask_again(owed, seen)

    async def _ask_again(self, brought: set[Scope], revision: int) -> None:
        if not brought:
            return
        whole = await self._is_whole(revision)
        await self._wanted.tell(brought)
        await self._late.answer(brought)
        if not whole or not await self._is_whole(revision):
            self._owed |= brought

    async def _is_whole(self, revision: int) -> bool:
        """Tell whether each leg of the index can be asked, and has what was changed till then.

        An engine that is back lacks it for a moment: the terms have gone on without.
        """
        library = self._bot.library
        reached = await self._bot.lanes.ask(lambda: library.indexer.revision)
        # Only now: looking how far it is may have told that it is away.
        return library.problem is None and reached >= revision

    @property
    def is_new_day(self) -> bool:
        """Whether what has ended isn't dealt with yet."""
        return self._bot.library.corpus.today() != self._day

    async def deal_with_day(self) -> None:
        """Note on answers what of their sources held until the day before; once a day."""
        bookmarks, lanes = self._bot.memory.bookmarks, self._bot.lanes
        corpus = self._bot.library.corpus
        today = corpus.today()
        known = await lanes.remember(bookmarks.get, DAY, self._shard)
        if known is None:
            known = min(await lanes.remember(bookmarks.before, DAY, self._shard), default=None)
        if known is not None and known < today:
            await self._correct(await lanes.remember(corpus.ended, known, today))
        await lanes.remember(bookmarks.set, DAY, today, self._shard)
        self._day = today

    async def look_again(self, answer_ids: Collection[int]) -> None:
        """Do for answers what changes made necessary that were dealt with before they were kept."""
        found = await self._bot.lanes.remember(self._bot.memory.answers.of, answer_ids, None)
        ours = [each for each in found.values() if self._shard.covers(each.asked.guild_id)]
        await self._bring_up_to_date(each for each in ours if each.quotes)
        silences = (each for each in ours if not each.quotes and not each.asked.private)
        await self._late.ask(silences)

    async def _correct(self, article_ids: Iterable[str]) -> None:
        """Bring the notes of the answers that quote the articles up to date."""
        quoting = self._bot.memory.answers.quoting
        await self._bring_up_to_date(
            await self._bot.lanes.remember(quoting, article_ids, self._shard)
        )

    async def _bring_up_to_date(self, answers: Iterable[PostedAnswer]) -> None:
        bot = self._bot
        for posted in answers:
            quoted = {quote.article_id for quote in posted.quotes}
            in_force = await bot.lanes.remember(_in_force, bot.library.corpus, posted)
            scopes = await scopes_of_all(bot, posted)
            for moved in await bot.lanes.remember(unreadable, bot.library.corpus, scopes, quoted):
                # It isn't for those any more who see it there.
                in_force.pop(moved, None)
            ended = await bot.lanes.remember(_ended, bot.library.corpus, posted)
            standing = standing_of(posted, in_force, ended)
            if standing == posted.note:
                continue
            try:
                await self._edit(posted, standing)
            except discord.HTTPException as error:
                # Gone, private, or no longer in the bot's reach.
                log.info("A note was not possible: %s", error, extra=_facts(posted))
            await bot.lanes.remember(bot.memory.answers.note, posted.id, standing)

    async def _edit(self, posted: PostedAnswer, standing: str) -> None:
        if posted.asked.private:
            # Nobody but the asker sees it, and Discord lets nobody edit it any more.
            return
        language = posted.asked.language
        await self._bot.draw(2)
        message = await message_of(self._bot, posted).fetch()
        name, note = TEXTS.text(language, NOTE), note_text(standing, language)
        # What was said in other words was said of the sources as they were.
        content = without_written(message.content)
        again = None if standing else await self._as_before(posted)
        if again is not None:
            shared_only = posted.asked.guild_id is None
            if message.embeds:
                embed = answer_embed(again, language, shared_only=shared_only)
                await message.edit(content=content or None, embed=embed)
            else:
                texts = answer_messages(again, language, shared_only=shared_only)
                await message.edit(content=texts[-1])
        elif message.embeds:
            embed = with_note(message.embeds[0], name, note, numbers_in(standing))
            await message.edit(content=content or None, embed=embed)
        else:
            content = struck(content, numbers_in(standing))
            line = f"⚠️ **{name}:** {note}"
            await message.edit(content=with_line(content, line, note))
        log.info("Noted a change of its sources on an answer", extra=_facts(posted))

    async def _as_before(self, posted: PostedAnswer) -> Answer | None:
        """Return an answer as it is now, if it cites what it cited when it was posted."""
        bot = self._bot
        try:
            scopes = await scopes_of_all(bot, posted)
            again = await bot.lanes.ask(bot.library.ask_again, posted.searched, scopes)
        except BelegbotError:
            log.exception("An answer couldn't be asked again", extra=_facts(posted))
            return None
        cited = {
            (each.number, each.article.revision, each.evidence.answer) for each in again.citations
        }
        quoted = {(each.number, each.version, (each.start, each.end)) for each in posted.quotes}
        return replace(again, question=posted.question) if cited == quoted else None


def _in_force(corpus: Corpus, posted: PostedAnswer) -> dict[str, int]:
    """Return the versions in force of what an answer quotes; the quoted one if it says the same."""
    found = corpus.versions_in_force({quote.article_id for quote in posted.quotes})
    for quote in posted.quotes:
        before, now = (
            corpus.version(each) for each in (quote.version, found.get(quote.article_id, 0))
        )
        if before and now and (before.text, before.date) == (now.text, now.date):
            found[quote.article_id] = quote.version
    return found


def _ended(corpus: Corpus, posted: PostedAnswer) -> set[str]:
    """Return which articles in force that an answer quotes were over by no means when it did."""
    given, today = local_day(posted.asked.at), corpus.today()
    in_force = corpus.versions_in_force({quote.article_id for quote in posted.quotes})
    found = set()
    for quote in posted.quotes:
        before = corpus.version(quote.version)
        now = corpus.version(in_force.get(quote.article_id, 0))
        if now and now.expired(today) and not (before and before.expired(given)):
            found.add(quote.article_id)
    return found


def standing_of(posted: PostedAnswer, in_force: dict[str, int], ended: Collection[str]) -> str:
    """Return how an answer's sources stand, such as "corrected:1,2 removed:3"; empty if well.

    One of `ended` that isn't in force for those who see the answer is hidden since.
    """
    found: dict[str, list[int]] = {"corrected": [], "removed": [], "expired": [], "hidden": []}
    for quote in posted.quotes:
        version = in_force.get(quote.article_id)
        if version is None:
            found["hidden" if quote.article_id in ended else "removed"].append(quote.number)
        elif version != quote.version:
            found["corrected"].append(quote.number)
        elif quote.article_id in ended:
            found["expired"].append(quote.number)
    named = found.items()
    return " ".join(f"{name}:{','.join(map(str, numbers))}" for name, numbers in named if numbers)


def numbers_in(standing: str) -> set[int]:
    """Return the numbers of the sources of which a standing says that they are no longer there."""
    lists = (each.partition(":")[2] for each in standing.split() if not each.startswith("expired"))
    return {int(number) for each in lists for number in each.split(",")}


def note_text(standing: str, language: Language) -> str:
    """Return a standing in words."""
    lines = []
    for part in standing.split():
        name, _, numbers = part.partition(":")
        shown = ", ".join(rf"\[{number}\]" for number in numbers.split(","))
        lines.append(TEXTS.text(language, SAID[name], numbers=shown))
    return "\n".join(lines)


def with_note(
    embed: discord.Embed, name: str, note: str, numbers: Collection[int]
) -> discord.Embed:
    """Return an answer's embed with a note in place of the one it had; without one if empty.

    What the sources of these `numbers` said is struck, and nobody is sure of it any more, which
    the colour says, too.
    """
    embed = embed.copy()
    embed.colour = PERHAPS
    embed.clear_fields()
    if (text := struck(embed.description or "", numbers)) and width(text) <= DESCRIPTION_LIMIT:
        embed.description = text
    if foot := unsure(embed.footer.text or ""):
        embed.set_footer(text=foot)
    else:
        embed.remove_footer()
    if note:
        embed.add_field(name=f"⚠️ {name}", value=note[:FIELD_LIMIT], inline=False)
    return embed


def with_line(content: str, line: str, note: str) -> str:
    """Return a plain message's text below a line with a note; without one if `note` is empty.

    How sure it is isn't said any more.
    """
    lines = unsure(content).split("\n")
    while lines and lines[0].startswith("⚠️ **"):
        lines.pop(0)
    body = "\n".join(lines)
    if not note:
        return body
    line = line.replace("\n", " ")
    room = CONTENT_LIMIT - width(line) - 1
    while width(body) > room:
        body = body[: body.rfind("\n")] if "\n" in body else body[: max(0, room)]
    return f"{line}\n{body}"


def _facts(posted: PostedAnswer) -> dict[str, object]:
    return {"guild": posted.asked.guild_id, "channel": posted.asked.channel_id}
