"""The buttons below an answer. What they need is in their ids and the bot's memory.

Whoever clicks gets texts in their own language; what stays in the channel is in the answer's.
"""

import logging
import re

import discord
from discord import ui

from bot.asking.errors import SourceChangedError, SourceExpiredError
from bot.asking.forms import FOLLOW_UP, question_form, reason_form
from bot.asking.pieces import pieces
from bot.asking.render import context_embed, links, passages_embed
from bot.desk.question import Reply
from bot.desk.readership import hidden_since
from bot.i18n import TEXTS
from bot.interactions.access import AN_ANSWER
from bot.interactions.actions import Finder, Key, action, form_action
from bot.interactions.buttons import button
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, language_for, reader_of
from bot.interactions.pages import add_pager, page_of
from bot.interactions.seen import SeenAnswer
from bot.memory.opinions import Opinion
from index.asking.answers import Citation, Quote
from index.i18n import N_
from index.scopes import Scope

log = logging.getLogger(__name__)

FOLLOW_ID = re.compile(r"bb:follow:(\d+):")

CONTEXT = N_("Context")
MORE = N_("More passages")
REQUEST = N_("Request a source")
OPEN_SOURCE = N_("Source {number}")
THANKS = N_("Thank you. Your rating is saved.")
REQUESTED = N_(
    "Noted: this question is now on the moderators' list. I'll tell you once a source answers it."
)
REQUESTED_SHARED = N_(
    "Noted: this question is now on the operator's list. I'll tell you once a source answers it."
)
REQUESTED_ALREADY = N_("This is noted already. I'll tell you once a source answers it.")

LINKS = 3
"""With the two buttons beside them that is all that a row may have; an abstention has none."""
PAGE_SIZE = 3
PAGES = 4
"""As many candidates as the search looks at."""


def answer_view(reply: Reply) -> ui.View:
    """Return the buttons of an answer: about it, and in another row to what else there is."""
    answer_id, language = reply.question.id, reply.language
    view = ui.View(timeout=None)

    def add(name: str, row: int, label: str | None = None, emoji: str | None = None) -> None:
        text = None if label is None else TEXTS.text(language, label)
        view.add_item(button(name, Key(answer_id), label=text, emoji=emoji, row=row))

    answer = reply.answer
    # Each row is one line on a phone; what matters most is in the upper one.
    about, beyond = (1, 0) if answer.abstained else (0, 1)
    if not answer.abstained:
        add("bb:context", about, CONTEXT)
    add("bb:follow", about, FOLLOW_UP)
    add("bb:up", about, emoji="👍")
    add("bb:down", about, emoji="👎")
    if not answer.complete:
        add("bb:request", beyond, REQUEST, "🙋")
    if answer.further:
        add("bb:more", beyond, MORE)
    for number, url in links(answer)[:LINKS]:
        label = TEXTS.text(language, OPEN_SOURCE, number=number)
        view.add_item(ui.Button(label=label, url=url, row=beyond))
    return view


def follow_view(reply: Reply) -> ui.View:
    """Return the one button that goes on from an answer."""
    view = ui.View(timeout=None)
    label = TEXTS.text(reply.language, FOLLOW_UP)
    view.add_item(button("bb:follow", Key(reply.question.id), label=label))
    return view


def answer_of(message: discord.Message) -> int | None:
    """Return the id of the answer that a message of ours shows, as its buttons say it."""
    button_id = FOLLOW_ID.search(str([c.to_dict() for c in message.components]))
    return int(button_id[1]) if button_id else None


@action("bb:context", Right.EVERYONE, AN_ANSWER)
async def _open_context(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_context(interaction, await find())


@action("bb:context-page", Right.EVERYONE, AN_ANSWER)
async def _turn_context(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    await interaction.response.defer()
    await _show_context(interaction, await find())


async def readable(interaction: Interaction) -> tuple[Scope, ...]:
    """Return what the person who acts may read alone, at this moment."""
    bot, reader = interaction.client, reader_of(interaction, alone=True)
    return await bot.lanes.ask(reader.scopes, bot.library.catalogue)


async def _show_context(interaction: Interaction, found: SeenAnswer) -> None:
    """Show the answer's quotes among the paragraphs around them, one or more pages a quote."""
    bot = interaction.client
    # What the person who clicks may read now, not who was answered then.
    scopes = await readable(interaction)
    look_up = bot.library.asker.context
    quotes = found.posted.quotes
    contexts = [await bot.lanes.ask(look_up, quote, scopes) for quote in quotes]
    parts = [
        (quote, part)
        for quote, each in zip(quotes, contexts, strict=True)
        for part in (pieces(each) if each else [None])
    ]
    page = page_of(parts, found.page, 1)
    if not page.items:
        raise SourceChangedError
    [(quote, context)] = page.items
    if context is None:
        if await bot.lanes.ask(hidden_since, bot.library.corpus, quote, scopes):
            raise SourceExpiredError
        raise SourceChangedError
    embed = context_embed(context, language_for(interaction), page.number, page.count)
    view = ui.View(timeout=None)
    add_pager(view, "bb:context-page", Key(found.posted.id, page.number), page.count)
    await interaction.edit_original_response(embed=embed, view=view)


@action("bb:more", Right.EVERYONE, AN_ANSWER)
async def _open_more(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_more(interaction, await find())


@action("bb:more-page", Right.EVERYONE, AN_ANSWER)
async def _turn_more(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    await interaction.response.defer()
    await _show_more(interaction, await find())


async def _show_more(interaction: Interaction, found: SeenAnswer) -> None:
    """Show a page of the passages that the answer doesn't show itself."""
    posted = found.posted
    bot, scopes = interaction.client, await readable(interaction)
    count = PAGE_SIZE * PAGES
    nearest = await bot.lanes.ask(bot.library.nearest, posted.searched, scopes, count)
    further = [each for each in nearest if not any(_quotes(quote, each) for quote in posted.quotes)]
    if not posted.quotes:
        # The abstention shows the first ones itself, of what those may read who see it.
        reader = reader_of(interaction, alone=posted.asked.private)
        theirs = await bot.lanes.ask(reader.scopes, bot.library.catalogue)
        look_up = bot.library.nearest
        limit = bot.library.settings.search.passages
        shown = await bot.lanes.ask(look_up, posted.searched, theirs, limit)
        further = [citation for citation in further if _place(citation) not in map(_place, shown)]
    page = page_of(further, found.page, PAGE_SIZE)
    language = language_for(interaction)
    embed = passages_embed(posted.question, page.items, language, page.number, page.count)
    view = ui.View(timeout=None)
    add_pager(view, "bb:more-page", Key(posted.id, page.number), page.count)
    await interaction.edit_original_response(embed=embed, view=view)


def _place(citation: Citation) -> tuple[int, int]:
    return citation.article.revision, citation.sentence.span.start


def _quotes(quote: Quote, citation: Citation) -> bool:
    """Tell whether a quote has what a citation answers with: the same, or a list that it is in."""
    span = citation.sentence.span
    same = citation.article.revision == quote.version
    return same and quote.start <= span.start and span.end <= quote.end


@action("bb:up", Right.EVERYONE, AN_ANSWER)
async def _rate_up(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _rate(interaction, await find(), 1)
    await interaction.edit_original_response(content=TEXTS.text(language_for(interaction), THANKS))


@action("bb:down", Right.EVERYONE, AN_ANSWER)
async def _rate_down(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    found = await find()
    # The form first: Discord takes it for three seconds. The opinion counts without a reason, too.
    await interaction.response.send_modal(reason_form(language_for(interaction), found.posted.id))
    await _rate(interaction, found, -1)


@form_action("bb:reason", Right.EVERYONE, AN_ANSWER)
async def _take_reason(
    interaction: Interaction, find: Finder[SeenAnswer], values: dict[str, str]
) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _rate(interaction, await find(), -1, values.get("reason", "").strip())
    await interaction.edit_original_response(content=TEXTS.text(language_for(interaction), THANKS))


async def _rate(
    interaction: Interaction, found: SeenAnswer, rating: int, reason: str | None = None
) -> None:
    """Remember what the person thinks of an answer, or the reason for what they think already."""
    now, person = discord.utils.utcnow(), interaction.user.id
    # The reason is for what was rated when the form was opened; an answer may have come since.
    silent = not found.posted.quotes if reason is None else None
    opinion = Opinion(found.posted.id, person, rating, reason or "", now, silent)
    bot = interaction.client
    await bot.lanes.remember(bot.memory.opinions.rate, opinion)
    facts = {"guild": found.posted.asked.guild_id, "rating": rating, "reason": bool(reason)}
    log.info("Rated", extra=facts)


@action("bb:request", Right.EVERYONE, AN_ANSWER)
async def _request_source(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await find()
    bot, person = interaction.client, interaction.user.id
    now = discord.utils.utcnow()
    new = await bot.lanes.remember(bot.memory.requests.add, found.posted.id, person, now)
    log.info("Source requested", extra={"guild": found.posted.asked.guild_id, "new": new})
    noted = REQUESTED if found.posted.asked.guild_id else REQUESTED_SHARED
    text = TEXTS.text(language_for(interaction), noted if new else REQUESTED_ALREADY)
    await interaction.edit_original_response(content=text)


@action("bb:follow", Right.EVERYONE, AN_ANSWER)
async def _open_follow_up(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    found = await find()
    form = question_form(language_for(interaction), answer_id=found.posted.id)
    await interaction.response.send_modal(form)
