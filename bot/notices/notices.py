"""What a change of the sources means for what was said before.

The bot follows the collection's change log, as the index does. An answer whose source was corrected
or removed gets a note, and what that source said is struck; a public silence becomes an answer
once a source answers; who asked for a source is told, once, when one does.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import discord

from bot.asking.render import CONTENT_LIMIT, DESCRIPTION_LIMIT, answer_embed, answer_messages
from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.common import mention_of
from bot.markdown import width
from bot.memory.answers import PostedAnswer
from bot.memory.opinions import SourceRequest
from bot.notices.late import LateAnswers, message_of
from bot.notices.log_channel import post_change, post_further
from bot.notices.withdrawn import struck, unsure
from index.asking.answers import Answer
from index.errors import BelegbotError
from index.i18n import N_, Language
from index.models import Change
from index.scopes import Scope
from index.watching.consequences import WHO

log = logging.getLogger(__name__)

BOOKMARK = "noticed"
FIELD_LIMIT = 1024
LOGGED = 10
"""Changes of the operator's that are posted at once; an import can have thousands."""

NOTE = N_("Note")
CORRECTED = N_("Corrected since: {numbers}. Ask again for what holds now.")
REMOVED = N_("Removed since: {numbers}. What they say here no longer counts.")
NOW_ANSWERED = N_("You wanted a source for this question. Now there is an answer:")
YOUR_QUESTION = N_("-# Your question: {link}")
NOW_ANSWERED_IN = N_("{person}, a source answers this question now. Ask it again to see it.")


class Notices:
    """Follows the change log from where the bot left off, whichever process made the changes."""

    def __init__(self, bot: Belegbot) -> None:
        self._bot = bot
        self._noticed: int | None = None
        self._late = LateAnswers(bot)

    async def seen(self) -> int:
        """Return the revision up to which everything was dealt with."""
        if self._noticed is None:
            bookmarks, lanes = self._bot.memory.bookmarks, self._bot.lanes
            known = await lanes.remember(bookmarks.get, BOOKMARK)
            # What a bot finds at its first start has no answers to correct yet.
            if known is None:
                self._noticed = await lanes.remember(self._bot.library.corpus.revision)
            else:
                self._noticed = int(known)
            await lanes.remember(bookmarks.set, BOOKMARK, str(self._noticed))
        return self._noticed

    async def deal_with(self, changes: Sequence[Change]) -> None:
        """Correct and tell what the changes, oldest first, make necessary."""
        if not changes:
            return
        await self._log(changes)
        await self._correct({change.article_id for change in changes})
        brought = {change.scope for change in changes if change.version is not None}
        if brought:
            await self._tell(brought)
            await self._late.answer(brought)
        self._noticed = changes[-1].revision
        bookmarks = self._bot.memory.bookmarks
        await self._bot.lanes.remember(bookmarks.set, BOOKMARK, str(self._noticed))

    async def _log(self, changes: Sequence[Change]) -> None:
        """Say in the log channels what was done elsewhere; what is done here is said at once."""
        bot = self._bot
        theirs: dict[int, list[Change]] = {}
        for change in changes:
            server = change.scope.server
            # What a watched page brought is told with what it says now.
            if server is not None and mention_of(change.who) is None and change.who != WHO:
                theirs.setdefault(server, []).append(change)
        for server, made in theirs.items():
            for change in made[:LOGGED]:
                title = await bot.lanes.browse(bot.library.history.title, change.revision)
                await post_change(bot, server, change, title or change.article_id)
            if (further := len(made) - LOGGED) > 0:
                await post_further(bot, server, further)

    async def _correct(self, article_ids: Iterable[str]) -> None:
        """Bring the notes of the answers that quote the articles up to date."""
        bot = self._bot
        for posted in await bot.lanes.remember(bot.memory.answers.quoting, article_ids):
            quoted = {quote.article_id for quote in posted.quotes}
            in_force = await bot.lanes.remember(bot.library.corpus.versions_in_force, quoted)
            standing = standing_of(posted, in_force)
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
        message = await message_of(self._bot, posted).fetch()
        name, note = TEXTS.text(language, NOTE), note_text(standing, language)
        again = None if standing else await self._as_before(posted)
        if again is not None:
            shared_only = posted.asked.guild_id is None
            if message.embeds:
                embed = answer_embed(again, language, shared_only=shared_only)
                await message.edit(embed=embed)
            else:
                texts = answer_messages(again, language, shared_only=shared_only)
                await message.edit(content=texts[-1])
        elif message.embeds:
            embed = with_note(message.embeds[0], name, note, numbers_in(standing))
            await message.edit(embed=embed)
        else:
            content = struck(message.content, numbers_in(standing))
            line = f"⚠️ **{name}:** {note}"
            await message.edit(content=with_line(content, line, note))
        log.info("Noted a change of its sources on an answer", extra=_facts(posted))

    async def _as_before(self, posted: PostedAnswer) -> Answer | None:
        """Return an answer as it is now, if it cites what it cited when it was posted."""
        bot, visible = self._bot, Scope.of(posted.asked.guild_id).visible
        try:
            again = await bot.lanes.ask(bot.library.asker.ask_again, posted.searched, visible)
        except BelegbotError:
            log.exception("An answer couldn't be asked again", extra=_facts(posted))
            return None
        cited = {
            (each.number, each.article.revision, each.evidence.answer) for each in again.citations
        }
        quoted = {(each.number, each.version, (each.start, each.end)) for each in posted.quotes}
        return replace(again, question=posted.question) if cited == quoted else None

    async def _tell(self, scopes: set[Scope]) -> None:
        """Ask the open questions again that new sources may answer."""
        bot = self._bot
        for request in await bot.lanes.remember(bot.memory.requests.open):
            visible = Scope.of(request.posted.asked.guild_id).visible
            if not scopes & set(visible):
                continue
            try:
                await self._tell_if_answered(request, visible)
            except BelegbotError:
                # One question that can't be asked must not keep the others from being told.
                log.exception(
                    "A requested source couldn't be looked for", extra=_facts(request.posted)
                )

    async def _tell_if_answered(self, request: SourceRequest, visible: Sequence[Scope]) -> None:
        bot = self._bot
        # As it was searched then, whatever limit holds for questions now.
        answer = await bot.lanes.ask(bot.library.asker.ask_again, request.posted.searched, visible)
        if not answer.complete:
            return
        if await bot.lanes.remember(bot.memory.requests.claim, request, discord.utils.utcnow()):
            await self._tell_person(request, answer)

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
            person = await self._bot.fetch_user(request.person)
            await person.send(text, embed=embed)
        except discord.HTTPException as error:
            log.info("No direct message: %s", error, extra=_facts(posted))
            await self._tell_in_channel(request)
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

    async def _tell_in_channel(self, request: SourceRequest) -> None:
        asked = request.posted.asked
        if asked.private:
            return
        mention = f"<@{request.person}>"
        text = TEXTS.text(asked.language, NOW_ANSWERED_IN, person=mention)
        only = discord.AllowedMentions(users=[discord.Object(request.person)])
        try:
            await message_of(self._bot, request.posted).reply(text, allowed_mentions=only)
        except discord.HTTPException as error:
            log.warning("The person couldn't be told: %s", error, extra=_facts(request.posted))


def standing_of(posted: PostedAnswer, in_force: dict[str, int]) -> str:
    """Return how an answer's sources stand, such as "corrected:1,2 removed:3"; empty if well."""
    corrected, removed = [], []
    for quote in posted.quotes:
        version = in_force.get(quote.article_id)
        if version is None:
            removed.append(quote.number)
        elif version != quote.version:
            corrected.append(quote.number)
    named = (("corrected", corrected), ("removed", removed))
    return " ".join(f"{name}:{','.join(map(str, numbers))}" for name, numbers in named if numbers)


def numbers_in(standing: str) -> set[int]:
    """Return the numbers of the sources that a standing speaks of."""
    lists = (part.partition(":")[2] for part in standing.split())
    return {int(number) for each in lists for number in each.split(",")}


def note_text(standing: str, language: Language) -> str:
    """Return a standing in words."""
    lines = []
    for part in standing.split():
        name, _, numbers = part.partition(":")
        shown = ", ".join(rf"\[{number}\]" for number in numbers.split(","))
        text = CORRECTED if name == "corrected" else REMOVED
        lines.append(TEXTS.text(language, text, numbers=shown))
    return "\n".join(lines)


def with_note(
    embed: discord.Embed, name: str, note: str, numbers: Collection[int]
) -> discord.Embed:
    """Return an answer's embed with a note in place of the one it had; without one if empty.

    What the sources of these `numbers` said is struck, and nobody is sure of it any more.
    """
    embed = embed.copy()
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
